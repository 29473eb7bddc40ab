import type { Link } from './chain.ts';
import { likeness } from './local.ts';
import type { Material } from './material.ts';

/** A word of the film that is a word of the script. */
export interface WordPair {
  /** Index of the word in the transcript, and in the script. */
  readonly heard: number;
  readonly written: number;
  /** 1, or less where they only sound alike. */
  readonly like: number;
}

/** Word pairs of one scene, in order on both sides. */
export interface Run {
  readonly scene: number;
  readonly pairs: readonly WordPair[];
  /** Weight of its pairs: how much speaks for it. */
  readonly weight: number;
  readonly pin?: string;
}

/** Of the cuts between two neighbouring phrases that were placed, so many begin something again in raw footage. */
const RESTARTS_IN_DAILIES = 0.5;
/** Fewer cuts tell nothing. */
const LEAST_CUTS = 4;
/** A run that less speaks for was heard by chance. */
const LEAST_WEIGHT = 1.9;

/** Whether every cut of the film begins another take, as in a day's footage strung together. */
export function isDailies(material: Material, links: readonly Link[]): boolean {
  const { phrases } = material.transcript;
  let cuts = 0;
  let restarts = 0;
  for (const [at, link] of links.entries()) {
    const before = links[at - 1];
    if (before === undefined || phrases[before.phrase]!.shot === phrases[link.phrase]!.shot) continue;
    cuts++;
    if (link.jumped) restarts++;
  }
  return cuts >= LEAST_CUTS && restarts / cuts >= RESTARTS_IN_DAILIES;
}

/** The chain cut where it jumps, where a scene ends, where a pin begins or ends, and in raw footage at every cut. */
export function runsOf(
  material: Material,
  links: readonly Link[],
  dailies: boolean,
  pinOf: readonly (string | undefined)[],
): Run[] {
  const { script, transcript, vocabulary } = material;
  const runs: { scene: number; pairs: WordPair[]; weight: number; pin?: string; shot: number }[] = [];
  let open: (typeof runs)[number] | undefined;
  for (const { phrase, place, jumped } of links) {
    const pin = pinOf[phrase];
    const { shot } = transcript.phrases[phrase]!;
    if (open !== undefined && (jumped || open.pin !== pin || (dailies && open.shot !== shot))) open = undefined;
    for (let at = 0; at < place.pairs.length; at += 2) {
      const heard = place.pairs[at]!;
      const written = place.pairs[at + 1]!;
      const scene = script.sceneOf[script.lineOf[written]!]!;
      if (open !== undefined && open.scene === scene && written <= open.pairs.at(-1)!.written) continue;
      if (open === undefined || open.scene !== scene) {
        open = { scene, pairs: [], weight: 0, shot, ...(pin === undefined ? {} : { pin }) };
        runs.push(open);
      }
      const like = likeness(material, transcript.ids[heard]!, script.ids[written]!);
      open.pairs.push({ heard, written, like });
      open.weight += like * vocabulary.weight[script.ids[written]!]!;
      open.shot = shot;
    }
  }
  return runs.filter(({ weight, pin }) => weight >= LEAST_WEIGHT || pin !== undefined);
}
