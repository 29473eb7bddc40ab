import { AV_CHANNEL_ORDER_NATIVE, AV_LOG_QUIET, AV_SAMPLE_FMT_DBL, AV_SAMPLE_FMT_FLTP } from 'node-av/constants';
import { avChannelLayoutDefault, Frame, Log, SoftwareResampleContext } from 'node-av/lib';
import { describe, expect, it } from 'vitest';
import { FilterChain } from '../src/native/filter-chain.ts';
import { MOST_BEND, MOST_OVERSHOOT, TruePeak } from '../src/native/true-peak.ts';

Log.setLevel(AV_LOG_QUIET);

const TIME_BASE = { num: 1, den: 48_000 };

function layoutOf(channels: number): Frame['channelLayout'] {
  const { order, ...rest } = avChannelLayoutDefault(channels);
  return { ...rest, order: order || AV_CHANNEL_ORDER_NATIVE };
}

/** Sound in frames of so many samples, planar. */
function* framesOf(channels: readonly Float32Array[], size: number, sampleRate: number): Generator<Frame> {
  const length = channels[0]!.length;
  for (let from = 0; from < length; from += size) {
    const frame = new Frame();
    frame.alloc();
    frame.nbSamples = Math.min(size, length - from);
    frame.format = AV_SAMPLE_FMT_FLTP;
    frame.sampleRate = sampleRate;
    frame.channelLayout = layoutOf(channels.length);
    frame.getBuffer(0);
    frame.pts = BigInt(from);
    for (const [plane, samples] of channels.entries()) {
      const part = samples.subarray(from, from + frame.nbSamples);
      frame.data![plane]!.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
    yield frame;
    frame.free();
  }
}

/** The filter on all of the sound: what we must equal. */
function plain(frames: Iterable<Frame>): number {
  let chain: FilterChain | undefined;
  const out = new Frame();
  out.alloc();
  let peak = 0;
  const pull = (): void => {
    while (chain?.pull(out) === true) {
      for (const [key, value] of Object.entries(out.getMetadata().getAll()))
        if (key.startsWith('lavfi.r128.true_peaks_ch')) peak = Math.max(peak, Number(value));
      out.unref();
    }
  };
  for (const frame of frames) {
    chain ??= FilterChain.sound(frame, TIME_BASE, 'ebur128=peak=true:metadata=1:framelog=quiet');
    chain.push(frame);
    pull();
  }
  chain?.push(null);
  pull();
  chain?.free();
  out.free();
  return peak;
}

function ours(frames: Iterable<Frame>): number {
  const meter = new TruePeak(TIME_BASE);
  for (const frame of frames) meter.push(frame);
  return meter.finish();
}

/** Noise whose loudness wanders, with bursts and clicks between silences. */
function noise(seed: number, length: number): Float32Array {
  let state = seed * 2_654_435_761;
  const random = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  let loud = 0.1;
  return Float32Array.from({ length }, (_, at) => {
    if (at % 3000 === 0) loud = random() < 0.3 ? 0 : random() ** 3;
    const click = random() < 0.0003 ? 0.9 * random() : 0;
    return Math.max(-1, Math.min(1, loud * (random() * 2 - 1) + (random() < 0.5 ? click : -click)));
  });
}

/**
 * How many second differences the taps differ by from a straight line between the samples at `middle` and behind it:
 * summed by parts twice. What they lack of a line's sum and moment is nearly nothing, and put at the middle.
 */
function bendOf(taps: Float64Array, middle: number, part: number): number {
  const rest = taps.slice();
  rest[middle]! -= 1 - part;
  rest[middle + 1]! -= part;
  const sum = rest.reduce((all, tap) => all + tap, 0);
  const moment = rest.reduce((all, tap, at) => all + tap * (at - middle), 0);
  expect(Math.abs(sum) + 2 * Math.abs(moment)).toBeLessThan(0.0003);
  rest[middle]! -= sum - moment;
  rest[middle + 1]! -= moment;
  let first = 0;
  let second = 0;
  let bend = 0;
  for (const tap of rest) {
    first += tap;
    second += first;
    bend += Math.abs(second);
  }
  return bend;
}

/** Notes, low and loud, that swell and stop dead; now and then a hiss. What is loud hardly bends. */
function notes(seed: number, length: number): Float32Array {
  const hiss = noise(seed, length);
  return Float32Array.from({ length }, (_, at) => {
    const note = Math.floor(at / 7000);
    const swell = ((seed * 7 + note * 5) % 11) / 11;
    const tone = Math.sin(((0.01 + 0.003 * ((seed + note) % 9)) * at) % (2 * Math.PI));
    return Math.max(-1, Math.min(1, swell * tone * (1 + (at % 7000) / 9000) + 0.05 * hiss[at]!));
  });
}

describe('true peak of the loud parts alone', () => {
  it('knows how much the interpolator can overshoot', () => {
    for (const rate of [8000, 24_000, 32_000, 48_000, 96_000]) {
      const resampler = new SoftwareResampleContext();
      const mono = layoutOf(1);
      resampler.allocSetOpts2(mono, AV_SAMPLE_FMT_DBL, 192_000, mono, AV_SAMPLE_FMT_DBL, rate);
      resampler.init();
      const impulse = new Frame();
      impulse.alloc();
      impulse.nbSamples = 4096;
      impulse.format = AV_SAMPLE_FMT_DBL;
      impulse.sampleRate = rate;
      impulse.channelLayout = mono;
      impulse.getBuffer(0);
      const samples = new Float64Array(impulse.data![0]!.buffer, impulse.data![0]!.byteOffset, 4096).fill(0);
      samples[2048] = 1;
      const out = new Frame();
      out.alloc();
      out.sampleRate = 192_000;
      out.format = AV_SAMPLE_FMT_DBL;
      out.channelLayout = mono;
      resampler.convertFrame(out, impulse);
      const response = new Float64Array(out.data![0]!.buffer, out.data![0]!.byteOffset, out.nbSamples);
      const phases = 192_000 / rate;
      let overshoot = 0;
      let bend = 0;
      for (let phase = 0; phase < phases; phase++) {
        // Taps of the samples around the one at 0; `phase` parts of the way to the next.
        const taps = Float64Array.from({ length: 401 }, (_, at) => response[(2048 - at + 200) * phases + phase] ?? 0);
        overshoot = Math.max(
          overshoot,
          taps.reduce((sum, tap) => sum + Math.abs(tap), 0),
        );
        bend = Math.max(bend, bendOf(taps, 200, phase / phases));
      }
      expect(overshoot).toBeGreaterThan(2);
      expect(overshoot).toBeLessThan(MOST_OVERSHOOT);
      expect(bend).toBeGreaterThan(0.4);
      expect(bend).toBeLessThan(MOST_BEND);
      for (const frame of [impulse, out]) frame.free();
      resampler.free();
    }
  });

  it.each([
    [48_000, 2, 1024],
    [48_000, 6, 1536],
    [44_100, 2, 1024],
    [96_000, 1, 100],
    [32_000, 2, 4096],
  ])('equals the plain filter at %i Hz in %i channels and frames of %i', (rate, channels, size) => {
    for (let seed = 1; seed <= 4; seed++) {
      for (const make of [noise, notes]) {
        const sound = Array.from({ length: channels }, (_, channel) => make(seed * 10 + channel, 60_000));
        const whole = plain(framesOf(sound, size, rate));
        expect(whole).toBeGreaterThan(0);
        expect(ours(framesOf(sound, size, rate))).toBe(whole);
      }
    }
  });

  it('is 0 for silence', () => {
    expect(ours(framesOf([new Float32Array(48_000)], 1024, 48_000))).toBe(0);
  });
});
