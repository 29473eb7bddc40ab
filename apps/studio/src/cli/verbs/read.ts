import { basename, extname } from 'node:path';
import type { Evidence, Finding } from '@second-unit/evidence';
import { type ReadThrough, readThrough } from '@second-unit/story';
import { html } from 'hono/html';
import { readScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import { page } from '../page.ts';
import type { Task } from '../run.ts';
import { table } from '../words.ts';

export interface ReadOptions {
  readonly json?: boolean;
  readonly html?: string;
}

/** `read SCRIPT`: the read-through, printed or written. */
export async function read(script: string, options: ReadOptions, task: Task): Promise<void> {
  if (options.html !== undefined) await checkOutput(options.html);
  const text = await readScript(script);
  const through = readThrough(text);
  const title = through.title ?? basename(script, extname(script));
  if (options.html !== undefined) await writeOutput(options.html, await htmlOf(title, through, text));
  if (options.json) await task.print(`${JSON.stringify(through, null, 2)}\n`);
  else if (options.html === undefined) await task.print(summaryOf(title, through));
}

/** Eighths of a page as a breakdown writes them: `2 3/8`. */
function pagesOf(eighths: number): string {
  const whole = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : `${eighths % 8}/8`;
  return [whole === 0 && rest !== '' ? '' : String(whole), rest].filter((part) => part !== '').join(' ');
}

function valueIn({ value }: Finding): string {
  if (typeof value === 'number') return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(2);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

function summaryOf(title: string, through: ReadThrough): string {
  const { scenes, characters, findings } = through;
  const eighths = scenes.reduce((sum, scene) => sum + scene.eighths, 0);
  const cast = characters
    .toSorted((a, b) => b.words - a.words)
    .map((one) => [one.name, String(one.scenes.length), String(one.speeches), String(one.words)]);
  const found = findings.map((finding) => [finding.what, valueIn(finding), finding.confidence.toFixed(2)]);
  return [
    `${title}: ${scenes.length} scenes, ${pagesOf(eighths)} pages, ${characters.length} who speak\n`,
    ...(cast.length > 0 ? [table(['character', 'scenes', 'speeches', 'words'], cast)] : []),
    ...(found.length > 0 ? [table(['finding', 'value', 'confidence'], found)] : []),
  ].join('\n');
}

/** Enough of a script to recognise the place. */
const QUOTE = 400;
const MOST_QUOTES = 12;

async function htmlOf(title: string, through: ReadThrough, text: string): Promise<string> {
  const lines = lineNumbers(text);
  const quote = (evidence: readonly Evidence[]) => {
    const ranges = evidence.filter((one) => one.kind === 'script');
    if (ranges.length === 0) return '';
    const shown = ranges.slice(0, MOST_QUOTES);
    const more = ranges.length - shown.length;
    return html`<details><summary>${ranges.length} ${ranges.length === 1 ? 'place' : 'places'}</summary>
${shown.map(
  ({ from, to }) => html`<small>line ${lines(from)}</small>
<blockquote>${text.slice(from, to).slice(0, QUOTE).trim()}</blockquote>`,
)}${more > 0 ? html`<small>and ${more} more</small>` : ''}</details>`;
  };
  const { scenes, characters, findings } = through;
  return page(
    `${title}: read-through`,
    html`<h1>${title}</h1>
<p class="lead">${scenes.length} scenes · ${pagesOf(scenes.reduce((sum, one) => sum + one.eighths, 0))} pages · ${characters.length} who speak</p>
<h2>Findings</h2>
<table><thead><tr><th>What</th><th>Value</th><th>Confidence</th><th>How, and where</th></tr></thead><tbody>
${findings.map(
  (finding) => html`<tr><td>${finding.what}</td><td>${valueIn(finding)}</td><td>${finding.confidence.toFixed(2)}</td>
<td>${finding.method}${quote(finding.evidence)}</td></tr>`,
)}</tbody></table>
<h2>Cast</h2>
<table><thead><tr><th>Character</th><th class="n">Scenes</th><th class="n">Speeches</th><th class="n">Words</th><th>Where</th></tr></thead><tbody>
${characters
  .toSorted((a, b) => b.words - a.words)
  .map(
    (one) => html`<tr><td>${one.name}</td><td class="n">${one.scenes.length}</td><td class="n">${one.speeches}</td>
<td class="n">${one.words}</td><td>${quote(one.evidence)}</td></tr>`,
  )}</tbody></table>
<h2>Scenes</h2>
<table><thead><tr><th class="n">#</th><th>Heading</th><th>Pages</th><th>Who speaks</th><th class="n">Words</th><th class="n">Line</th></tr></thead><tbody>
${scenes.map(
  (
    scene,
  ) => html`<tr><td class="n">${scene.number ?? scene.index + 1}</td><td>${scene.heading}</td><td>${pagesOf(scene.eighths)}</td>
<td>${scene.speakers.join(', ')}</td><td class="n">${scene.words}</td><td class="n">${lines(scene.from)}</td></tr>`,
)}</tbody></table>`,
  );
}

/** Line, from 1, of an offset. */
function lineNumbers(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\r\n?|\n/g)].map((found) => found.index + found[0].length)];
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
