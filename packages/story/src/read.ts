import { parse, print, type Screenplay } from '@second-unit/screenplay';
import {
  applyCorrections,
  type BreakdownCorrection,
  breakdown,
  breakdownFindings,
  type Lexicon,
} from './breakdown/index.ts';
import { castFindings, castOf } from './cast/index.ts';
import { continuity } from './continuity/index.ts';
import { craft } from './craft/index.ts';
import { type EmotionModels, emotionFindings, emotionOf } from './emotion/index.ts';
import { isForeign } from './english.ts';
import { looks } from './findings/index.ts';
import { pacingFindings, pacingOf } from './pacing/index.ts';
import type { ReadThrough } from './read-through.ts';
import { readingOf } from './reading-of.ts';
import { structureFindings, structureOf } from './structure/index.ts';
import { voiceFindings, voiceOf } from './voice/index.ts';

export interface ReadOptions {
  /** Without them nothing is said of emotion. The same object each time keeps what was scored. */
  readonly models?: EmotionModels;
  /** English nouns of the breakdown. Without them it has cast by cue alone. The same object each time keeps what was read. */
  readonly lexicon?: Lexicon;
  /** What a person corrected in the breakdown. */
  readonly corrections?: readonly BreakdownCorrection[];
  /** While someone types, what is costly may be of the text before: `current` of `voice` or of `structure` is then false. */
  readonly typing?: boolean;
}

/**
 * Reads a script, given as text or as a parsed tree, and says what is in it, each claim with its ranges (UTF-16
 * units of the text). Any text can be read: one without scenes or speech has none, and no finding about them.
 */
export function readThrough(
  script: Screenplay | string,
  { models, lexicon, corrections = [], typing = false }: ReadOptions = {},
): ReadThrough {
  const tree = typeof script === 'string' ? parse(script) : script;
  const reading = readingOf(tree);
  const { document, scenes, characters } = reading;
  const cast = castOf(reading);
  // `Gift` is no present in German.
  const nouns = isForeign(tree) ? undefined : lexicon;
  const sheet = applyCorrections(breakdown(reading, nouns), corrections, { text: () => print(tree), scenes });
  const emotion = models && emotionOf(reading, cast, models);
  const structure = structureOf(reading, cast, {
    ...(nouns && { lexicon: nouns }),
    ...(emotion && { emotion }),
    typing,
  });
  const voice = voiceOf(reading, cast, { typing });
  const title = document.titlePage.find((entry) => entry.key.toLowerCase() === 'title')?.value;
  return {
    format: 'second-unit/read-through@1',
    ...(title === undefined || title === '' ? {} : { title: title.replaceAll('\n', ' ') }),
    scenes,
    characters,
    cast,
    pacing: pacingOf(reading),
    structure,
    breakdown: sheet,
    ...(emotion && { emotion }),
    voice,
    findings: [
      ...[continuity, ...looks].flatMap((look) => look(reading)),
      ...structureFindings(reading, structure),
      ...breakdownFindings(sheet),
      ...castFindings(reading, cast),
      ...(emotion && models ? emotionFindings(reading, emotion, models) : []),
      ...voiceFindings(voice),
      ...[...pacingFindings, craft].flatMap((look) => look(reading)),
    ],
  };
}
