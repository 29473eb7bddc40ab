import type { EncodeAudio } from '@second-unit/media';
import type { SamplePlan } from '../plan.ts';
import { RATE } from '../shots.ts';
import { cueSound } from './cues.ts';
import { type PlaceSound, placeLoop } from './places.ts';
import { harmonium, hum, type Note, SAMPLE_RATE } from './voices.ts';

const tune = (notes: readonly (readonly [pitch: number, beats: number])[]): Note[] =>
  notes.map(([pitch, beats]) => ({ pitch, beats }));

/** "Ring for the ferry and ring it slow", */
const FIRST = tune([
  [62, 1],
  [62, 1],
  [64, 1],
  [65, 1],
  [64, 1],
  [62, 1],
  [67, 2],
  [65, 1],
  [64, 3],
]);
/** "there's water above you and water below," */
const SECOND = tune([
  [62, 1],
  [65, 1],
  [65, 1],
  [67, 1],
  [69, 1],
  [67, 1],
  [65, 1],
  [69, 1],
  [67, 1],
  [65, 1],
  [64, 3],
]);
/** "and what you owe you know." */
const LAST = tune([
  [64, 1],
  [65, 1],
  [64, 1],
  [62, 1],
  [60, 2],
  [64, 1],
  [62, 4],
]);

/** Brings the whole mix to −18 LUFS; found by measuring, checked by a test. */
const MASTER = 10 ** (10.1 / 20);

const level = (decibels: number) => 10 ** (decibels / 20);

/** The sound of the film: places, single sounds, and the ferry song. Two channels, −18 LUFS, no clipping. */
export function score(plan: SamplePlan, frames = plan.frames): EncodeAudio {
  const length = Math.round((frames / RATE) * SAMPLE_RATE);
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  const at = (frame: number) => Math.round((frame / RATE) * SAMPLE_RATE);

  const add = (sound: Float32Array, start: number, gain: number, pan = 0) => {
    const l = gain * Math.cos(((pan + 1) * Math.PI) / 4) * Math.SQRT2;
    const r = gain * Math.sin(((pan + 1) * Math.PI) / 4) * Math.SQRT2;
    const count = Math.min(sound.length, length - start);
    for (let i = 0; i < count; i++) {
      left[start + i]! += sound[i]! * l;
      right[start + i]! += sound[i]! * r;
    }
  };

  for (const place of ['river', 'rain', 'umbrella', 'room', 'traffic'] as const) addPlace(plan, place, left, right);

  for (const { startFrame, shot } of plan.shots)
    for (const cue of shot.cues ?? [])
      add(cueSound(cue.sound), at(startFrame + cue.at), level(cue.gain ?? -20), cue.pan ?? 0);

  const start = (id: string) => plan.shots.find((s) => s.id === id)?.startFrame ?? frames;
  add(harmonium([...FIRST], 0.34, { chord: [50, 57] }), at(8), level(-14.5));
  // Her voice over the water, before anybody is seen to sing.
  add(hum([...FIRST, ...SECOND], 0.36), at(start('pail') + 30), level(-21), -0.5);
  add(harmonium([...FIRST, ...SECOND], 0.3, { chord: [50, 57] }), at(start('sixpence')), level(-16));
  add(harmonium([...LAST], 0.4, { chord: [50, 53] }), at(start('kitchen') + 10), level(-18));
  const song = [...FIRST, ...SECOND];
  const crossing = at(start('crossing') + 12);
  add(hum(song, 0.3, { sure: 0.1, seed: 3, octave: -1 }), crossing, level(-13.5), 0.25);
  add(hum(song, 0.3, { sure: 0.9, seed: 4 }), crossing + SAMPLE_RATE / 20, level(-18.5), -0.5);
  add(harmonium(song, 0.3, { chord: [50, 57] }), crossing, level(-19.5));
  add(harmonium([...FIRST, ...LAST], 0.42, { chord: [50, 57] }), at(start('door') + 52), level(-17.5));

  const samples = new Float32Array(length * 2);
  const fade = SAMPLE_RATE;
  for (let i = 0; i < length; i++) {
    const ends = Math.min(1, i / 4000, (length - 1 - i) / fade);
    samples[2 * i] = soften(left[i]! * MASTER * ends);
    samples[2 * i + 1] = soften(right[i]! * MASTER * ends);
  }
  return { samples, sampleRate: SAMPLE_RATE, channels: 2 };
}

/** Straight up to half of full scale, then bent so that nothing passes −2.7 dBFS. */
function soften(v: number): number {
  const a = Math.abs(v);
  if (a < 0.5) return v;
  return Math.sign(v) * (0.5 + 0.23 * Math.tanh((a - 0.5) / 0.23));
}

function addPlace(plan: SamplePlan, place: PlaceSound, left: Float32Array, right: Float32Array): void {
  const loops = placeLoop(place);
  // A tenth of a second from one place's sound to the next; a cut in sound clicks.
  const follow = 1 - Math.exp(-1 / (0.05 * SAMPLE_RATE));
  const begins = plan.shots.map(({ transitionIn: { startFrame, endFrame } }) =>
    Math.round(((startFrame + endFrame) / 2 / RATE) * SAMPLE_RATE),
  );
  let now = 0;
  plan.shots.forEach(({ shot }, index) => {
    const decibels = shot.ambience[place];
    const goal = decibels === undefined ? 0 : level(decibels);
    const end = Math.min(left.length, begins[index + 1] ?? left.length);
    for (let i = begins[index]!; i < end; i++) {
      now += (goal - now) * follow;
      if (now < 1e-6) continue;
      const k = i % loops[0].length;
      left[i]! += loops[0][k]! * now;
      right[i]! += loops[1][k]! * now;
    }
  });
}
