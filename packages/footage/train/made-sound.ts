import { random } from './random.ts';

/** Samples a second. */
export const RATE = 16_000;
const TAU = 2 * Math.PI;

type Random = () => number;

/** Sound that was made, and what is true of it. */
export interface MadeSound {
  readonly samples: Float32Array;
  /** Where notes and strokes set in, seconds. */
  readonly onsets: readonly number[];
  /** Beats a minute, where it has any. */
  readonly bpm?: number;
}

const between = (next: Random, low: number, high: number): number => low + (high - low) * next();
const pick = <T>(next: Random, items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;

/** Adds a tone: partials with their own decay, an attack, vibrato. */
function tone(
  into: Float32Array,
  at: number,
  {
    hertz,
    seconds,
    gain,
    partials,
    attack,
    decay,
    vibrato,
  }: Readonly<Record<'hertz' | 'seconds' | 'gain' | 'attack' | 'decay' | 'vibrato', number>> & {
    readonly partials: readonly number[];
  },
): void {
  const first = Math.round(at * RATE);
  const count = Math.min(into.length - first, Math.round(seconds * RATE));
  for (const [place, strength] of partials.entries()) {
    const frequency = hertz * (place + 1);
    if (frequency > RATE / 2.2) break;
    let phase = 0;
    for (let n = 0; n < count; n++) {
      const time = n / RATE;
      phase += (TAU * frequency * (1 + vibrato * Math.sin(TAU * 5.5 * time))) / RATE;
      const rise = Math.min(1, time / attack);
      const fall = Math.min(1, (seconds - time) / 0.02);
      const ring = Math.exp(-decay * (1 + place * 0.4) * time);
      into[first + n] = into[first + n]! + gain * strength * rise * fall * ring * Math.sin(phase);
    }
  }
}

/** Adds a stroke of noise, through a low-pass, dying away. */
function stroke(into: Float32Array, at: number, next: Random, cutoff: number, decay: number, gain: number): void {
  const first = Math.round(at * RATE);
  const share = 1 - Math.exp((-TAU * cutoff) / RATE);
  let low = 0;
  for (let n = 0; n < RATE * 0.4 && first + n < into.length; n++) {
    low += share * (next() * 2 - 1 - low);
    into[first + n] = into[first + n]! + gain * low * Math.exp((-decay * n) / RATE);
  }
}

const INSTRUMENTS = [
  { partials: [1, 0.5, 0.35, 0.2, 0.12, 0.08, 0.05], attack: 0.005, decay: 3, vibrato: 0 },
  { partials: [1, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15], attack: 0.08, decay: 0.2, vibrato: 0.004 },
  { partials: [1, 0, 0.4, 0, 0.2, 0, 0.1], attack: 0.03, decay: 0.1, vibrato: 0.002 },
  { partials: [1, 0.8, 0.1, 0.6, 0.05, 0.3], attack: 0.02, decay: 0.05, vibrato: 0 },
  { partials: [1, 0.3, 0.6, 0.1, 0.3, 0.05, 0.1], attack: 0.003, decay: 6, vibrato: 0 },
];
const SCALES = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
];

/** Music: chords and a melody of one key at one tempo, with drums or without. */
export function madeMusic(seed: number, seconds: number): MadeSound {
  const next = random(seed);
  const samples = new Float32Array(seconds * RATE);
  const bpm = Math.round(between(next, 60, 170));
  const beat = 60 / bpm;
  const scale = pick(next, SCALES);
  const key = between(next, 100, 220);
  const hasDrums = next() < 0.5;
  const [chords, lead] = [pick(next, INSTRUMENTS), pick(next, INSTRUMENTS)];
  const level = between(next, 0.02, 0.2);
  const onsets = new Set<number>();
  const note = (degree: number): number => key * 2 ** (Math.floor(degree / 7) + scale[((degree % 7) + 7) % 7]! / 12);
  const held = pick(next, [2, 4]);
  for (let count = 0; count * beat < seconds - 0.1; count++) {
    const at = count * beat;
    if (count % held === 0) {
      const root = pick(next, [0, 3, 4, 5, 1]);
      for (const degree of [root, root + 2, root + 4]) {
        tone(samples, at, { ...chords, hertz: note(degree), seconds: held * beat, gain: level });
      }
      tone(samples, at, { ...chords, hertz: note(root) / 2, seconds: held * beat, gain: level * 1.2 });
      onsets.add(at);
    }
    const parts = next() < 0.35 ? 2 : 1;
    for (let part = 0; part < parts; part++) {
      if (next() < 0.15) continue;
      const when = at + (part * beat) / parts;
      const degree = 7 + Math.floor(between(next, 0, 9));
      tone(samples, when, { ...lead, hertz: note(degree), seconds: beat / parts, gain: level * 1.1 });
      onsets.add(when);
    }
    if (!hasDrums) continue;
    stroke(samples, at, next, count % 2 === 0 ? 200 : 3500, 18, level * (count % 2 === 0 ? 12 : 3));
    stroke(samples, at + beat / 2, next, 7000, 40, level * 0.8);
    onsets.add(at).add(at + beat / 2);
  }
  echo(samples, between(next, 0.05, 0.35));
  return { samples, bpm, onsets: [...onsets].filter((at) => at < seconds - 0.05).sort((one, other) => one - other) };
}

/** A click track: short strokes of noise, exactly on the beat. */
export function clickTrack(seed: number, seconds: number, bpm: number): MadeSound {
  const next = random(seed);
  const samples = new Float32Array(seconds * RATE);
  const onsets: number[] = [];
  for (let at = 0.1; at < seconds - 0.1; at += 60 / bpm) {
    stroke(samples, at, next, 6000, 60, 0.5);
    onsets.push(at);
  }
  for (let n = 0; n < samples.length; n++) samples[n] = samples[n]! + (next() - 0.5) * 0.002;
  return { samples, bpm, onsets };
}

const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
  [660, 1720, 2410],
];

/** What voices do without words: pulses through three moving formants, hisses, and pauses. No person was recorded. */
export function madeVoice(seed: number, seconds: number): MadeSound {
  const next = random(seed);
  const samples = new Float32Array(seconds * RATE);
  const onsets: number[] = [];
  const pitch = between(next, 85, 240);
  const level = between(next, 0.04, 0.25);
  const state = Array.from({ length: 3 }, () => [0, 0]);
  let phase = 0;
  let vowel = pick(next, VOWELS);
  for (let at = between(next, 0, 0.5); at < seconds; ) {
    const syllables = Math.floor(between(next, 3, 14));
    let melody = between(next, 1.05, 1.35);
    onsets.push(at);
    for (let count = 0; count < syllables && at < seconds; count++) {
      const long = between(next, 0.11, 0.28);
      const hiss = next() < 0.4 ? between(next, 0.04, 0.1) : 0;
      if (hiss > 0) {
        let low = 0;
        for (let n = 0; n < hiss * RATE; n++) {
          const noise = next() * 2 - 1;
          low += 0.5 * (noise - low);
          const place = Math.round(at * RATE) + n;
          if (place < samples.length) samples[place] = samples[place]! + level * 0.25 * (noise - low);
        }
      }
      const [from, to] = [vowel, pick(next, VOWELS)];
      const bend = between(next, 0.88, 1.12);
      const strong = between(next, 0.4, 1);
      for (let n = 0; n < long * RATE; n++) {
        const part = n / (long * RATE);
        phase += (pitch * melody * (1 + (bend - 1) * part) * (1 + 0.01 * (next() - 0.5))) / RATE;
        let source = (next() - 0.5) * 0.02;
        if (phase >= 1) {
          phase -= 1;
          source += 1;
        }
        let voice = 0;
        for (let formant = 0; formant < 3; formant++) {
          const hertz = from[formant]! + (to[formant]! - from[formant]!) * Math.min(1, part * 2);
          const narrow = Math.exp((-Math.PI * (60 + 40 * formant)) / RATE);
          const past = state[formant]!;
          const value = source + 2 * narrow * Math.cos((TAU * hertz) / RATE) * past[0]! - narrow * narrow * past[1]!;
          past[1] = past[0]!;
          past[0] = value;
          voice += value / (1 + formant);
        }
        const place = Math.round((at + hiss) * RATE) + n;
        if (place < samples.length)
          samples[place] = samples[place]! + voice * strong * level * 0.12 * Math.sin(Math.PI * part) ** 0.5;
      }
      vowel = to;
      melody *= 0.985;
      at += hiss + long + (next() < 0.3 ? 0.06 : 0);
    }
    at += between(next, 0.25, 1.6);
  }
  echo(samples, between(next, 0, 0.2));
  return { samples, onsets };
}

/** Places without music or voices: wind, rain, hum of mains, engines, birds, steps, room tone. */
export function madePlace(seed: number, seconds: number): MadeSound {
  const next = random(seed);
  const samples = new Float32Array(seconds * RATE);
  const level = 10 ** between(next, -2.6, -0.9);
  const kind = Math.floor(next() * 7);
  const onsets: number[] = [];
  let low = 0;
  let phase = 0;
  const cutoff = kind === 1 ? 7000 : between(next, 150, 2500);
  const share = 1 - Math.exp((-TAU * cutoff) / RATE);
  const engine = between(next, 25, 90);
  for (let n = 0; n < samples.length; n++) {
    const time = n / RATE;
    low += share * (next() * 2 - 1 - low);
    const gust = kind === 0 ? 0.3 + 0.7 * Math.sin(time * 0.9 + Math.sin(time * 0.37) * 3) ** 2 : 1;
    samples[n] = level * low * gust * (kind === 6 ? 0.2 : 1);
    if (kind === 2)
      for (const harmonic of [1, 2, 3, 6])
        samples[n]! += (level * 0.2 * Math.sin(TAU * 50 * harmonic * time)) / harmonic;
    if (kind === 3) {
      phase += (engine * (1 + 0.25 * Math.sin(time * 0.7) + 0.02 * (next() - 0.5))) / RATE;
      for (let harmonic = 1; harmonic <= 8; harmonic++)
        samples[n]! += (level * 0.3 * Math.sin(TAU * phase * harmonic)) / harmonic;
    }
  }
  if (kind === 4 || kind === 5) {
    for (let at = between(next, 0, 0.8); at < seconds - 0.4; at += between(next, 0.25, kind === 4 ? 1.5 : 0.8)) {
      if (kind === 5) {
        stroke(samples, at, next, between(next, 150, 900), 30, level * 12);
        onsets.push(at);
        continue;
      }
      const from = between(next, 2200, 5000);
      const sweep = between(next, -9000, 9000);
      let turn = 0;
      for (let n = 0; n < 0.12 * RATE; n++) {
        turn += (TAU * (from + (sweep * n) / RATE)) / RATE;
        const place = Math.round(at * RATE) + n;
        samples[place]! += level * Math.sin(turn) * Math.sin((Math.PI * n) / (0.12 * RATE));
      }
      onsets.push(at);
    }
  }
  return { samples, onsets };
}

/** Adds sounds up, each by its gain. */
export function mixed(...parts: readonly (readonly [sound: Float32Array, gain: number])[]): Float32Array {
  const out = new Float32Array(Math.max(...parts.map(([sound]) => sound.length)));
  for (const [sound, gain] of parts) for (let n = 0; n < sound.length; n++) out[n] = out[n]! + gain * sound[n]!;
  return out;
}

/** Root mean square. */
export function level(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length) || 1e-9;
}

/** A room: four combs of different lengths. */
function echo(samples: Float32Array, wet: number): void {
  for (const milliseconds of [29.7, 37.1, 41.1, 43.7]) {
    const delay = Math.round((milliseconds * RATE) / 1000);
    for (let n = delay; n < samples.length; n++) samples[n] = samples[n]! + wet * 0.25 * samples[n - delay]!;
  }
}
