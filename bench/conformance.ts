import { writeFileSync } from 'node:fs';
import { parse, toDocument } from '@second-unit/screenplay';
import { type Absent, fountainPeers, type Run } from './peers/fountain.ts';
import { type Kit, type KitElement, readKit } from './peers/kit.ts';
import type { Bench, Row, Skipped } from './row.ts';

/**
 * How many cases of the conformance kit each parser reads as expected. Peers have no ranges and differ in how they
 * cut lines, so they are held to less than the kit asks: types and texts in order, neighbours of one type joined,
 * without white space, emphasis signs, the brackets of parentheticals, carets, notes, boneyards and title pages. We
 * are held to the same here, and to every range in the package's own tests. With `--write`, `docs/conformance.md` is made.
 */
interface Reader {
  readonly name: string;
  readonly version: string;
  readonly read: (text: string) => Run | Promise<Run>;
}

interface Result {
  readonly reader: Reader;
  /** Cases by name, in the kit's order, that are not as expected. */
  readonly failed: ReadonlySet<KitCase>;
  /** Of these, cases that are as expected where a line of action stands before them. */
  readonly later: ReadonlySet<KitCase>;
  readonly thrown: number;
}

type KitCase = Kit['cases'][number];

/** Milliseconds for a case that a parser may take before it counts as failed. */
const PATIENCE = 5000;

function folded(run: Run): string {
  const parts: [string, string][] = [];
  for (const [type, text] of run) {
    const bare = text
      .replace(/\[\[[\s\S]*?\]\]|\/\*[\s\S]*?\*\/|<[^>]+>/g, '')
      .replace(/&amp;/g, '&')
      .replace(/[\s*_\\]/g, '');
    const own =
      type === 'parenthetical' ? bare.replace(/^\(|\)$/g, '') : type === 'character' ? bare.replace(/\^$/, '') : bare;
    const last = parts.at(-1);
    if (last?.[0] === type) last[1] += own;
    else parts.push([type, own]);
  }
  return JSON.stringify(parts.filter(([type, text]) => text !== '' || type === 'pageBreak'));
}

function ofElements(elements: readonly KitElement[]): Run {
  return elements.flatMap(({ type, text }) => (type === 'note' || type === 'boneyard' ? [] : [[type, text] as const]));
}

async function run(reader: Reader, cases: readonly KitCase[]): Promise<Result> {
  const failed = new Set<KitCase>();
  const later = new Set<KitCase>();
  let thrown = 0;
  for (const item of cases) {
    const expected = ofElements(item.expected.elements);
    const own = await reads(reader, item.input, expected);
    if (own === true) continue;
    failed.add(item);
    if (own === undefined) thrown++;
    if (item.expected.titlePage.length > 0 || item.input.startsWith('\ufeff')) continue;
    if ((await reads(reader, `${BEFORE}\n\n${item.input}`, [['action', BEFORE], ...expected])) === true)
      later.add(item);
  }
  return { reader, failed, later, thrown };
}

/** A first line of a script that is nothing else to any parser. */
const BEFORE = 'He waits.';

/** Whether it reads the text so; nothing where it throws or gives no answer. */
async function reads(reader: Reader, text: string, expected: Run): Promise<boolean | undefined> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE, new Error('no answer')).unref());
  try {
    return folded(await Promise.race([reader.read(text), late])) === folded(expected);
  } catch {
    return undefined;
  }
}

const bench: Bench = async function* (_name, { write } = { write: false }): AsyncIterable<Row | Skipped> {
  const kit = readKit();
  const { here, absent } = await fountainPeers();
  const ours: Reader = {
    name: 'ours',
    version: '',
    read: (text) => ofElements(toDocument(parse(text)).elements),
  };
  const results: Result[] = [];
  for (const reader of [ours, ...here]) results.push(await run(reader, kit.cases));
  const passed = ({ failed }: Result): number => kit.cases.length - failed.size;
  const [own, ...others] = results as [Result, ...Result[]];
  for (const result of others) {
    const thrown = result.thrown === 0 ? '' : `; it throws, or gives no answer, on ${result.thrown}`;
    yield {
      id: 'screenplay.conformance',
      value: passed(own),
      unit: `of ${kit.cases.length} cases`,
      peer: `${result.reader.name} ${result.reader.version}`,
      peerValue: passed(result),
      ratio: passed(own) / passed(result),
      data: `our own kit, so a regression test for us; types and texts only${thrown}`,
    };
  }
  for (const { name, how } of absent) yield { id: `screenplay.conformance.${name}`, skipped: how };
  if (write) {
    const file = new URL('../docs/conformance.md', import.meta.url);
    writeFileSync(file, page(kit, results, absent));
  }
};

/** The page for readers. Its first lines name the kit that it was made of, which a test compares. */
function page({ cases, specification, digest }: Kit, results: readonly Result[], absent: readonly Absent[]): string {
  const constructs = [...new Set(cases.map(({ construct }) => construct))].sort();
  const title = ({ reader }: Result): string => `${reader.name} ${reader.version}`.trim();
  const row = (name: string, own: readonly KitCase[], orLater = false): string => {
    const counts = results.map(
      ({ failed, later }) => own.filter((item) => !failed.has(item) || (orLater && later.has(item))).length,
    );
    return `| ${name} | ${own.length} | ${counts.join(' | ')} |`;
  };
  const lines = [
    '# How Fountain parsers read the conformance kit',
    '',
    `Kit: ${cases.length} cases, ${specification}, digest ${digest}.`,
    '',
    'This page is made by `npm run bench -- conformance --write`; do not edit it. The cases are in',
    '`packages/screenplay/conformance`, each with the sentence of the specification that it rests on, or',
    '`interpretation:` and our reason where the specification is silent. We wrote the kit, so our own column is a',
    'regression test and no score, and where a parser differs on an interpretation it is not wrong.',
    '',
    'A case counts where types and texts are as expected, in order, after neighbours of one type are joined and white',
    'space, emphasis signs, the brackets of parentheticals, carets, notes, boneyards and title pages are left out:',
    'no other parser here gives ranges, and each cuts lines its own way. For the title page and for emphasis this asks only that',
    'the rest of the script is not disturbed. Most cases begin a script, where some parsers take a first line for a',
    'title page or no cue; a row of the table counts a case also where it is read so after a line of action.',
    '',
    `| construct | cases | ${results.map(title).join(' | ')} |`,
    `| --- | --- | ${results.map(() => '---').join(' | ')} |`,
    ...constructs.map((name) =>
      row(
        name,
        cases.filter(({ construct }) => construct === name),
      ),
    ),
    row('all', cases),
    row('all, each at the start of a script or after a line of action', cases, true),
    row(
      'of all, by the letter of the specification',
      cases.filter(({ rests_on }) => !rests_on.startsWith('interpretation:')),
    ),
    '',
  ];
  for (const { name, how } of absent) lines.push(`Not here when the page was made: ${name} (${how}).`, '');
  lines.push('## Where they differ', '');
  for (const result of results) {
    if (result.failed.size === 0) continue;
    const thrown = result.thrown === 0 ? '' : `, ${result.thrown} of them by throwing or giving no answer`;
    lines.push(`### ${title(result)}: ${result.failed.size} cases${thrown}`, '');
    for (const name of constructs) {
      const names = [...result.failed].filter(({ construct }) => construct === name).map((item) => item.name);
      if (names.length > 0) lines.push(`- ${name}: ${names.join('; ')}`);
    }
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

export default bench;
