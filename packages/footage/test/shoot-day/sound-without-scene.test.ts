import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ShootClip, type Sync, sortDay } from '../../src/shoot-day/index.ts';
import { readWaveHeader } from '../../src/shoot-day/wave-header.ts';
import { makeWave } from './made-clips.ts';

const clip = (id: string, kind: 'picture' | 'sound'): ShootClip => ({
  id,
  kind,
  bytes: 1,
  modified: '2026-05-04T10:00:00.000Z',
  originalPath: `/day/${id}`,
  seconds: 10,
  sound: { codec: 'aac', sampleRate: 48_000, channels: 2 },
  slates: [],
});

describe('sound in sync with a picture of no known scene', () => {
  it('lies with its picture, not among wild sound', () => {
    const clips = [clip('A001C001.mov', 'picture'), clip('ZOOM0003.WAV', 'sound'), clip('ZOOM0004.WAV', 'sound')];
    const sync: Sync = {
      sound: 'ZOOM0003.WAV',
      picture: 'A001C001.mov',
      offset: 0,
      by: 'waveform',
      confidence: 0.9,
      reason: '',
    };
    const { bins } = sortDay({ folder: '/day', clips, syncs: [sync], unreadable: [] });
    const of = (id: string) => bins.find((bin) => bin.clips.some((one) => one.clip === id));
    expect(of('ZOOM0003.WAV')?.name).toBe('Unsorted');
    expect(of('ZOOM0003.WAV')?.clips.find((one) => one.clip === 'ZOOM0003.WAV')?.placing.reason).toBe(
      'A001C001.mov is in sync with it.',
    );
    expect(of('ZOOM0004.WAV')?.name).toBe('Wild sound');
  });
});

describe('a slate in the description of a Broadcast Wave file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second unit wave '));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['\r\n', ';', '; '])('is read with %j between its fields', async (between) => {
    const path = join(folder, 'take.wav');
    const description = ['sSPEED=025.000-ND', 'sSCENE=12A', 'sTAKE=03', 'sTAPE=T001'].join(between);
    await makeWave(path, { samples: new Float32Array(10), description });
    expect(await readWaveHeader(path)).toMatchObject({ scene: '12', setup: '12A', take: 3, tape: 'T001' });
  });
});
