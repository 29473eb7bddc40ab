import { layersAt, type PlannedClip, sampleOf } from './edit-plan.ts';
import type { SoundReader } from './sound-reader.ts';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** What the mix needs to know of the output. */
export interface MixOutput {
  /** Output frames that are mixed; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly frameRate: Ratio;
  readonly sampleRate: number;
}

/** A cut in the middle of a wave clicks; so short a fade is not heard. */
const CUT_FADE_SECONDS = 0.01;
const CHANNELS = 2;

/** A clip's place on the output's samples. */
interface SoundPlace {
  readonly start: number;
  readonly end: number;
  /** First and last sample in which it is heard, dissolves included. */
  readonly from: number;
  readonly to: number;
  readonly fadeIn: number;
  readonly fadeOut: number;
}

function placeOf(plan: readonly PlannedClip[], index: number, output: MixOutput): SoundPlace {
  const place = plan[index] as PlannedClip;
  const at = (frame: number): number => sampleOf(frame, output.frameRate, output.sampleRate);
  const end = place.start + place.frames;
  const cutFade = Math.round(CUT_FADE_SECONDS * output.sampleRate);
  const before = plan[index - 1];
  const next = plan[index + 1];
  const into = place.headOverlap + (before?.tailOverlap ?? 0);
  const out = place.tailOverlap + (next?.headOverlap ?? 0);
  const from = at(place.start - place.headOverlap);
  const to = at(end + place.tailOverlap);
  const inFrames = Math.max(into, place.fadeIn);
  const outFrames = Math.max(out, place.fadeOut);
  return {
    start: at(place.start),
    end: at(end),
    from,
    to,
    fadeIn: inFrames > 0 ? at(place.start - place.headOverlap + inFrames) - from : place.joinsBefore ? 0 : cutFade,
    fadeOut: outFrames > 0 ? to - at(end + place.tailOverlap - outFrames) : place.joinsNext ? 0 : cutFade,
  };
}

/** Gain of a clip at an output sample: equal power in dissolves, so that the loudness does not dip. */
function gainAt(place: SoundPlace, sample: number): number {
  const into = place.fadeIn === 0 ? 1 : Math.min(1, (sample - place.from + 0.5) / place.fadeIn);
  const out = place.fadeOut === 0 ? 1 : Math.min(1, (place.to - sample - 0.5) / place.fadeOut);
  if (into === 1 && out === 1) return 1;
  return Math.sin((Math.PI / 2) * Math.max(0, into)) * Math.sin((Math.PI / 2) * Math.max(0, out));
}

/**
 * The sound of an edit, one piece for each output frame, stereo and interleaved. `readerOf` gives a clip's reader and
 * the sample of its film at which the clip starts; nothing for a clip without sound.
 */
export function* mixSound(
  plan: readonly PlannedClip[],
  output: MixOutput,
  readerOf: (index: number) => { readonly reader: SoundReader; readonly inSample: number } | undefined,
): Generator<Float32Array, void, undefined> {
  let first = 0;
  for (let frame = output.start; frame < output.end; frame++) {
    const from = sampleOf(frame, output.frameRate, output.sampleRate);
    const to = sampleOf(frame + 1, output.frameRate, output.sampleRate);
    const mix = new Float32Array((to - from) * CHANNELS);
    const layers = layersAt(plan, frame, first);
    for (const { index } of layers) {
      const place = placeOf(plan, index, output);
      const source = readerOf(index);
      if (source === undefined) continue;
      const { reader, inSample } = source;
      const samples = reader.take(inSample + from - place.start, to - from);
      for (let at = 0; at < to - from; at++) {
        const gain = gainAt(place, from + at);
        for (let channel = 0; channel < CHANNELS; channel++) {
          const slot = at * CHANNELS + channel;
          mix[slot] = (mix[slot] as number) + gain * (samples[slot] as number);
        }
      }
    }
    first = layers[0]?.index ?? first;
    yield mix;
  }
}
