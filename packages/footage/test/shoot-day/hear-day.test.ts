import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close } from '@second-unit/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hearPair } from '../../src/shoot-day/hear-day.ts';
import { readDay } from '../../src/shoot-day/read-day.ts';
import type { Sync } from '../../src/shoot-day/shoot-day.ts';
import { SYNC_RATE } from '../../src/shoot-day/sound-marks.ts';
import { fromAfar, makeFilm, makeWave, random, speech } from './made-clips.ts';

const TEN = 36_000;

describe('timecode that the sound refutes', () => {
  const event = speech(40, 77);
  const picture = fromAfar(event.slice(10 * SYNC_RATE, 26 * SYNC_RATE), 0.05, 3);
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clocks '));
  });
  afterAll(async () => {
    close();
    await rm(folder, { recursive: true, force: true });
  });

  async function heard(name: string, film: Float32Array, waves: Record<string, [Float32Array, number]>) {
    const at = join(folder, name);
    await makeFilm(join(at, 'A001C001_1_R1.mp4'), { seconds: 16, sound: film, metadata: { timecode: '10:00:10:00' } });
    for (const [wave, [samples, start]] of Object.entries(waves)) {
      await makeWave(join(at, wave), { samples, timeReference: Math.round(start * SYNC_RATE) });
    }
    return (await readDay(at)).syncs;
  }
  const best = (syncs: readonly Sync[]) => syncs.toSorted((a, b) => b.confidence - a.confidence)[0];

  it('gives way to the sound: clocks three seconds apart', async () => {
    // The recorder began ten seconds before the picture; its clock says seven.
    const syncs = await heard('apart', picture, { 'one.wav': [event, TEN + 3] });
    expect(syncs).toMatchObject([{ by: 'waveform', sound: 'one.wav' }]);
    expect(syncs[0]?.offset).toBeGreaterThan(-10.01);
    expect(syncs[0]?.offset).toBeLessThan(-9.99);
    expect(syncs[0]?.confidence).toBeGreaterThan(0.9);
  });

  it('does not stand against a person’s word: two that go together are listened to alone', async () => {
    const at = join(folder, 'pair');
    await makeFilm(join(at, 'A.mp4'), { seconds: 16, sound: picture });
    // Its clock, and its file's, say another day.
    await makeWave(join(at, 'one.wav'), { samples: event, timeReference: 7 * SYNC_RATE });
    await makeWave(join(at, 'other.wav'), { samples: speech(40, 901) });
    const { clips } = await readDay(at, { listen: false });
    const clipOf = (id: string) => clips.find((one) => one.id === id) as (typeof clips)[number];
    const together = await hearPair(clipOf('A.mp4'), clipOf('one.wav'));
    expect(together?.offset).toBeGreaterThan(-10.01);
    expect(together?.offset).toBeLessThan(-9.99);
    expect(await hearPair(clipOf('A.mp4'), clipOf('other.wav'))).toBeUndefined();
    expect(await hearPair(clipOf('one.wav'), clipOf('other.wav'))).toBeUndefined();
  });

  it('is hardly believed where the sound fits nowhere', async () => {
    const syncs = await heard('other', picture, { 'one.wav': [speech(40, 901), TEN + 3] });
    const [told] = syncs.filter(({ by }) => by === 'timecode');
    expect(told?.offset).toBe(-7);
    expect(told?.confidence).toBeLessThan(0.6);
    expect(told?.reason).toMatch(/the sound of the two does not fit there/);
  });

  it('a second recorder whose clock is off is found beside one whose clock is right', async () => {
    const syncs = await heard('two', picture, {
      'right.wav': [event, TEN],
      'wrong.wav': [fromAfar(event, 0.02, 8), TEN + 3],
    });
    expect(best(syncs.filter(({ sound }) => sound === 'right.wav'))).toMatchObject({ by: 'timecode' });
    const wrong = syncs.filter(({ sound }) => sound === 'wrong.wav');
    expect(wrong).toMatchObject([{ by: 'waveform' }]);
    expect(wrong[0]?.offset).toBeCloseTo(-10, 1);
  });

  it('stands where there is no sound to refute it by: room tone refutes nothing', async () => {
    const next = random(9);
    const tone = Float32Array.from({ length: 16 * SYNC_RATE }, () => 0.02 * (next() - 0.5));
    const syncs = await heard('quiet', tone, { 'one.wav': [event, TEN + 3] });
    expect(best(syncs)).toMatchObject({ by: 'timecode', offset: -7, confidence: 0.92 });
  });
});
