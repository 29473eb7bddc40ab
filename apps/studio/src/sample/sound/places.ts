import { noiseLine, seeded } from '../random.ts';
import type { Ambience } from '../shot-plan.ts';
import { SAMPLE_RATE } from './voices.ts';

export type PlaceSound = keyof Ambience;

const LOOP = 7 * SAMPLE_RATE;
const JOIN = SAMPLE_RATE / 2;

/** Each place as a loop of some seconds in two channels, at about 1 RMS; its end runs into its beginning. */
export function placeLoop(name: PlaceSound): readonly [Float32Array, Float32Array] {
  return [make(name, 1), make(name, 2)];
}

const BANDS: Record<PlaceSound, readonly [low: number, high: number, swell: number, pace: number]> = {
  river: [90, 620, 0.35, 0.8],
  rain: [1100, 7200, 0.08, 1.3],
  umbrella: [260, 1500, 0.12, 2],
  room: [50, 190, 0.1, 0.5],
  traffic: [40, 240, 0.4, 0.35],
};

function make(name: PlaceSound, side: number): Float32Array {
  const [low, high, swell, pace] = BANDS[name];
  const random = seeded(side * 7919 + high);
  const slow = noiseLine(side * 13 + low);
  const raw = new Float32Array(LOOP + JOIN);
  const a = 1 - Math.exp((-2 * Math.PI * high) / SAMPLE_RATE);
  const b = 1 - Math.exp((-2 * Math.PI * low) / SAMPLE_RATE);
  let top = 0;
  let softer = 0;
  let bottom = 0;
  for (let i = 0; i < raw.length; i++) {
    top += a * (random() * 2 - 1 - top);
    softer += a * (top - softer);
    bottom += b * (softer - bottom);
    raw[i] = (softer - bottom) * (1 + swell * slow((i / SAMPLE_RATE) * pace));
  }
  drops(raw, name, side);
  const out = raw.slice(0, LOOP);
  for (let i = 0; i < JOIN; i++) {
    const u = i / JOIN;
    out[i] = raw[i]! * Math.sqrt(u) + raw[LOOP + i]! * Math.sqrt(1 - u);
  }
  let power = 0;
  for (const v of out) power += v * v;
  const gain = 1 / Math.sqrt(power / out.length);
  for (let i = 0; i < out.length; i++) out[i]! *= gain;
  return out;
}

/** Single drops over the wash: on water, on cloth; and the river against its bank. */
function drops(raw: Float32Array, name: PlaceSound, side: number): void {
  const [count, from, to, decay, gain] =
    name === 'rain'
      ? [420, 1800, 5200, 240, 0.5]
      : name === 'umbrella'
        ? [620, 210, 680, 130, 0.75]
        : name === 'river'
          ? [34, 240, 520, 26, 0.12]
          : [0, 0, 0, 0, 0];
  const random = seeded(side * 104_729 + count);
  for (let k = 0; k < count; k++) {
    const at = Math.floor(random() * (raw.length - 6000));
    const step = (2 * Math.PI * (from + random() * (to - from))) / SAMPLE_RATE;
    const level = gain * random() ** 2;
    for (let i = 0; i < 5000; i++) {
      const fall = Math.exp((-i / SAMPLE_RATE) * decay);
      if (fall < 0.003) break;
      // A drop bends upwards, as water closes over it.
      raw[at + i]! +=
        level * fall * Math.sin(step * i * (1 + (name === 'river' ? i / 24_000 : 0))) * Math.min(1, i / 30);
    }
  }
}
