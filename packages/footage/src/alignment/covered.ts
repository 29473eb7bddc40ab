import type { Material } from './material.ts';
import type { Run, WordPair } from './runs.ts';

/** A line within a run, and the words of the transcript that stand for it. */
export interface CoveredLine {
  readonly line: number;
  readonly said: 'matched' | 'unmatched';
  /** Share of its words that were heard. */
  readonly coverage: number;
  /** Words of the transcript, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Share of a line's words that were heard at least where it was said. */
const LEAST_COVERAGE = 0.3;
/** Words said in a line's place, as a share of the line's, from which on something was said there. */
const LEAST_IN_PLACE = 0.6;
/** A line of so few words before the first one that matched, or behind the last, may be one that nothing is left of. */
const SHORT = 4;

/** Which lines a run covers: those that were heard, and between them those in whose place something else was. */
export function coveredLines(material: Material, run: Run, free: (heard: number) => boolean): CoveredLine[] {
  const { script } = material;
  const byLine = new Map<number, WordPair[]>();
  for (const pair of run.pairs) {
    const line = script.lineOf[pair.written]!;
    const known = byLine.get(line);
    if (known === undefined) byLine.set(line, [pair]);
    else known.push(pair);
  }
  const lengthOf = (line: number): number => script.firstWord[line + 1]! - script.firstWord[line]!;
  const heardOf = (line: number): number => byLine.get(line)?.reduce((sum, { like }) => sum + like, 0) ?? 0;
  const found: CoveredLine[] = [];
  const first = script.lineOf[run.pairs[0]!.written]!;
  const last = script.lineOf[run.pairs.at(-1)!.written]!;
  /** Word of the transcript up to which all is shared out. */
  let done = run.pairs[0]!.heard;
  for (let line = first; line <= last; line++) {
    const words = lengthOf(line);
    if (words === 0) continue;
    const pairs = byLine.get(line);
    const coverage = Math.min(1, heardOf(line) / words);
    let next = line + 1;
    while (next <= last && !byLine.has(next)) next++;
    const until = next <= last ? byLine.get(next)![0]!.heard : run.pairs.at(-1)!.heard + 1;
    if (pairs !== undefined && coverage >= LEAST_COVERAGE) {
      const to = pairs.at(-1)!.heard + 1;
      found.push({ line, said: 'matched', coverage, from: Math.min(pairs[0]!.heard, done), to });
      done = to;
      continue;
    }
    // What was said here and not heard as something else; a line before it that was left out may want it too.
    const from = pairs === undefined ? done : Math.min(done, pairs[0]!.heard);
    if (until - from >= Math.max(1, LEAST_IN_PLACE * words) && (pairs !== undefined || line !== first)) {
      const to = Math.min(until, from + Math.max(words, (pairs?.at(-1)?.heard ?? from) + 1 - from));
      found.push({ line, said: 'unmatched', coverage, from, to });
      done = to;
    } else if (pairs !== undefined) done = pairs.at(-1)!.heard + 1;
  }
  // What a person put somewhere begins where they put it.
  if (run.pin !== undefined) return found;
  return [
    ...shortNeighbour(material, found[0], -1, free),
    ...found,
    ...shortNeighbour(material, found.at(-1), 1, free),
  ];
}

/** A short line before or behind that nothing matched in, where a phrase of about its length stands in its place. */
function shortNeighbour(
  { script, transcript }: Material,
  edge: CoveredLine | undefined,
  by: -1 | 1,
  free: (heard: number) => boolean,
): CoveredLine[] {
  if (edge === undefined) return [];
  const line = edge.line + by;
  if (line < 0 || line >= script.lines.length || script.sceneOf[line] !== script.sceneOf[edge.line]) return [];
  const words = script.firstWord[line + 1]! - script.firstWord[line]!;
  const beside = by < 0 ? edge.from - 1 : edge.to;
  if (words === 0 || words > SHORT || beside < 0 || beside >= transcript.ids.length) return [];
  const own = transcript.phrases[transcript.phraseOf[by < 0 ? edge.from : edge.to - 1]!]!;
  const phrase = transcript.phrases[transcript.phraseOf[beside]!]!;
  const from = by < 0 ? phrase.from : beside;
  const to = by < 0 ? beside + 1 : phrase.to;
  if (phrase.shot !== own.shot) return [];
  if (to - from < words * 0.5 || to - from > words * 1.5) return [];
  for (let heard = from; heard < to; heard++) if (!free(heard)) return [];
  return [{ line, said: 'unmatched', coverage: 0, from, to }];
}
