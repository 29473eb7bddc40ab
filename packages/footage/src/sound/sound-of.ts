import type { Loudness } from '@second-unit/media';
import type { Heard, Sound } from '../shot-log.ts';
import type { HeardSound } from './hearing.ts';
import { loudestShortTerm } from './short-term.ts';

/** Momentary values a second of media's loudness. */
const STEP = 0.1;
const SILENT = -70;

/** What of a film's sound goes into its log, rounded to what it is known to. */
export function soundOf({ integrated, truePeak, range, momentary }: Loudness, heard?: HeardSound): Sound {
  const values: number[] = [];
  for (let at = 0; at < momentary.length; at++)
    values.push(momentary[at]! > SILENT ? round(momentary[at]!, 1) : SILENT);
  const along = { step: STEP, values };
  return {
    ...(integrated > SILENT ? { integrated: round(integrated, 1) } : {}),
    ...(Number.isFinite(truePeak) ? { truePeak: round(truePeak, 1) } : {}),
    ...(integrated > SILENT ? { range: round(range, 1) } : {}),
    momentary: along,
    ...(heard === undefined ? {} : heardPart(heard, along)),
  };
}

function heardPart({ speech, silence, music, onsets, tempo }: HeardSound, along: Sound['momentary']): Partial<Sound> {
  const loudest = loudestShortTerm(along);
  return {
    ...(loudest > SILENT ? { maxShortTerm: loudest } : {}),
    speech: speech.map(rounded),
    silence: silence.map(rounded),
    music: music.map(rounded),
    // Of them a film has tens of thousands; they are heard in hundredths.
    onsets,
    ...(tempo === undefined
      ? {}
      : {
          tempo: {
            bpm: round(tempo.bpm, 1),
            confidence: round(tempo.confidence, 2),
            beats: tempo.beats.map((beat) => round(beat, 2)),
          },
        }),
  };
}

function rounded({ start, end, confidence }: Heard): Heard {
  return { start: round(start, 2), end: round(end, 2), confidence: round(confidence, 2) };
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
