import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encode } from '@second-unit/media';
import { SYNC_RATE } from '../../src/shoot-day/sound-marks.ts';

/** A seeded stream of numbers from 0 to 1 (Lehmer's, by Park and Miller). */
export function random(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/**
 * Sound as of a set: words of some tenths of a second with pauses between, each a burst of noise and tones; no stretch
 * like another.
 */
export function speech(seconds: number, seed: number, rate = SYNC_RATE): Float32Array {
  const next = random(seed);
  const samples = new Float32Array(Math.round(seconds * rate));
  let at = Math.round(next() * 0.3 * rate);
  while (at < samples.length) {
    const length = Math.round((0.08 + next() * 0.35) * rate);
    const pitch = 90 + next() * 220;
    const loud = 0.08 + next() * 0.3;
    for (let i = 0; i < length && at + i < samples.length; i++) {
      const shape = Math.sin((Math.PI * i) / length) ** 0.5;
      const tone = Math.sin((2 * Math.PI * pitch * i) / rate) + 0.5 * Math.sin((2 * Math.PI * pitch * 3.1 * i) / rate);
      samples[at + i] = loud * shape * (0.6 * tone + 0.5 * (next() - 0.5));
    }
    at += length + Math.round((0.03 + next() * 0.5) * rate);
  }
  return samples;
}

/** The same from further away: quieter, with an echo and noise of its own. */
export function fromAfar(samples: Float32Array, noise: number, seed: number): Float32Array {
  const next = random(seed);
  const echo = Math.round(0.023 * SYNC_RATE);
  return samples.map((sample, at) => 0.5 * sample + 0.2 * (samples[at - echo] ?? 0) + noise * (next() - 0.5));
}

/** Puts a clap into sound: noise that is over in some hundredths of a second. */
export function clap(samples: Float32Array, seconds: number, rate: number, seed = 5): void {
  const next = random(seed);
  const from = Math.round(seconds * rate);
  for (let at = 0; at < 0.05 * rate; at++) {
    const index = from + at;
    if (index < samples.length) samples[index] = 0.95 * (2 * next() - 1) * Math.exp((-at / rate) * 120);
  }
}

export interface MadeFilm {
  readonly seconds?: number;
  readonly sound?: Float32Array;
  readonly soundRate?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly rate?: { readonly num: number; readonly den: number };
  /** Grey of each frame, 0 to 255. */
  readonly grey?: number;
}

/** A small film as of a camera. */
export async function makeFilm(path: string, made: MadeFilm = {}): Promise<void> {
  const { seconds = 1, sound, soundRate = SYNC_RATE, metadata, rate = { num: 25, den: 1 }, grey = 100 } = made;
  await mkdir(dirname(path), { recursive: true });
  const frame = new Uint8Array(64 * 36 * 3).fill(grey);
  const frames = Math.round((seconds * rate.num) / rate.den);
  await encode(
    Array.from({ length: frames }, () => frame),
    {
      width: 64,
      height: 36,
      frameRate: rate,
      preset: 'ultrafast',
      ...(metadata === undefined ? {} : { metadata }),
      ...(sound === undefined ? {} : { audio: { samples: sound, sampleRate: soundRate, channels: 1 as const } }),
    },
    path,
  );
}

export interface MadeWave {
  readonly samples: Float32Array;
  readonly rate?: number;
  /** Samples since midnight. */
  readonly timeReference?: number;
  readonly ixml?: string;
  readonly created?: { readonly date: string; readonly time: string };
  readonly description?: string;
}

function chunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** A Broadcast Wave file as of a recorder, 16 bits, one channel. */
export async function makeWave(path: string, made: MadeWave): Promise<void> {
  const { samples, rate = SYNC_RATE, timeReference, ixml, created, description = '' } = made;
  await mkdir(dirname(path), { recursive: true });
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const data = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries()) {
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32767), at * 2);
  }
  const bext = Buffer.alloc(602);
  bext.write(description, 0, 'latin1');
  bext.write('Recorder', 256, 'latin1');
  if (created) {
    bext.write(created.date, 320, 'latin1');
    bext.write(created.time, 330, 'latin1');
  }
  bext.writeBigUInt64LE(BigInt(timeReference ?? 0), 338);
  const chunks = [
    ...(timeReference === undefined && created === undefined && description === '' ? [] : [chunk('bext', bext)]),
    chunk('fmt ', format),
    chunk('data', data),
    ...(ixml === undefined ? [] : [chunk('iXML', Buffer.from(ixml, 'utf8'))]),
  ];
  const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), ...chunks]);
  await writeFile(path, chunk('RIFF', body));
}

/** iXML as recorders write it. */
export function ixmlOf({
  scene,
  take,
  tape = 'S001',
  rate = '25/1',
}: {
  scene: string;
  take: number;
  tape?: string;
  rate?: string;
}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<BWFXML><IXML_VERSION>2.0</IXML_VERSION><PROJECT>Harvest</PROJECT><SCENE>${scene}</SCENE><TAKE>${take}</TAKE>
<TAPE>${tape}</TAPE><CIRCLED>FALSE</CIRCLED><WILD_TRACK>FALSE</WILD_TRACK>
<SPEED><TIMECODE_RATE>${rate}</TIMECODE_RATE><TIMECODE_FLAG>NDF</TIMECODE_FLAG></SPEED></BWFXML>`;
}
