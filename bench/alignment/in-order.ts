import type { SceneLink, ScriptLine, ScriptScene, Shot, ShotLog } from '@second-unit/footage';

/** Without a word to go by, a scene's place in the script is a weak hint at its place in the film. */
const CONFIDENCE_OF_ORDER = 0.25;
/** The same, between two places that dialogue has pinned down. */
const CONFIDENCE_BETWEEN = 0.4;
/** Share of its words, by weight, that a subtitle and a speech have in common at least where they match. */
const LEAST_ALIKE = 0.5;
/** A table of this many pairs takes 400 MB; no film has so many lines. */
const MOST_PAIRS = 50_000_000;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of a line as they are compared: small letters without accents; no tags, no `[door slams]`. */
function wordsOf(text: string): string[] {
  const spoken = text.replace(/<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]/g, ' ').normalize('NFKD');
  const plain = spoken.replace(/\p{M}/gu, '').toLowerCase();
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(plain)) {
    if (isWordLike) words.push(segment.replaceAll(/['’]/g, ''));
  }
  return words;
}

interface Bag {
  readonly counts: ReadonlyMap<string, number>;
  readonly weight: number;
}

/** A word counts for more the fewer lines have it. */
function bagsOf(lines: readonly (readonly string[])[], weightOf: (word: string) => number): Bag[] {
  return lines.map((words) => {
    const counts = new Map<string, number>();
    let weight = 0;
    for (const word of words) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      weight += weightOf(word);
    }
    return { counts, weight };
  });
}

interface Pair {
  readonly subtitle: number;
  readonly line: number;
  /** Share of the shorter one's words that the other has too, by weight. */
  readonly alike: number;
}

/** For each subtitle the lines that it could be, with how alike they are. Only lines with a word in common are tried. */
function candidates(
  subtitles: readonly string[],
  lines: readonly string[],
): Map<number, { alike: number; gain: number }>[] {
  const spoken = subtitles.map(wordsOf);
  const written = lines.map(wordsOf);
  const seen = new Map<string, number>();
  for (const words of [...spoken, ...written])
    for (const word of new Set(words)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const all = spoken.length + written.length;
  const weightOf = (word: string): number => Math.log(1 + all / (seen.get(word) ?? all));
  const spokenBags = bagsOf(spoken, weightOf);
  const writtenBags = bagsOf(written, weightOf);
  const linesWith = new Map<string, number[]>();
  for (const [line, bag] of writtenBags.entries()) {
    for (const word of bag.counts.keys()) {
      const known = linesWith.get(word);
      if (known === undefined) linesWith.set(word, [line]);
      else known.push(line);
    }
  }
  return spokenBags.map((bag) => {
    const common = new Map<number, number>();
    for (const [word, times] of bag.counts) {
      for (const line of linesWith.get(word) ?? []) {
        const both = Math.min(times, writtenBags[line]!.counts.get(word)!);
        common.set(line, (common.get(line) ?? 0) + both * weightOf(word));
      }
    }
    const found = new Map<number, { alike: number; gain: number }>();
    for (const [line, weight] of common) {
      const other = writtenBags[line]!.weight;
      const whole = weight / Math.max(bag.weight, other);
      // A word or two within a long speech may be any speech's; the same short line is worth more.
      const alike = (weight / Math.min(bag.weight, other)) * (0.75 + 0.25 * whole);
      if (alike < LEAST_ALIKE || (bag.counts.size < 2 && whole < 0.8)) continue;
      found.set(line, { alike: Math.min(1, alike), gain: weight * (alike - LEAST_ALIKE / 2) });
    }
    return found;
  });
}

/**
 * The pairs of subtitle and line, both in order, that have the most in common together: dynamic programming over the
 * table of all pairs. A line may take several subtitles in a row and a subtitle several lines.
 */
function matchInOrder(subtitles: readonly string[], lines: readonly string[]): Pair[] {
  const rows = subtitles.length;
  const columns = lines.length;
  if (rows * columns > MOST_PAIRS) {
    throw new Error(`${rows} subtitles and ${columns} speeches are too many to compare.`);
  }
  const possible = candidates(subtitles, lines);
  const wide = columns + 1;
  /** Most that can be had from the first i subtitles and j lines. */
  const most = new Float32Array((rows + 1) * wide);
  /** The same with the last of both matched; -1 where they do not match. */
  const ending = new Float32Array((rows + 1) * wide).fill(-1);
  for (let i = 1; i <= rows; i++) {
    const here = possible[i - 1]!;
    for (let j = 1; j <= columns; j++) {
      const at = i * wide + j;
      let best = Math.max(most[at - wide]!, most[at - 1]!);
      const pair = here.get(j - 1);
      if (pair !== undefined) {
        ending[at] = pair.gain + Math.max(most[at - wide - 1]!, ending[at - wide]!, ending[at - 1]!);
        best = Math.max(best, ending[at]!);
      }
      most[at] = best;
    }
  }
  const pairs: Pair[] = [];
  let i = rows;
  let j = columns;
  while (i > 0 && j > 0) {
    const at = i * wide + j;
    if (most[at] === most[at - wide]) i--;
    else if (most[at] === most[at - 1]) j--;
    else {
      // A match ends here; follow the run of matches back to where it began.
      for (;;) {
        const inside = i * wide + j;
        pairs.push({ subtitle: i - 1, line: j - 1, alike: possible[i - 1]!.get(j - 1)!.alike });
        const diagonal = most[inside - wide - 1]!;
        const up = ending[inside - wide]!;
        const left = ending[inside - 1]!;
        if (up > diagonal && up >= left) i--;
        else if (left > diagonal) j--;
        else break;
      }
      i--;
      j--;
    }
  }
  return pairs.reverse();
}

/** A place of the script and the frame at which it is on screen. */
interface Anchor {
  readonly offset: number;
  readonly frame: number;
}

/** Script and film pinned together at their ends and at every line that was heard. */
function anchorsOf(
  log: ShotLog,
  scenes: readonly ScriptScene[],
  lines: readonly ScriptLine[],
  pairs: readonly Pair[],
): Anchor[] {
  const anchors: Anchor[] = [{ offset: scenes[0]!.from, frame: log.shots[0]!.startFrame }];
  const pin = (offset: number, frame: number): void => {
    const last = anchors.at(-1)!;
    if (offset > last.offset && frame > last.frame) anchors.push({ offset, frame });
  };
  for (const { subtitle, line } of pairs) {
    const heard = log.subtitles[subtitle]!;
    const written = lines[line]!;
    pin(written.from, heard.startFrame);
    pin(written.to, heard.endFrame);
  }
  pin(scenes.at(-1)!.to, log.shots.at(-1)!.endFrame);
  return anchors;
}

function offsetAt(anchors: readonly Anchor[], frame: number): number {
  const next = anchors.findIndex((anchor) => anchor.frame > frame);
  if (next < 0) return anchors.at(-1)!.offset;
  if (next === 0) return anchors[0]!.offset;
  const before = anchors[next - 1]!;
  const behind = anchors[next]!;
  return before.offset + ((frame - before.frame) / (behind.frame - before.frame)) * (behind.offset - before.offset);
}

const overlaps = (shot: Shot, startFrame: number, endFrame: number): boolean =>
  shot.startFrame < endFrame && shot.endFrame > startFrame;

/**
 * The alignment that came before `align` of `@second-unit/footage`, kept to be measured beside it: whole subtitles and
 * whole speeches, both in order, matched by what they have in common; shots shared out between matches by length.
 */
export function linksInOrder(log: ShotLog, scenes: readonly ScriptScene[]): SceneLink[] {
  if (log.shots.length === 0 || scenes.length === 0) return [];
  const lines = scenes.flatMap((scene) => scene.lines);
  const sceneOfLine = scenes.flatMap((scene, index) => scene.lines.map(() => index));
  const pairs = matchInOrder(
    log.subtitles.map((subtitle) => subtitle.text),
    lines.map((line) => line.text),
  );
  const anchors = anchorsOf(log, scenes, lines, pairs);
  const shotsOf = scenes.map(() => new Set<Shot>());
  for (const shot of log.shots) {
    const offset = offsetAt(anchors, (shot.startFrame + shot.endFrame) / 2);
    const behind = scenes.findIndex((scene) => scene.from > offset);
    shotsOf[Math.max(0, behind < 0 ? scenes.length - 1 : behind - 1)]!.add(shot);
  }
  const heardIn = scenes.map((): Pair[] => []);
  for (const pair of pairs) {
    const scene = sceneOfLine[pair.line]!;
    const { startFrame, endFrame } = log.subtitles[pair.subtitle]!;
    heardIn[scene]!.push(pair);
    // A long take may hold the end of one scene and the beginning of the next.
    for (const shot of log.shots) if (overlaps(shot, startFrame, endFrame)) shotsOf[scene]!.add(shot);
  }
  return scenes.flatMap((scene, index): SceneLink[] => {
    const shots = [...shotsOf[index]!].sort((a, b) => a.index - b.index).map((shot) => shot.id);
    if (shots.length === 0) return [];
    const heard = heardIn[index]!;
    return [
      {
        scene: index,
        shots,
        confidence: confidenceOf(scene, heard, pairs.length > 0),
        method: heard.length > 0 ? 'dialogue' : 'order',
        lines: heard.map(({ subtitle, line }) => ({ subtitle, from: lines[line]!.from, to: lines[line]!.to })),
      },
    ];
  });
}

/** More the more of the scene's lines were heard and the closer to the letter; never quite sure. */
function confidenceOf(scene: ScriptScene, heard: readonly Pair[], anyHeard: boolean): number {
  if (heard.length === 0) return anyHeard ? CONFIDENCE_BETWEEN : CONFIDENCE_OF_ORDER;
  const alike = heard.reduce((sum, pair) => sum + pair.alike, 0) / heard.length;
  const share = new Set(heard.map((pair) => pair.line)).size / scene.lines.length;
  return Math.round(Math.min(0.97, alike * (0.55 + 0.45 * Math.sqrt(share))) * 100) / 100;
}
