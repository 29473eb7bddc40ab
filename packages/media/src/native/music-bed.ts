import { AV_NOPTS_VALUE } from 'node-av/constants';
import type { MusicBed } from '../edit.ts';
import { sampleOf } from './edit-plan.ts';
import { closeInput, inputError, openInput } from './input.ts';
import { soundSeconds } from './sound-length.ts';
import type { MixOutput } from './sound-mix.ts';
import { SoundReader } from './sound-reader.ts';

const CHANNELS = 2;
const DUCK_DB = 12;
const FADE_OUT_SECONDS = 2;
/** Music begins again under the end of itself. */
const LOOP_FADE_SECONDS = 2;
/** The music is down when speech begins, and comes back more slowly than it went. */
const DOWN_SECONDS = 0.25;
const UP_SECONDS = 0.7;
/** It stays down in a pause no longer than this. */
const PAUSE_SECONDS = 1.2;
/** Where nobody says when there is speech: sound of the clips from this level on, over so long, is not to be covered. */
const SPEECH_DBFS = -38;
const LEVEL_SECONDS = 0.3;

interface Span {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** Where the clips' own sound is loud enough to be meant to be heard. `mix` has one piece for each frame. */
export function loudSpans(mix: Iterable<Float32Array>, { start, frameRate }: MixOutput): Span[] {
  const energies: number[] = [];
  for (const samples of mix) {
    let sum = 0;
    for (let at = 0; at < samples.length; at++) sum += samples[at]! * samples[at]!;
    energies.push(samples.length === 0 ? 0 : sum / samples.length);
  }
  const reach = Math.max(1, Math.round((LEVEL_SECONDS * frameRate.num) / frameRate.den / 2));
  const least = 10 ** (SPEECH_DBFS / 10);
  const spans: Span[] = [];
  for (let frame = 0; frame < energies.length; frame++) {
    const near = energies.slice(Math.max(0, frame - reach), frame + reach + 1);
    if (near.reduce((sum, energy) => sum + energy, 0) / near.length < least) continue;
    const last = spans.at(-1);
    if (last?.endFrame === start + frame) spans[spans.length - 1] = { ...last, endFrame: start + frame + 1 };
    else spans.push({ startFrame: start + frame, endFrame: start + frame + 1 });
  }
  return spans;
}

/** How far the music is down at the beginning of each frame, 0 to 1; one value more than there are frames. */
export function duckCurve(speech: readonly Span[], { start, end, frameRate }: MixOutput): Float32Array {
  const perSecond = frameRate.num / frameRate.den;
  const joined: { startFrame: number; endFrame: number }[] = [];
  for (const span of [...speech].sort((a, b) => a.startFrame - b.startFrame)) {
    const last = joined.at(-1);
    if (last !== undefined && span.startFrame - last.endFrame <= PAUSE_SECONDS * perSecond) {
      last.endFrame = Math.max(last.endFrame, span.endFrame);
    } else joined.push({ ...span });
  }
  const depth = new Float32Array(end - start + 1);
  for (const { startFrame, endFrame } of joined) {
    // Beyond these it is not down by this span.
    const from = Math.max(0, Math.floor(startFrame - DOWN_SECONDS * perSecond) - start);
    const to = Math.min(depth.length, Math.ceil(endFrame + UP_SECONDS * perSecond) - start + 1);
    for (let at = from; at < to; at++) {
      const frame = start + at;
      const before = 1 - (startFrame - frame) / (DOWN_SECONDS * perSecond);
      const behind = 1 - (frame - endFrame) / (UP_SECONDS * perSecond);
      depth[at] = Math.max(depth[at] as number, Math.min(1, before, behind));
    }
  }
  return depth;
}

/** Samples of a piece of music in a row, from its start again where it ends. */
class Music {
  readonly #path: string;
  readonly #rate: number;
  readonly #origin: number;
  readonly #length: number;
  readonly #from: number;
  readonly #fade: number;
  readonly #readers: (SoundReader | undefined)[] = [undefined, undefined];

  constructor({ path, inSeconds = 0, atEnd = 'loop' }: MusicBed, rate: number) {
    this.#path = path;
    this.#rate = rate;
    const input = openInput(path);
    const { audio } = input;
    if (audio === undefined) {
      closeInput(input);
      throw inputError(path, 'has no sound to lay under the film.');
    }
    const { num, den } = audio.timeBase;
    this.#origin = audio.startTime === AV_NOPTS_VALUE ? 0 : (Number(audio.startTime) * num) / den;
    const seconds = soundSeconds(input, audio);
    closeInput(input);
    if (inSeconds >= seconds)
      throw inputError(path, `is ${seconds.toFixed(1)} seconds long; it cannot begin at ${inSeconds}.`);
    this.#length = atEnd === 'loop' ? Math.round(seconds * rate) : Number.POSITIVE_INFINITY;
    this.#from = Math.round(inSeconds * rate);
    this.#fade = Math.round(Math.min(LOOP_FADE_SECONDS, (seconds - inSeconds) / 4) * rate);
  }

  /** Output samples `at` to `at + count`, interleaved. */
  take(at: number, count: number): Float32Array {
    const out = new Float32Array(count * CHANNELS);
    const first = this.#length - this.#from;
    // Run 0 is what is left of the music; each later one begins so much before the one before it ends.
    const step = this.#length - this.#fade;
    const latest = at + count <= first - this.#fade ? 0 : Math.floor((at + count - (first - this.#fade)) / step) + 1;
    for (let run = Math.max(0, latest - 2); run <= latest; run++) {
      const begins = run === 0 ? 0 : first - this.#fade + (run - 1) * step;
      const length = run === 0 ? first : this.#length;
      const from = Math.max(at, begins);
      const to = Math.min(at + count, begins + length);
      if (to <= from) continue;
      const reader = this.#reader(run);
      const samples = reader.take((run === 0 ? this.#from : 0) + from - begins, to - from);
      for (let place = from; place < to; place++) {
        const into = run === 0 ? 1 : Math.min(1, (place - begins + 0.5) / this.#fade);
        const left = Number.isFinite(length) ? Math.min(1, (begins + length - place - 0.5) / this.#fade) : 1;
        const gain = into < 1 || left < 1 ? Math.sin((Math.PI / 2) * into) * Math.sin((Math.PI / 2) * left) : 1;
        for (let channel = 0; channel < CHANNELS; channel++) {
          const slot = (place - at) * CHANNELS + channel;
          out[slot] = (out[slot] as number) + gain * (samples[(place - from) * CHANNELS + channel] as number);
        }
      }
    }
    return out;
  }

  #reader(run: number): SoundReader {
    const slot = run % 2;
    const reader = this.#readers[slot] ?? new SoundReader(this.#path, this.#origin, this.#rate, CHANNELS);
    this.#readers[slot] = reader;
    return reader;
  }

  free(): void {
    for (const reader of this.#readers) reader?.free();
  }
}

/**
 * The clips' sound with music under it, one piece for each output frame. `filmFrames`: length of the whole film, at
 * whose end the music fades out.
 */
export function* withMusic(
  mix: Iterable<Float32Array>,
  bed: MusicBed,
  depth: Float32Array,
  output: MixOutput,
  filmFrames: number,
): Generator<Float32Array, void, undefined> {
  const { gainDb = 0, duckDb = DUCK_DB, fadeOutSeconds = FADE_OUT_SECONDS } = bed;
  const { start, frameRate, sampleRate } = output;
  const music = new Music(bed, sampleRate);
  const full = 10 ** (gainDb / 20);
  const ends = sampleOf(filmFrames, frameRate, sampleRate);
  const fade = Math.max(1, fadeOutSeconds * sampleRate);
  try {
    let frame = start;
    for (const samples of mix) {
      const from = sampleOf(frame, frameRate, sampleRate);
      const count = samples.length / CHANNELS;
      const under = music.take(from, count);
      const [now, next] = [depth[frame - start] as number, depth[frame - start + 1] as number];
      for (let at = 0; at < count; at++) {
        const down = now === 0 && next === 0 ? 1 : 10 ** ((-duckDb * (now + ((next - now) * at) / count)) / 20);
        const left = Math.min(1, Math.max(0, (ends - from - at - 0.5) / fade));
        const gain = full * down * (left < 1 ? Math.sin((Math.PI / 2) * left) : 1);
        for (let slot = at * CHANNELS; slot < (at + 1) * CHANNELS; slot++) {
          samples[slot] = (samples[slot] as number) + gain * (under[slot] as number);
        }
      }
      yield samples;
      frame += 1;
    }
  } finally {
    music.free();
  }
}
