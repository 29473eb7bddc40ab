import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type ElementType, parse, toDocument } from '@second-unit/screenplay';
import type { Bench, Row } from './row.ts';

/**
 * How many cases of the conformance kit each parser reads as expected. Peers have no ranges and differ in how they
 * cut lines, so they are held to less than the kit asks: types and texts in order, neighbours of one type joined,
 * without white space, emphasis signs, notes, boneyards and title pages. We are held to the same here, and to every
 * range in the package's own tests.
 */
type Run = readonly (readonly [type: string, text: string])[];

interface Case {
  readonly name: string;
  readonly input: string;
  readonly expected: { readonly elements: readonly { readonly type: ElementType; readonly text: string }[] };
}

const folder = new URL('../packages/screenplay/conformance/', import.meta.url);

function kit(): Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { cases: Case[] }).cases);
}

/** The peers' names for types. What is not here does not print, or is theirs alone. */
const NAMES: Readonly<Record<string, string>> = {
  scene_heading: 'sceneHeading',
  action: 'action',
  character: 'character',
  dialogue: 'dialogue',
  parenthetical: 'parenthetical',
  lyrics: 'lyrics',
  transition: 'transition',
  centered: 'centered',
  section: 'section',
  synopsis: 'synopsis',
  page_break: 'pageBreak',
};

function folded(run: Run): string {
  const parts: [string, string][] = [];
  for (const [type, text] of run) {
    const bare = text
      .replace(/\[\[[\s\S]*?\]\]|\/\*[\s\S]*?\*\/|<[^>]+>/g, '')
      .replace(/&amp;/g, '&')
      .replace(/[\s*_\\]/g, '');
    const last = parts.at(-1);
    if (last?.[0] === type) last[1] += bare;
    else parts.push([type, bare]);
  }
  return JSON.stringify(parts.filter(([type, text]) => text !== '' || type === 'pageBreak'));
}

interface Token {
  readonly type: string;
  readonly text?: string;
}

function ofTokens(tokens: readonly Token[]): Run {
  return tokens.flatMap(({ type, text }) => {
    const name = NAMES[type];
    return name === undefined ? [] : [[name, name === 'pageBreak' ? '' : (text ?? '')] as const];
  });
}

function ofElements(elements: Case['expected']['elements']): Run {
  return elements.flatMap(({ type, text }) => (type === 'note' || type === 'boneyard' ? [] : [[type, text] as const]));
}

function parsers(): Readonly<Record<string, (text: string) => Run>> {
  const require = createRequire(import.meta.url);
  const { Fountain } = require('fountain-js') as {
    Fountain: new () => { parse(text: string, tokens: boolean): { tokens: readonly Token[] } };
  };
  const { parser } = require('aw-parser') as {
    parser: { parse(text: string, config: object): { tokens: readonly Token[] } };
  };
  return {
    ours: (text) => ofElements(toDocument(parse(text)).elements),
    'fountain-js': (text) => ofTokens(new Fountain().parse(text, true).tokens),
    'aw-parser': (text) =>
      ofTokens(
        parser.parse(text, {
          print_headers: true,
          print_actions: true,
          print_dialogues: true,
          print_notes: true,
          print_sections: true,
          print_synopsis: true,
        }).tokens,
      ),
  };
}

const bench: Bench = async function* (): AsyncIterable<Row> {
  const cases = kit();
  const passed = new Map<string, number>();
  let crashed = '';
  for (const [name, read] of Object.entries(parsers())) {
    let count = 0;
    let crashes = 0;
    for (const { input, expected } of cases) {
      try {
        if (folded(read(input)) === folded(ofElements(expected.elements))) count++;
      } catch {
        crashes++;
      }
    }
    passed.set(name, count);
    if (crashes > 0) crashed += `; ${name} throws on ${crashes}`;
  }
  const value = passed.get('ours') ?? 0;
  for (const [peer, peerValue] of passed) {
    if (peer === 'ours') continue;
    yield {
      id: 'screenplay.conformance',
      value,
      unit: `of ${cases.length} cases`,
      peer,
      peerValue,
      ratio: value / peerValue,
      data: `our own kit, so a regression test for us; types and texts only${crashed}`,
    };
  }
};

export default bench;
