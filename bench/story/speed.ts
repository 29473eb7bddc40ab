import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, edit, parse } from '@second-unit/screenplay';
import { readThrough } from '@second-unit/story';
import { breakdownLexicon, emotionModel, vadModel } from '@second-unit/story/node';
import { median, type Row, type Skipped } from '../row.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../../shared/data');
const path = `${data}/screenplays/fountain/nyousefi/Big Fish.fountain`;
const COLD = 5;
const STROKES = 200;

/** All findings of 120 pages: in a fresh process, models loaded, and again after each keystroke. */
export async function* speedRows(): AsyncGenerator<Row | Skipped> {
  if (!existsSync(path)) {
    yield { id: 'story.full_ms', skipped: `no ${path}; set SECOND_UNIT_DATA` };
    return;
  }
  const script = fileURLToPath(new URL('./cold.ts', import.meta.url));
  const cold = Array.from({ length: COLD }, () => {
    const { ms } = JSON.parse(execFileSync(process.execPath, [script, path], { encoding: 'utf8' })) as { ms: number };
    return ms;
  });
  yield {
    id: 'story.full_ms',
    value: median(cold),
    unit: 'ms',
    data: `Big Fish, 122 pages, all findings, models loaded, each in a process of its own, median of ${COLD}`,
  };

  const text = decode(readFileSync(path));
  const [emotion, vad, lexicon] = await Promise.all([emotionModel(), vadModel(), breakdownLexicon()]);
  const models = { emotion, vad };
  let tree = parse(text);
  readThrough(tree, { models, lexicon });
  const strokes: number[] = [];
  for (let stroke = 0; stroke < STROKES; stroke++) {
    // A few letters in one place, then on to another: as people write.
    const at = (Math.floor(stroke / 5) * 104_729) % tree.length;
    tree = edit(tree, { from: at, to: at, insert: 'x' });
    const start = performance.now();
    readThrough(tree, { models, lexicon, typing: true });
    strokes.push(performance.now() - start);
  }
  strokes.sort((a, b) => a - b);
  yield {
    id: 'story.keystroke_ms',
    value: median(strokes),
    unit: 'ms',
    data: `Big Fish, all findings again after a keystroke, as the room's worker reads (voice may wait), median of ${STROKES}`,
  };
  yield {
    id: 'story.keystroke_p95_ms',
    value: strokes[Math.floor(STROKES * 0.95)] ?? Number.NaN,
    unit: 'ms',
    data: 'of the same',
  };
}
