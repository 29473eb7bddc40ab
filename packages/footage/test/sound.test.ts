import { soundSamples } from '@second-unit/media';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateShotLog } from '../src/index.ts';
import { Hearing, SAMPLE_RATE } from '../src/sound/hearing.ts';
import { Products } from '../src/sound/products.ts';
import { shortTermLoudness } from '../src/sound/short-term.ts';
import { soundOf } from '../src/sound/sound-of.ts';
import { Spectrum } from '../src/sound/spectrum.ts';
import { SpeechNetwork, STEP } from '../src/sound/speech-network.ts';
import { clickTrack, level, madeMusic, madePlace, madeVoice, mixed } from '../train/made-sound.ts';
import { clip } from './data.ts';
import { sampleLog } from './sample-log.ts';

function heard(...parts: readonly Float32Array[]) {
  const hearing = new Hearing();
  let first = 0;
  for (const part of parts) {
    hearing.push(part, first);
    first += part.length;
  }
  return hearing.end();
}

const scaledTo = (samples: Float32Array, to: number): Float32Array => mixed([samples, to / level(samples)]);
const seconds = (stretches: readonly { start: number; end: number }[]): number =>
  stretches.reduce((sum, { start, end }) => sum + end - start, 0);

describe('Spectrum', () => {
  it('gives the magnitudes of the discrete Fourier transform under a Hann window', () => {
    const size = 64;
    const into = new Float64Array(size / 2 + 1);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size }),
        (given) => {
          const samples = Float32Array.from(given);
          new Spectrum(size).magnitudes(samples, 0, into);
          for (let bin = 0; bin <= size / 2; bin++) {
            let re = 0;
            let im = 0;
            for (const [n, sample] of samples.entries()) {
              const value = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
              re += value * Math.cos((2 * Math.PI * bin * n) / size);
              im -= value * Math.sin((2 * Math.PI * bin * n) / size);
            }
            expect(into[bin]).toBeCloseTo(Math.hypot(re, im), 9);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('Products', () => {
  it('adds the product of a matrix and a part of a vector', () => {
    const sizes = fc.record({ blocks: fc.integer({ min: 1, max: 4 }), columns: fc.integer({ min: 1, max: 140 }) });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 8 }), fc.integer(), ({ blocks, columns }, from, seed) => {
        const rows = 32 * blocks;
        const length = 4 * Math.ceil((from + columns) / 4);
        const products = new Products(rows * columns + length + rows + 4);
        const value = (row: number, column: number): number => Math.fround(Math.sin(seed + row * 7 + column * 3));
        const matrix = products.matrix(rows, columns, value);
        const x = products.vector(length).map((_, at) => Math.cos(at));
        const inside = products.vector(length);
        inside.set(x);
        const y = products.vector(rows).fill(1);
        products.addProduct(matrix, inside, from, y, 0);
        for (const [row, sum] of y.entries()) {
          let expected = 1;
          for (let column = 0; column < columns; column++) expected += value(row, column) * x[from + column]!;
          expect(sum).toBeCloseTo(expected, 4);
        }
        expect([...inside]).toEqual([...x]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('SpeechNetwork', () => {
  it('answers as the original does under ONNX Runtime', () => {
    // onnxruntime-web 1.30.0 with silero_vad_v6.onnx on the same sound, state and context carried on.
    const original = new Map([
      [0, 0.035794198513031006],
      [1, 0.045947104692459106],
      [2, 0.010252237319946289],
      [200, 0.007828742265701294],
      [400, 0.12462404370307922],
    ]);
    const network = new SpeechNetwork();
    for (let step = 0; step <= 400; step++) {
      const samples = Float32Array.from(
        { length: STEP },
        (_, at) => Math.sin((step * STEP + at) * 0.05 * (1 + step * 0.001)) * 0.3,
      );
      const answer = network.next(samples);
      const expected = original.get(step);
      if (expected !== undefined) expect(answer).toBeCloseTo(expected, 5);
    }
  });
});

describe('Hearing', () => {
  it('says the same however the sound is cut into blocks', () => {
    const sound = madeMusic(3, 7).samples;
    const whole = heard(sound);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 8 }), (lengths) => {
        const parts: Float32Array[] = [];
        let at = 0;
        for (let turn = 0; at < sound.length; turn++) {
          const length = lengths[turn % lengths.length]!;
          // Short blocks all the way would only take long.
          const end = turn < 50 ? at + length : sound.length;
          parts.push(sound.slice(at, end));
          at = end;
        }
        expect(heard(...parts)).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });

  it('takes a hole for silence and leaves out what it has heard', () => {
    const voice = scaledTo(madeMusic(5, 4).samples, 0.1);
    const hearing = new Hearing();
    hearing.push(voice, 0);
    hearing.push(voice.subarray(0, SAMPLE_RATE), 0);
    hearing.push(voice, 6 * SAMPLE_RATE);
    const { silence } = hearing.end();
    expect(silence.some(({ start, end }) => Math.abs(start - 4) < 0.3 && Math.abs(end - 6) < 0.3)).toBe(true);
    expect(silence.every(({ end }) => end <= 10.01)).toBe(true);
  });

  it('hears nothing in no sound, and silence in digital zero', () => {
    expect(heard()).toEqual({ speech: [], silence: [], music: [], onsets: [] });
    const zero = heard(new Float32Array(10 * SAMPLE_RATE));
    expect(zero.silence).toEqual([{ start: 0, end: 10, confidence: 1 }]);
    expect([zero.speech, zero.music, zero.onsets]).toEqual([[], [], []]);
  });

  it('takes room tone for silence beside speech, and rain alone for none', () => {
    const voice = scaledTo(madeVoice(8, 6).samples, 0.1);
    const room = scaledTo(madePlace(8 * 7, 16).samples, 0.0008);
    const padded = new Float32Array(room.length);
    padded.set(voice, 5 * SAMPLE_RATE);
    const { silence } = heard(mixed([room, 1], [padded, 1]));
    expect(silence[0]).toMatchObject({ start: 0 });
    expect(Math.abs(silence[0]!.end - 5)).toBeLessThan(1);
    expect(silence.at(-1)!.end).toBeCloseTo(16, 1);
    let state = 1;
    const rain = Float32Array.from({ length: 8 * SAMPLE_RATE }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return (state / 2_147_483_647 - 0.5) * 0.2;
    });
    expect(heard(rain).silence).toEqual([]);
  });

  it.each([60, 97.3, 128.5, 160])('hears the clicks of a track of %f beats a minute', (bpm) => {
    const { samples, onsets } = clickTrack(1, 15, bpm);
    const found = heard(samples).onsets.map(({ time }) => time);
    expect(found).toHaveLength(onsets.length);
    for (const [at, time] of found.entries()) expect(Math.abs(time - onsets[at]!)).toBeLessThan(0.015);
  });

  it('tells music from voices and places, and gives its tempo and beats', () => {
    const music = heard(scaledTo(madeMusic(7012, 14).samples, 0.1));
    expect(seconds(music.music)).toBeGreaterThan(12);
    // madeMusic(7012) is of 113 beats a minute.
    expect(music.tempo?.bpm).toBeCloseTo(113, 0);
    const beats = music.tempo!.beats;
    for (const [at, beat] of beats.slice(1).entries())
      expect(Math.abs(beat - beats[at]! - 60 / 113)).toBeLessThan(0.06);
    expect(beats.length).toBeGreaterThan(20);
    expect(seconds(heard(scaledTo(madeVoice(7100, 14).samples, 0.1)).music)).toBe(0);
    expect(seconds(heard(scaledTo(madePlace(7101, 14).samples, 0.1)).music)).toBe(0);
  });

  const trailer = clip('sintel_trailer_threejs.mp4');
  it.skipIf(trailer === undefined)('hears the first two lines of the Sintel trailer, and its silent end', async () => {
    const hearing = new Hearing();
    for await (const { first, samples } of soundSamples(trailer!, { sampleRate: SAMPLE_RATE }))
      hearing.push(samples, first);
    const { speech, silence } = hearing.end();
    // 11.25 to 15.5 s and 18.8 to 21.8 s are the times of its subtitles.
    for (const middle of [13.4, 19.5]) {
      expect(speech.some(({ start, end }) => start < middle && middle < end)).toBe(true);
    }
    expect(silence.at(-1)!.start).toBeLessThan(51);
  });
});

describe('shortTermLoudness', () => {
  it('equals the momentary loudness of a steady sound, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -690, max: 0 }), fc.integer({ min: 1, max: 100 }), (tenths, count) => {
        const values = new Array<number>(count).fill(tenths / 10);
        expect(shortTermLoudness({ step: 0.1, values }).values).toEqual(values);
      }),
    );
  });

  it('falls by half a second of loudness in three, and is silent in silence', () => {
    const values = [...new Array<number>(5).fill(-20), ...new Array<number>(60).fill(-70)];
    const short = shortTermLoudness({ step: 0.1, values }).values;
    // 5 of the 27 windows: 10 × log10(5 / 27) = −7.3.
    expect(short[26]).toBeCloseTo(-27.3, 1);
    expect(short.at(-1)).toBe(-70);
  });
});

describe('validateShotLog', () => {
  const log = sampleLog(2, 50);
  const withSound = (more: object) => ({ ...log, sound: { ...log.sound, ...more } });

  it('reads what was heard', () => {
    const heardOf = soundOf(
      { integrated: -20, range: 3, truePeak: -1, momentary: new Float32Array(20).fill(-20) },
      heard(madeMusic(7012, 6).samples),
    );
    const whole = withSound(heardOf);
    expect(validateShotLog(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  it.each([
    ['sound.speech[0].end', { speech: [{ start: 2, end: 1, confidence: 1 }] }],
    ['sound.music[0].confidence', { music: [{ start: 0, end: 1, confidence: 2 }] }],
    ['sound.silence', { silence: 'all of it' }],
    ['sound.onsets[0].strength', { onsets: [{ time: 1 }] }],
    ['sound.tempo.bpm', { tempo: { bpm: 0, confidence: 1 } }],
    ['sound.tempo.beats[0]', { tempo: { bpm: 90, confidence: 1, beats: [-1] } }],
    ['sound.maxShortTerm', { maxShortTerm: 'loud' }],
  ])('names %s where it is wrong', (place, sound) => {
    expect(() => validateShotLog(withSound(sound))).toThrow(place);
  });
});

describe('soundOf', () => {
  it('rounds what was heard and leaves out what was not', () => {
    const momentary = Float32Array.from([Number.NEGATIVE_INFINITY, -20.04]);
    const loudness = { integrated: -19.97, range: 3.21, truePeak: -1.04, momentary };
    expect(soundOf(loudness)).toEqual({
      integrated: -20,
      truePeak: -1,
      range: 3.2,
      momentary: { step: 0.1, values: [-70, -20] },
    });
    const sound = soundOf(loudness, {
      speech: [{ start: 0.123, end: 1.987, confidence: 0.777 }],
      silence: [],
      music: [],
      onsets: [{ time: 0.333, strength: 0.456 }],
      tempo: { bpm: 120.04, confidence: 0.505, beats: [0.5004, 1.0001] },
    });
    expect(sound).toMatchObject({
      speech: [{ start: 0.12, end: 1.99, confidence: 0.78 }],
      silence: [],
      onsets: [{ time: 0.33, strength: 0.46 }],
      tempo: { bpm: 120, confidence: 0.51, beats: [0.5, 1] },
    });
    expect(sound.maxShortTerm).toBeCloseTo(-23, 0);
  });
});
