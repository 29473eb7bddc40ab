import { noiseLine, seeded } from '../random.ts';

/** Samples a second. */
export const SAMPLE_RATE = 48_000;

const TAU = 2 * Math.PI;
const seconds = (s: number) => Math.round(s * SAMPLE_RATE);

/** One-pole low-pass: the share of the new sample that is let through. */
const pole = (hertz: number) => 1 - Math.exp((-TAU * hertz) / SAMPLE_RATE);

/** A burst of noise through a band, dying away. */
export function burst(length: number, low: number, high: number, decay: number, seed: number): Float32Array {
  const out = new Float32Array(seconds(length));
  const random = seeded(seed);
  const [a, b] = [pole(high), pole(low)];
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < out.length; i++) {
    top += a * (random() * 2 - 1 - top);
    bottom += b * (top - bottom);
    out[i] = (top - bottom) * Math.exp((-i / SAMPLE_RATE) * decay) * Math.min(1, i / 60);
  }
  return out;
}

/** Partials that ring, each with its own ratio, strength and decay. */
export function ring(
  base: number,
  partials: readonly (readonly [ratio: number, gain: number, decay: number])[],
  length: number,
): Float32Array {
  const out = new Float32Array(seconds(length));
  for (const [ratio, gain, decay] of partials) {
    const step = (TAU * base * ratio) / SAMPLE_RATE;
    const fall = Math.exp(-decay / SAMPLE_RATE);
    let level = gain;
    for (let i = 0; i < out.length; i++) {
      out[i]! += level * Math.sin(step * i);
      level *= fall;
    }
  }
  for (let i = 0; i < 90; i++) out[i]! *= i / 90;
  const fade = Math.min(out.length, seconds(0.3));
  for (let i = 0; i < fade; i++) out[out.length - 1 - i]! *= i / fade;
  return out;
}

/** Sums voices that begin together. */
export function together(...voices: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(Math.max(...voices.map((v) => v.length)));
  for (const voice of voices) for (let i = 0; i < voice.length; i++) out[i]! += voice[i]!;
  return out;
}

export const scaled = (voice: Float32Array, gain: number) => voice.map((v) => v * gain);

/** Puts silence before a voice. */
export function after(wait: number, voice: Float32Array): Float32Array {
  const out = new Float32Array(seconds(wait) + voice.length);
  out.set(voice, seconds(wait));
  return out;
}

export interface Note {
  /** MIDI number: 69 is A at 440 Hz. */
  readonly pitch: number;
  readonly beats: number;
}

const hertz = (pitch: number) => 440 * 2 ** ((pitch - 69) / 12);

/** A harmonium: two reeds a little apart, a bellows that breathes. */
export function harmonium(
  notes: readonly Note[],
  beat: number,
  { chord = [] as readonly number[] } = {},
): Float32Array {
  const total = notes.reduce((sum, n) => sum + n.beats, 0) * beat + 0.9;
  const out = new Float32Array(seconds(total));
  const reed = (pitch: number, start: number, length: number, gain: number) => {
    const from = seconds(start);
    const count = Math.min(seconds(length + 0.35), out.length - from);
    for (const detune of [0.9978, 1.0024]) {
      const step = (TAU * hertz(pitch) * detune) / SAMPLE_RATE;
      for (let i = 0; i < count; i++) {
        const t = i / SAMPLE_RATE;
        const envelope = Math.min(1, t / 0.09) * Math.min(1, Math.max(0, (length + 0.35 - t) / 0.35));
        const phase = step * i;
        const s = Math.sin(phase);
        // sin 2x and sin 3x from sin x, sparing two sines a sample.
        const c = Math.cos(phase);
        const s2 = 2 * s * c;
        const s3 = s * (3 - 4 * s * s);
        out[from + i]! += gain * envelope * (s + 0.42 * s2 + 0.26 * s3 + 0.12 * s2 * c);
      }
    }
  };
  let at = 0;
  for (const note of notes) {
    if (note.pitch > 0) reed(note.pitch, at, note.beats * beat, 0.16);
    at += note.beats * beat;
  }
  for (const pitch of chord) reed(pitch, 0, total - 0.5, 0.07);
  const bellows = noiseLine(5);
  for (let i = 0; i < out.length; i++) out[i]! *= 0.9 + 0.1 * bellows((i / SAMPLE_RATE) * 3);
  return out;
}

/** Somebody humming a tune with no words: `sure` 1 holds the note, 0 hunts for it. */
export function hum(notes: readonly Note[], beat: number, { octave = 0, sure = 1, seed = 1 } = {}): Float32Array {
  const total = notes.reduce((sum, n) => sum + n.beats, 0) * beat + 0.5;
  const out = new Float32Array(seconds(total));
  const stray = noiseLine(seed);
  const formants = [
    [430, 120, 1],
    [880, 160, 0.42],
    [2300, 260, 0.09],
  ] as const;
  let at = 0;
  let last = 0;
  for (const note of notes) {
    const length = note.beats * beat;
    if (note.pitch > 0) {
      const from = seconds(at);
      const count = Math.min(seconds(length + 0.06), out.length - from);
      const target = hertz(note.pitch + octave * 12);
      const harmonics = Math.min(14, Math.floor(3000 / target));
      const gains = Array.from({ length: harmonics }, (_, k) => {
        const f = target * (k + 1);
        return (
          formants.reduce(
            (sum, [centre, width, gain]) => sum + gain * Math.exp(-(((f - centre) / width) ** 2) / 2),
            0.02,
          ) /
          (k + 1) ** 0.4
        );
      });
      let phase = 0;
      for (let i = 0; i < count; i++) {
        const t = i / SAMPLE_RATE;
        const glide = last > 0 ? last + (target - last) * Math.min(1, t / (0.05 + 0.1 * (1 - sure))) : target;
        const vibrato =
          1 + 0.006 * Math.sin(t * TAU * 5.1) * Math.min(1, t * 2) + (1 - sure) * 0.022 * stray((at + t) * 2.6);
        phase += (TAU * glide * vibrato) / SAMPLE_RATE;
        const envelope = Math.min(1, t / 0.07) * Math.min(1, Math.max(0, (length + 0.06 - t) / 0.12));
        let v = 0;
        for (let k = 0; k < harmonics; k++) v += gains[k]! * Math.sin(phase * (k + 1));
        out[from + i]! += 0.22 * envelope * v;
      }
      last = target;
    }
    at += length;
  }
  return out;
}
