import { isTitle } from '../edit.ts';
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

/** What is heard of a film. */
export interface ClipSound {
  readonly reader: SoundReader;
  /** The sample at which a frame of the film begins. */
  readonly sampleOf: (frame: number) => number;
}

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

/**
 * Where in their films the clips' sound begins. A clip that goes on where the one before it ended goes on with its sound
 * to the sample, though both begin on whole frames of the output; where what was rounded has come to more than half a
 * frame, it is cut.
 */
class Starts {
  readonly #plan: readonly PlannedClip[];
  readonly #output: MixOutput;
  readonly #known = new Map<number, { readonly sample: number; readonly joins: boolean }>();

  constructor(plan: readonly PlannedClip[], output: MixOutput) {
    this.#plan = plan;
    this.#output = output;
  }

  /** @param of the sound of the clip's film, which is that of the clips that it goes on from */
  of(index: number, of: ClipSound): { readonly sample: number; readonly joins: boolean } {
    let head = index;
    while (!this.#known.has(head) && this.#plan[head]?.joinsBefore === true) head -= 1;
    for (let at = head; at <= index; at++) if (!this.#known.has(at)) this.#known.set(at, this.#startOf(at, of));
    return this.#known.get(index)!;
  }

  #startOf(index: number, of: ClipSound): { readonly sample: number; readonly joins: boolean } {
    const { clip, start, joinsBefore } = this.#plan[index] as PlannedClip;
    const sample = isTitle(clip) ? 0 : of.sampleOf(clip.inFrame);
    const before = joinsBefore ? this.#known.get(index - 1) : undefined;
    if (before === undefined) return { sample, joins: false };
    const { frameRate, sampleRate } = this.#output;
    const at = (frame: number): number => sampleOf(frame, frameRate, sampleRate);
    const goesOn = before.sample + at(start) - at((this.#plan[index - 1] as PlannedClip).start);
    const joins = Math.abs(goesOn - sample) <= at(1) / 2;
    return { sample: joins ? goesOn : sample, joins };
  }
}

function placeOf(
  plan: readonly PlannedClip[],
  index: number,
  output: MixOutput,
  { joinsBefore, joinsNext }: { readonly joinsBefore: boolean; readonly joinsNext: boolean },
): SoundPlace {
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
    fadeIn: inFrames > 0 ? at(place.start - place.headOverlap + inFrames) - from : joinsBefore ? 0 : cutFade,
    fadeOut: outFrames > 0 ? to - at(end + place.tailOverlap - outFrames) : joinsNext ? 0 : cutFade,
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
 * The sound of an edit, one piece for each output frame, stereo and interleaved. `soundOf` gives what is heard of a
 * clip's film; nothing for a card.
 */
export function* mixSound(
  plan: readonly PlannedClip[],
  output: MixOutput,
  soundOf: (index: number) => ClipSound | undefined,
): Generator<Float32Array, void, undefined> {
  const starts = new Starts(plan, output);
  let first = 0;
  for (let frame = output.start; frame < output.end; frame++) {
    const from = sampleOf(frame, output.frameRate, output.sampleRate);
    const to = sampleOf(frame + 1, output.frameRate, output.sampleRate);
    const mix = new Float32Array((to - from) * CHANNELS);
    const layers = layersAt(plan, frame, first);
    for (const { index } of layers) {
      const sound = soundOf(index);
      if (sound === undefined) continue;
      const start = starts.of(index, sound);
      const joinsNext = plan[index]?.joinsNext === true && starts.of(index + 1, sound).joins;
      const place = placeOf(plan, index, output, { joinsBefore: start.joins, joinsNext });
      const samples = sound.reader.take(start.sample + from - place.start, to - from);
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
