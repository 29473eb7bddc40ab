import { elementsOf } from '@second-unit/screenplay';
import { byBlock } from '../by-block.ts';
import type { Reading } from '../reading.ts';
import type { Pacing, ScenePace } from './pacing.ts';

/** Fewer scenes make no curve. */
const FEWEST = 8;

const FORMULA =
  'Tension is the mean of three ranks among the script’s scenes, each 0 to 1, averaged over the scene and one on each side: brevity (short scenes), exchange (speeches to a page), urgency (! and ? and words in capitals, to the words of a scene).';

/**
 * Lengths, dialogue against action, cuts to a page, and a tension curve from what is counted on the page: in any
 * language, though capitals say nothing in scripts that have none.
 */
export function pacingOf({ tree, scenes, speeches, document, words, estimate }: Reading): Pacing {
  const signs = urgencies(tree).flatMap(({ result }) => result);
  const spoken = scenes.map(() => 0);
  const said = scenes.map(() => 0);
  const urgent = scenes.map(() => 0);
  let scene = -1;
  for (const [index, element] of document.elements.entries()) {
    if (element.type === 'sceneHeading') {
      scene++;
      continue;
    }
    if (scene < 0) continue;
    const isSpoken = element.type === 'dialogue' || element.type === 'lyrics';
    if (isSpoken) spoken[scene] = (spoken[scene] ?? 0) + (words[index] ?? 0);
    urgent[scene] = (urgent[scene] ?? 0) + (signs[index] ?? 0);
  }
  for (const speech of speeches) if (speech.scene >= 0) said[speech.scene] = (said[speech.scene] ?? 0) + 1;

  const eighths = scenes.map((one) => Math.max(1, one.eighths));
  const parts =
    scenes.length < FEWEST
      ? undefined
      : {
          brevity: smoothed(ranks(eighths.map((length) => -length))),
          exchange: smoothed(ranks(said.map((count, index) => count / (eighths[index] as number)))),
          urgency: smoothed(ranks(urgent.map((count, index) => count / Math.max(20, scenes[index]?.words ?? 0)))),
        };
  return {
    scenes: scenes.map((one, index): ScenePace => {
      const part = parts && {
        brevity: parts.brevity[index] as number,
        exchange: parts.exchange[index] as number,
        urgency: parts.urgency[index] as number,
      };
      return {
        scene: index,
        eighths: one.eighths,
        ...(one.words === 0 ? {} : { dialogue: (spoken[index] as number) / one.words }),
        speakers: one.speakers.length,
        speeches: said[index] as number,
        ...(part && { tension: (part.brevity + part.exchange + part.urgency) / 3, parts: part }),
      };
    }),
    ...(scenes.length < 2 ? {} : { cutsPerPage: (scenes.length - 1) / Math.max(1, estimate.pages) }),
    formula: FORMULA,
  };
}

/** Of each element, in the order of the document. */
const urgencies = byBlock((block) =>
  elementsOf(block).map(({ type, text }) =>
    type === 'action' || type === 'dialogue' || type === 'lyrics' ? urgency(text) : 0,
  ),
);

const CAPITALS = /\p{Lu}{3,}/gu;

function urgency(text: string): number {
  let count = 0;
  for (const sign of text) if (sign === '!' || sign === '?' || sign === '！' || sign === '？') count++;
  return count + (text.match(CAPITALS)?.length ?? 0);
}

/** Each value's rank among all, 0 to 1; equal values have equal ranks. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const result = values.map(() => 0);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1] as number] === values[order[first] as number]) last++;
    for (let at = first; at <= last; at++)
      result[order[at] as number] = (first + last) / 2 / Math.max(1, values.length - 1);
    first = last + 1;
  }
  return result;
}

function smoothed(values: readonly number[]): number[] {
  return values.map((value, index) => {
    const near = [values[index - 1] ?? value, value, values[index + 1] ?? value];
    return near.reduce((sum, one) => sum + one, 0) / 3;
  });
}
