import type { Shot, ShotLog } from '../shot-log.ts';
import { type CoveredLine, coveredLines } from './covered.ts';
import type { Material } from './material.ts';
import type { Run } from './runs.ts';
import type { MatchedPair, Take, TakeLine, Unscripted } from './types.ts';

/** Two stretches of what is not in the script that lie further apart are two, in seconds. */
const APART = 4;

/** The takes of runs, numbered within their scenes, and which words of the transcript they account for. */
export function takesOf(
  log: ShotLog,
  material: Material,
  runs: readonly Run[],
): { readonly takes: Take[]; readonly used: Uint8Array } {
  const used = new Uint8Array(material.transcript.ids.length);
  for (const { pairs } of runs) for (const { heard } of pairs) used[heard] = 1;
  const numbers = new Map<number, number>();
  const takes: Take[] = [];
  for (const run of runs) {
    const lines = coveredLines(material, run, (heard) => used[heard] === 0);
    if (lines.length === 0) continue;
    for (const { from, to } of lines) used.fill(1, from, to);
    const number = (numbers.get(run.scene) ?? 0) + 1;
    numbers.set(run.scene, number);
    takes.push(takeOf(log, material, run, lines, { id: `t${String(takes.length + 1).padStart(3, '0')}`, number }));
  }
  return { takes, used };
}

function takeOf(
  log: ShotLog,
  material: Material,
  run: Run,
  covered: readonly CoveredLine[],
  { id, number }: { readonly id: string; readonly number: number },
): Take {
  const { script, transcript } = material;
  const first = covered[0]!;
  const last = covered.at(-1)!;
  const [startFrame] = framesOf(material, first.from, first.from + 1);
  const [, endFrame] = framesOf(material, last.to - 1, last.to);
  const subtitleOf = (heard: number): number => transcript.phrases[transcript.phraseOf[heard]!]!.subtitle;
  const lines = covered.map(({ line, said, coverage, from, to }): TakeLine => {
    const [start, end] = framesOf(material, from, to);
    const shot = mostOf(log.shots, start, end);
    return {
      line,
      from: script.lines[line]!.from,
      to: script.lines[line]!.to,
      said,
      coverage: round(coverage),
      startFrame: start,
      endFrame: end,
      ...(shot === undefined ? {} : { shot: shot.id }),
    };
  });
  const words = script.firstWord[last.line + 1]! - script.firstWord[first.line]!;
  const coverage = Math.min(1, run.pairs.reduce((sum, { like }) => sum + like, 0) / Math.max(1, words));
  return {
    id,
    scene: run.scene,
    number,
    startFrame,
    endFrame,
    from: lines[0]!.from,
    to: lines.at(-1)!.to,
    subtitles: [subtitleOf(first.from), subtitleOf(last.to - 1)],
    shots: shotsWithin(log.shots, startFrame, endFrame).map((shot) => shot.id),
    lines,
    coverage: round(coverage),
    confidence: run.pin === undefined ? confidenceOf(run.weight, coverage) : 1,
    pairs: pairsOf(material, run),
    ...(run.pin === undefined ? {} : { pin: run.pin }),
  };
}

/** More the more words speak for it and the less was left out or heard as something else; never quite sure. */
function confidenceOf(weight: number, coverage: number): number {
  return round(Math.min(0.98, (1 - Math.exp(-weight / 3)) * (0.6 + 0.4 * Math.min(1, coverage / 0.7))));
}

function pairsOf({ script, transcript, vocabulary }: Material, run: Run): MatchedPair[] {
  const byBoth = new Map<string, { subtitle: number; line: number; words: number; weight: number }>();
  for (const { heard, written, like } of run.pairs) {
    const { subtitle } = transcript.phrases[transcript.phraseOf[heard]!]!;
    const line = script.lineOf[written]!;
    const key = `${subtitle} ${line}`;
    const known = byBoth.get(key) ?? { subtitle, line, words: 0, weight: 0 };
    known.words++;
    known.weight += like * vocabulary.weight[transcript.ids[heard]!]!;
    byBoth.set(key, known);
  }
  const whole = new Map<number, number>();
  for (const { subtitle } of byBoth.values()) whole.set(subtitle, 0);
  const from = transcript.phraseOf[run.pairs[0]!.heard]!;
  const to = transcript.phraseOf[run.pairs.at(-1)!.heard]!;
  for (const phrase of neighbours(transcript.phrases, from, to)) {
    let weight = whole.get(phrase.subtitle);
    if (weight === undefined) continue;
    for (let heard = phrase.from; heard < phrase.to; heard++) weight += vocabulary.weight[transcript.ids[heard]!]!;
    whole.set(phrase.subtitle, weight);
  }
  return [...byBoth.values()].map(({ subtitle, line, words, weight }) => ({
    subtitle,
    from: script.lines[line]!.from,
    to: script.lines[line]!.to,
    words,
    alike: round(Math.min(1, weight / Math.max(0.01, whole.get(subtitle)!))),
  }));
}

/** Phrases first to last, and those of the same subtitles on both sides. */
function neighbours<P extends { readonly subtitle: number }>(phrases: readonly P[], first: number, last: number): P[] {
  let from = first;
  let to = last;
  while (from > 0 && phrases[from - 1]!.subtitle === phrases[first]!.subtitle) from--;
  while (to + 1 < phrases.length && phrases[to + 1]!.subtitle === phrases[last]!.subtitle) to++;
  return phrases.slice(from, to + 1);
}

/** Frames of words [from, to) of the transcript: a phrase's time is shared out to its words. */
function framesOf({ transcript }: Material, from: number, to: number): [start: number, end: number] {
  const at = (word: number, end: number): number => {
    const phrase = transcript.phrases[transcript.phraseOf[word]!]!;
    const share = (word + end - phrase.from) / (phrase.to - phrase.from);
    return Math.round(phrase.startFrame + (phrase.endFrame - phrase.startFrame) * share);
  };
  return [at(from, 0), at(to - 1, 1)];
}

/** Shots with a frame in [startFrame, endFrame). */
export function shotsWithin(shots: readonly Shot[], startFrame: number, endFrame: number): Shot[] {
  let low = 0;
  let high = shots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shots[middle]!.endFrame > startFrame) high = middle;
    else low = middle + 1;
  }
  const found: Shot[] = [];
  for (let at = low; at < shots.length && shots[at]!.startFrame < endFrame; at++) found.push(shots[at]!);
  return found;
}

function mostOf(shots: readonly Shot[], startFrame: number, endFrame: number): Shot | undefined {
  let most: Shot | undefined;
  let frames = 0;
  for (const shot of shotsWithin(shots, startFrame, Math.max(endFrame, startFrame + 1))) {
    const shared = Math.min(shot.endFrame, endFrame) - Math.max(shot.startFrame, startFrame);
    if (most !== undefined && shared <= frames) continue;
    most = shot;
    frames = shared;
  }
  return most;
}

/** What is said and belongs to no take: subtitles of which no word was used, neighbours as one stretch. */
export function unscriptedOf(log: ShotLog, { transcript }: Material, used: Uint8Array): Unscripted[] {
  const some = new Set<number>();
  const spoken = new Set<number>();
  for (const { subtitle, from, to } of transcript.phrases) {
    spoken.add(subtitle);
    for (let heard = from; heard < to; heard++) if (used[heard] === 1) some.add(subtitle);
  }
  const rate = log.media.frameRate.num / log.media.frameRate.den;
  const found: { startFrame: number; endFrame: number; subtitles: [number, number]; text: string }[] = [];
  for (const subtitle of spoken) {
    if (some.has(subtitle)) continue;
    const { startFrame, endFrame, text } = log.subtitles[subtitle]!;
    const open = found.at(-1);
    const apart = open === undefined ? 0 : between(spoken, open.subtitles[1], subtitle, some);
    if (open !== undefined && apart === 0 && startFrame - open.endFrame <= APART * rate) {
      open.endFrame = Math.max(open.endFrame, endFrame);
      open.subtitles[1] = subtitle;
      open.text += ` ${text}`;
    } else found.push({ startFrame, endFrame, subtitles: [subtitle, subtitle], text });
  }
  return found.map((one) => ({
    ...one,
    shots: shotsWithin(log.shots, one.startFrame, one.endFrame).map((shot) => shot.id),
  }));
}

/** How many subtitles with words that are of a take lie between two. */
function between(spoken: ReadonlySet<number>, from: number, to: number, some: ReadonlySet<number>): number {
  let count = 0;
  for (let subtitle = from + 1; subtitle < to; subtitle++) if (spoken.has(subtitle) && some.has(subtitle)) count++;
  return count;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
