import { Fault } from '@second-unit/evidence';
import type { SceneLink, ShotLog } from '../shot-log.ts';
import { candidatesOf } from './candidates.ts';
import { ANY, chainOf, DAILIES, FILM } from './chain.ts';
import { type Material, materialOf } from './material.ts';
import { pinnedCandidates, pinsByPhrase, type SetPin, setPins } from './pins.ts';
import { isDailies, runsOf } from './runs.ts';
import { linksOf } from './scene-links.ts';
import { shotsWithin, takesOf, unscriptedOf } from './takes.ts';
import type { Alignment, AlignOptions, ScriptScene, Take, Unshot } from './types.ts';

/** Words on one side: some thirty films. */
const MOST_WORDS = 1_000_000;
/** A pause between two subtitles at which a take may end, in seconds. */
const PAUSE = 1.5;

/**
 * Aligns a film, or raw footage strung together, with a script by what is said. Each phrase of the transcript gets the
 * places of the script that share words with it; dynamic programming over all phrases chooses among them, going ahead
 * in the script for little and back or elsewhere for more, so that takes may repeat and scenes may have moved. What is
 * chosen is cut into takes. Shots without a line go to scenes by what they lie between.
 *
 * Scenes must be in script order. Where nothing is heard only the order of scenes is left to go by, and confidences
 * say so.
 *
 * @throws Fault `too-large` where either side has more than a million words.
 */
export function align(log: ShotLog, scenes: readonly ScriptScene[], options: AlignOptions = {}): Alignment {
  if (log.shots.length === 0 || scenes.length === 0) return { scenes: [], takes: [], unscripted: [], unshot: [] };
  const material = materialOf(log, scenes);
  for (const [side, { ids }] of [
    ['film', material.transcript],
    ['script', material.script],
  ] as const) {
    if (ids.length > MOST_WORDS)
      throw new Fault('too-large', `The ${side} has ${ids.length} words: too many to align.`);
  }
  const pins = setPins(material, options.pins ?? []);
  const pinOf = pinsByPhrase(material, pins);
  const candidates = candidatesOf(material).map((some, phrase) => {
    const pin = pinOf[phrase];
    return pin === undefined ? some : pinnedCandidates(material, scenes, phrase, pin);
  });
  const pause = (PAUSE * log.media.frameRate.num) / log.media.frameRate.den;
  const dailies = isDailies(material, chainOf(material, candidates, pause, ANY));
  const links = chainOf(material, candidates, pause, dailies ? DAILIES : FILM);
  const runs = runsOf(
    material,
    links,
    dailies,
    material.transcript.phrases.map((_, phrase) => pinOf[phrase]?.pin.id),
  );
  const { takes, used } = takesOf(log, material, runs);
  const all = withPinned(log, material, takes, { pins, used });
  return {
    scenes: linksOf(log, scenes, all, options),
    takes: all,
    unscripted: unscriptedOf(log, material, used),
    unshot: unshotOf(scenes, all),
  };
}

/** Which shots seem to show which scene: the links of `align`. */
export function sceneLinks(log: ShotLog, scenes: readonly ScriptScene[]): readonly SceneLink[] {
  return align(log, scenes).scenes;
}

/** A stretch that a person put somewhere stands there, though not a word of it matches. */
function withPinned(
  log: ShotLog,
  { script, transcript }: Material,
  takes: Take[],
  { pins, used }: { readonly pins: readonly SetPin[]; readonly used: Uint8Array },
): Take[] {
  for (const [at, take] of takes.entries()) takes[at] = fromPinned(script, take, pins);
  const missing = pins.filter(({ pin, line }) => line !== undefined && !takes.some((take) => take.pin === pin.id));
  if (missing.length === 0) return takes;
  const added = missing.map(({ pin, line = 0 }): Take => {
    const { from, to } = script.lines[line]!;
    const { startFrame, endFrame, id } = pin;
    const inside = log.subtitles.flatMap((one, at) =>
      one.startFrame < endFrame && one.endFrame > startFrame ? [at] : [],
    );
    for (const phrase of transcript.phrases) {
      if (phrase.startFrame < endFrame && phrase.endFrame > startFrame) used.fill(1, phrase.from, phrase.to);
    }
    const shots = shotsWithin(log.shots, startFrame, endFrame).map((shot) => shot.id);
    const said = { line, from, to, said: 'unmatched', coverage: 0, startFrame, endFrame } as const;
    return {
      id: '',
      scene: script.sceneOf[line]!,
      number: 0,
      startFrame,
      endFrame,
      from,
      to,
      subtitles: [inside[0] ?? 0, inside.at(-1) ?? 0],
      shots,
      lines: [{ ...said, ...(shots[0] === undefined ? {} : { shot: shots[0] }) }],
      coverage: 0,
      confidence: 1,
      pairs: [],
      pin: id,
    };
  });
  const numbers = new Map<number, number>();
  return [...takes, ...added]
    .sort((a, b) => a.startFrame - b.startFrame)
    .map((take, at) => {
      const number = (numbers.get(take.scene) ?? 0) + 1;
      numbers.set(take.scene, number);
      return { ...take, id: `t${String(at + 1).padStart(3, '0')}`, number };
    });
}

/** A pinned take begins with the line that it was put at, heard or not. */
function fromPinned(script: Material['script'], take: Take, pins: readonly SetPin[]): Take {
  const { pin, line = -1 } = pins.find((one) => one.pin.id === take.pin) ?? {};
  const [first] = take.lines;
  if (pin === undefined || first === undefined || line < 0 || first.line <= line) return take;
  const { from, to } = script.lines[line]!;
  const { startFrame } = pin;
  if (startFrame >= first.startFrame) return take;
  const { shot } = first;
  const said = { line, from, to, said: 'unmatched', coverage: 0, startFrame, endFrame: first.startFrame } as const;
  return { ...take, from, startFrame, lines: [{ ...said, ...(shot === undefined ? {} : { shot }) }, ...take.lines] };
}

function unshotOf(scenes: readonly ScriptScene[], takes: readonly Take[]): Unshot[] {
  const covered = new Set(takes.flatMap(({ lines }) => lines.map(({ line }) => line)));
  let line = 0;
  return scenes.flatMap((scene, index): Unshot[] => {
    const first = line;
    line += scene.lines.length;
    const left = [...scene.lines.entries()].filter(([at]) => !covered.has(first + at));
    if (scene.lines.length > 0 && left.length === scene.lines.length) {
      return [{ kind: 'scene', scene: index, from: scene.from, to: scene.to }];
    }
    return left.map(([at, { from, to }]) => ({ kind: 'line', scene: index, line: first + at, from, to }));
  });
}
