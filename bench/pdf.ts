import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fontsFor } from '@second-unit/print/node';
import { parse, type ScreenplayElement, type TitlePageEntry, toDocument } from '@second-unit/screenplay';
import { printedText, toPdf } from '@second-unit/screenplay/pdf';
import { readPdf } from '@second-unit/screenplay/pdf-in';
import { KINDS, type Kind, type Score, score } from '../packages/screenplay/test/pdf-in/score.ts';
import { LAYOUTS, type Layout, randomLayout, typeset } from '../packages/screenplay/test/pdf-in/typeset.ts';
import { median, type Row, type Skipped } from './row.ts';

const data = process.env.SECOND_UNIT_DATA ?? new URL('../../shared/data', import.meta.url).pathname;
const folder = `${data}/screenplays/fountain`;

/** Those that the bar names: their Fountain text is the truth, their PDF was made from it by screenplain. */
const SCRIPTS = ['last-birthday/Big-Fish', 'last-birthday/Brick-and-Steel', 'last-birthday/The-Last-Birthday-Card'];
const SMALL = ['dialogue-with-blank-line', 'dual-dialogue', 'indentation', 'scene-numbers', 'title-page'];

/** Scripts that were not read while the reader was built; set here in layouts drawn by lot, and in the named ones. */
const OTHERS = ['afterwriting/my_living_memory', 'afterwriting/printing_trouble'];
const DRAWN = 20;

type Scores = Readonly<Record<Kind, Score>>;

function scoresOf(read: readonly ScreenplayElement[], truth: readonly ScreenplayElement[]): Scores {
  return Object.fromEntries(KINDS.map((kind) => [kind, score(read, truth, kind)])) as Scores;
}

async function truthOf(name: string): Promise<{ elements: ScreenplayElement[]; titlePage: readonly TitlePageEntry[] }> {
  const { elements, titlePage } = toDocument(parse(await readFile(`${folder}/${name}.fountain`, 'utf8')));
  return { elements: [...elements], titlePage };
}

async function scores(name: string): Promise<Scores> {
  const [pdf, truth] = await Promise.all([readFile(`${folder}/${name}.pdf`), truthOf(name)]);
  return scoresOf((await readPdf(pdf)).document.elements, truth.elements);
}

/** Least F1 of the four kinds over these scripts, set in this layout. */
async function leastIn(layout: Layout): Promise<number> {
  let least = 100;
  for (const name of OTHERS) {
    const { elements, titlePage } = await truthOf(name);
    const { document } = await readPdf(await typeset(elements, layout, titlePage));
    for (const { f1 } of Object.values(scoresOf(document.elements, elements))) least = Math.min(least, f1);
  }
  return least;
}

/** What a PDF gives back of the script that it was made from. The first three scripts were used to build the reader. */
export default async function* pdf(name?: string): AsyncGenerator<Row | Skipped> {
  if (name === undefined || name === 'f1') yield* screenplain();
  if (name === undefined || name === 'layouts') yield* layouts();
  // Minutes long: only when asked for.
  if (name === 'large') yield* large();
  if (name === 'large' || name === 'out') yield* out();
}

async function* screenplain(): AsyncGenerator<Row | Skipped> {
  if (!existsSync(`${folder}/${SCRIPTS[0]}.pdf`)) {
    yield { id: 'screenplay.pdf.f1.min', skipped: `no PDF files in ${folder}` };
    return;
  }
  let least = Number.POSITIVE_INFINITY;
  for (const script of SCRIPTS) {
    for (const [kind, { f1, matched, read, truth }] of Object.entries(await scores(script))) {
      least = Math.min(least, f1);
      const title = script.replace(/^.*\//, '');
      yield {
        id: `screenplay.pdf.f1.${title}.${kind}`,
        value: f1,
        unit: '%',
        data: `${matched} of ${truth}, ${read} read`,
      };
    }
  }
  yield { id: 'screenplay.pdf.f1.min', value: least, unit: '%', data: 'least of the twelve above (regression test)' };
  for (const small of SMALL) {
    if (!existsSync(`${folder}/screenplain/${small}.pdf`)) continue;
    const all = Object.values(await scores(`screenplain/${small}`));
    yield {
      id: `screenplay.pdf.f1.small.${small}`,
      value: Math.min(...all.map(({ f1 }) => f1)),
      unit: '%',
      data: 'least of heading, cue, dialogue, action',
    };
  }
}

async function* layouts(): AsyncGenerator<Row | Skipped> {
  if (!existsSync(`${folder}/${OTHERS[0]}.fountain`)) {
    yield { id: 'screenplay.pdf.f1.layouts', skipped: `no scripts in ${folder}` };
    return;
  }
  for (const [title, layout] of Object.entries(LAYOUTS)) {
    const data = `${title}; least of four kinds, two scripts`;
    yield { id: 'screenplay.pdf.f1.layout', value: await leastIn(layout), unit: '%', data };
  }
  const drawn: number[] = [];
  for (let seed = 1; seed <= DRAWN; seed++) drawn.push(await leastIn(randomLayout(seed)));
  const data = `${DRAWN} layouts drawn by lot, two scripts; least of four kinds`;
  yield { id: 'screenplay.pdf.f1.drawn.median', value: median(drawn), unit: '%', data };
  yield { id: 'screenplay.pdf.f1.drawn.min', value: Math.min(...drawn), unit: '%', data };
}

async function* large(): AsyncGenerator<Row> {
  const { elements } = toDocument(parse('INT. HOUSE - DAY\n\nHe walks to the window.\n\nMARA\nWhat do you want?\n'));
  const many = Array.from({ length: 38_000 }, (_, at) =>
    elements.map((element) => ({
      ...element,
      text: `${element.text} ${element.type === 'character' ? '' : at}`.trim(),
    })),
  ).flat();
  const bytes = await typeset(many, { numberAt: 'right' });
  const start = performance.now();
  let peak = 0;
  let last = 0;
  await readPdf(bytes, {
    timeLimit: 600_000,
    onProgress: ({ pages, page }) => {
      last = pages;
      if (page % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  const data = `${last} pages, ${Math.round(bytes.length / 1e6)} MB`;
  yield { id: 'screenplay.pdf.large.s', value: (performance.now() - start) / 1000, unit: 's', data };
  yield { id: 'screenplay.pdf.large.rss', value: Math.round(peak / 1e6), unit: 'MB', data };
}

/** A long script to our own PDF, and what of it is read again. */
async function* out(): AsyncGenerator<Row> {
  const scene = (at: number): string =>
    `INT. HOUSE ${at} - DAY #${at}#\n\n${'He walks to the window and looks out for a long time. '.repeat(4)}\n\nMARA\nWhat do you want from all of us, I wonder?\n\nJON\n(softly)\nNothing at all. I want to look out of the window, as I do.\n\n`;
  const text = Array.from({ length: 3_340 }, (_, at) => scene(at + 1)).join('');
  const { fonts } = await fontsFor(printedText(text));
  const start = performance.now();
  const bytes = await toPdf(text, { fonts });
  const seconds = (performance.now() - start) / 1000;
  const peak = process.memoryUsage().rss;
  const { document, lines } = await readPdf(bytes, { timeLimit: 600_000 });
  const truth = toDocument(parse(text)).elements;
  const same = document.elements.filter(
    ({ type, text: read }, at) => truth[at]?.type === type && truth[at]?.text.replace(/\s+/g, ' ').trim() === read,
  );
  const data = `${lines.at(-1)?.page} pages, ${(bytes.length / 1e6).toFixed(1)} MB`;
  yield { id: 'screenplay.pdf.out.s', value: seconds, unit: 's', data };
  yield { id: 'screenplay.pdf.out.rss', value: Math.round(peak / 1e6), unit: 'MB', data };
  yield {
    id: 'screenplay.pdf.out.same',
    value: (100 * same.length) / truth.length,
    unit: '%',
    data: 'elements read back equal',
  };
}
