import type { Heard } from '../shot-log.ts';
import { Music } from './music.ts';
import { type Onset, Onsets, RATE } from './onsets.ts';
import { Silence } from './silence.ts';
import { LANES, Spectra } from './spectrum.ts';
import { Speech } from './speech.ts';
import { beatsOf, type Tempo, tempoOf } from './tempo.ts';

/** What `Hearing` takes: mono, so many samples a second. */
export const SAMPLE_RATE = 16_000;
const WINDOW = 1024;
const HOP = SAMPLE_RATE / RATE;
const FOUR_WINDOWS = WINDOW + (LANES - 1) * HOP;

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
  readonly #spectra = new Spectra(WINDOW);
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
    for (; at + FOUR_WINDOWS <= this.#filled; at += LANES * HOP) this.#compare(at, LANES);
    this.#sound.copyWithin(0, at, this.#filled);
    this.#filled -= at;
  }

  #compare(at: number, count: number): void {
    const spectra = this.#spectra.magnitudes(this.#sound, at, HOP);
    this.#music.spectra(spectra, this.#onsets.spectra(spectra, count), count);
  }

  /** The film is over. `isMusic`: what was heard is known to be music, drums alone too, so its beat is looked for in all of it. */
  end({ isMusic = false }: { readonly isMusic?: boolean } = {}): HeardSound {
    // The last half window, and what there is for less than four.
    this.#look(new Float32Array(WINDOW / 2));
    const left = Math.floor((this.#filled - WINDOW) / HOP) + 1;
    this.#sound.fill(0, this.#filled);
    if (left > 0) this.#compare(0, left);
    const { music } = this.#music.end();
    const envelope = this.#onsets.envelope;
    const length = this.#next / SAMPLE_RATE;
    const played = isMusic ? [{ start: 0, end: length, confidence: 1 }] : music;
    const tempo = played.length === 0 ? undefined : tempoOf(envelope, played);
    const within = ({ start, end, confidence }: Heard): Heard => ({ start, end: Math.min(end, length), confidence });
    const beats = tempo === undefined ? [] : played.flatMap((stretch) => beatsOf(envelope, tempo.bpm, stretch));
    return {
      speech: this.#speech.end().map(within),
      silence: this.#silence.end().map(within),
      music: music.map(within),
      onsets: this.#onsets.end(),
      ...(tempo === undefined ? {} : { tempo: { ...tempo, beats } }),
    };
  }
}
