import type { Heard } from '../shot-log.ts';
import { Music } from './music.ts';
import { type Onset, Onsets, RATE } from './onsets.ts';
import { Silence } from './silence.ts';
import { Spectrum } from './spectrum.ts';
import { Speech } from './speech.ts';
import { beatsOf, type Tempo, tempoOf } from './tempo.ts';

/** What `Hearing` takes: mono, so many samples a second. */
export const SAMPLE_RATE = 16_000;
const WINDOW = 1024;
const HOP = SAMPLE_RATE / RATE;

/** What was heard; seconds from the film's first frame. */
export interface HeardSound {
  readonly speech: readonly Heard[];
  readonly silence: readonly Heard[];
  readonly music: readonly Heard[];
  readonly onsets: readonly Onset[];
  /** Of the film's music; absent where there is none, or none with a beat. */
  readonly tempo?: Tempo & { readonly beats: readonly number[] };
}

/**
 * Hears a film's sound once, in order: speech, silence, music, onsets and tempo. Keeps about 150 numbers a second and
 * nothing of the sound itself.
 */
export class Hearing {
  readonly #silence = new Silence();
  readonly #speech = new Speech();
  readonly #onsets = new Onsets(WINDOW);
  readonly #music = new Music((second) => this.#speech.at(second));
  readonly #spectrum = new Spectrum(WINDOW);
  readonly #magnitudes = new Float64Array(WINDOW / 2 + 1);
  /** Sound that a spectrum still needs; it begins half a window before time 0, so that spectra lie at their middle. */
  #sound = new Float32Array(4 * WINDOW);
  #filled = WINDOW / 2;
  #next = 0;

  /**
   * Mono samples of 16 kHz, −1 to 1. `first` is the number of the first; what was heard before it is left out, what is
   * missing between is silence.
   */
  push(samples: Float32Array, first: number): void {
    for (let missing = first - this.#next; missing > 0; missing -= SAMPLE_RATE) {
      this.#hear(new Float32Array(Math.min(missing, SAMPLE_RATE)));
    }
    if (first < this.#next) this.#hear(samples.subarray(Math.min(samples.length, this.#next - first)));
    else this.#hear(samples);
  }

  #hear(samples: Float32Array): void {
    this.#next += samples.length;
    this.#silence.push(samples);
    // Before music, which asks what was said.
    this.#speech.push(samples);
    this.#look(samples);
  }

  #look(samples: Float32Array): void {
    if (this.#filled + samples.length > this.#sound.length) {
      const larger = new Float32Array(this.#filled + samples.length);
      larger.set(this.#sound.subarray(0, this.#filled));
      this.#sound = larger;
    }
    this.#sound.set(samples, this.#filled);
    this.#filled += samples.length;
    let at = 0;
    for (; at + WINDOW <= this.#filled; at += HOP) {
      this.#spectrum.magnitudes(this.#sound, at, this.#magnitudes);
      this.#music.spectrum(this.#magnitudes, this.#onsets.spectrum(this.#magnitudes));
    }
    this.#sound.copyWithin(0, at, this.#filled);
    this.#filled -= at;
  }

  /** The film is over. `isMusic`: what was heard is known to be music, drums alone too, so its beat is looked for in all of it. */
  end({ isMusic = false }: { readonly isMusic?: boolean } = {}): HeardSound {
    // The last half window.
    this.#look(new Float32Array(WINDOW / 2));
    const { music } = this.#music.end();
    const envelope = this.#onsets.envelope;
    const length = this.#next / SAMPLE_RATE;
    const played = isMusic ? [{ start: 0, end: length, confidence: 1 }] : music;
    const tempo = played.length === 0 ? undefined : tempoOf(envelope, played);
    const within = ({ start, end, confidence }: Heard): Heard => ({ start, end: Math.min(end, length), confidence });
    return {
      speech: this.#speech.end().map(within),
      silence: this.#silence.end().map(within),
      music: music.map(within),
      onsets: this.#onsets.end(),
      ...(tempo === undefined
        ? {}
        : { tempo: { ...tempo, beats: played.flatMap((stretch) => beatsOf(envelope, tempo.bpm, stretch)) } }),
    };
  }
}
