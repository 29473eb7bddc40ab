import { soundSamples } from '@second-unit/media';
import { repeat, v128, WasmFunction } from '@second-unit/media/wasm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateShotLog } from '../src/index.ts';
import { FloatMemory } from '../src/sound/float-memory.ts';
import { Hearing, SAMPLE_RATE } from '../src/sound/hearing.ts';
import { type LaneFunction, logarithm, sigmoid } from '../src/sound/lane-maths.ts';
import { matrixIn, PRODUCT, productIn } from '../src/sound/products.ts';
import { shortTermLoudness } from '../src/sound/short-term.ts';
import { soundOf } from '../src/sound/sound-of.ts';
import { Spectra } from '../src/sound/spectrum.ts';
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

describe('Spectra', () => {
  it('gives the magnitudes of the discrete Fourier transform of four windows under a Hann window', () => {
    fc.assert(
      fc.property(fc.constantFrom(16, 32, 64), fc.nat(3), fc.integer(), (size, from, seed) => {
        const hop = 5;
        const samples = Float32Array.from({ length: from + size + 3 * hop }, (_, at) => Math.sin(seed + at * at));
        const found = new Spectra(size).magnitudes(samples, from, hop);
        expect(found).toHaveLength(4 * (size / 2 + 1));
        for (const [place, magnitude] of found.entries()) {
          const [bin, lane] = [Math.floor(place / 4), place % 4];
          let re = 0;
          let im = 0;
          for (let n = 0; n < size; n++) {
            const value = samples[from + lane * hop + n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
            re += value * Math.cos((2 * Math.PI * bin * n) / size);
            im -= value * Math.sin((2 * Math.PI * bin * n) / size);
          }
          expect(Math.abs(magnitude - Math.hypot(re, im))).toBeLessThan(1e-6 * size);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('finds a tone in its bin, and no more than rounding far from it', () => {
    const samples = Float32Array.from({ length: 1024 + 3 * 160 }, (_, at) => Math.sin((2 * Math.PI * 100 * at) / 1024));
    const found = new Spectra(1024).magnitudes(samples, 0, 160);
    for (let lane = 0; lane < 4; lane++) {
      expect(found[4 * 100 + lane]).toBeCloseTo(256, 3);
      expect(found[4 * 300 + lane]).toBeLessThan(256 * 1e-6);
    }
  });
});

describe('functions of four numbers at once', () => {
  /** A function of so many numbers, four at a time. */
  function written(make: (f: WasmFunction) => LaneFunction, numbers: Float32Array): Float32Array {
    const f = new WasmFunction('each');
    const at = f.param();
    const left = f.param();
    const { ready, of } = make(f);
    f.write(ready, repeat([v128.store(at.get, of(v128.load(at.get))), at.step(16)], left.countDown));
    const memory = new FloatMemory([f], numbers.length);
    const inside = memory.floats(numbers.length);
    inside.set(numbers);
    memory.functions.each!(inside.byteOffset, inside.length / 4);
    return inside;
  }

  it('are logarithms', () => {
    const numbers = Float32Array.from({ length: 4000 }, (_, at) => 1e-6 * 1.008 ** at);
    for (const [at, found] of written(logarithm, numbers).entries()) {
      const exact = Math.log(numbers[at]!);
      expect(Math.abs(found - exact)).toBeLessThan(2e-7 * Math.max(1, Math.abs(exact)));
    }
  });

  it('are sigmoids, from where they are all but 0 to where they are all but 1', () => {
    const numbers = Float32Array.from({ length: 4000 }, (_, at) => (at - 2000) / 15);
    for (const [at, found] of written(sigmoid, numbers).entries())
      expect(Math.abs(found - 1 / (1 + Math.exp(-numbers[at]!)))).toBeLessThan(2e-7);
  });
});

describe('productIn', () => {
  it('gives the product of some columns of a matrix and a vector, a bias put on, and nothing below the least', () => {
    const sizes = fc.record({ blocks: fc.integer({ min: 1, max: 4 }), columns: fc.integer({ min: 2, max: 140 }) });
    fc.assert(
      fc.property(sizes, fc.nat(100), fc.integer(), ({ blocks, columns }, share, seed) => {
        const rows = 32 * blocks;
        const memory = new FloatMemory([PRODUCT], rows * columns + columns + 2 * rows);
        const value = (row: number, column: number): number => Math.fround(Math.sin(seed + row * 7 + column * 3));
        const matrix = matrixIn(memory, rows, columns, value);
        const first = Math.floor((share / 101) * columns);
        const x = memory.floats(columns - first);
        const [bias, y] = [memory.floats(rows), memory.floats(rows)];
        for (let at = 0; at < x.length; at++) x[at] = Math.cos(at);
        for (let at = 0; at < rows; at++) bias[at] = at / rows;
        productIn(memory, { matrix, first, x, bias, y, least: -1 })();
        for (const [row, found] of y.entries()) {
          let expected = bias[row]!;
          for (let at = 0; at < x.length; at++) expected += value(row, first + at) * x[at]!;
          expect(found).toBeCloseTo(Math.max(-1, expected), 4);
        }
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
      onsets: [{ time: 0.33, strength: 0.46 }],
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
