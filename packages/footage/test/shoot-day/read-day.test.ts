import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close } from '@second-unit/media';
import { readOtio, writeEdl, writeFcpxml } from '@second-unit/timeline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dayAles,
  dayCsv,
  dayOtio,
  dayTimeline,
  type ReadDay,
  readDay,
  type ShootClip,
  sortDay,
  walkBins,
} from '../../src/shoot-day/index.ts';
import { SYNC_RATE } from '../../src/shoot-day/sound-marks.ts';
import { fromAfar, ixmlOf, makeFilm, makeWave, speech } from './made-clips.ts';

const SONY = `<?xml version="1.0" encoding="UTF-8"?>
<NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.2.20">
  <Duration value="250"/>
  <LtcChangeTable tcFps="25" halfStep="false"><LtcChange frameCount="0" value="05103014" status="increment"/></LtcChangeTable>
  <CreationDate value="2026-05-04T14:30:10+02:00"/>
  <Device manufacturer="Sony" modelName="ILME-FX6V" serialNo="4000123"/>
  <Lens modelName="FE 24-70mm"/>
  <AcquisitionRecord><Group name="CameraUnitMetadataSet"><Item name="CaptureGammaEquation" value="s-log3-cine"/></Group></AcquisitionRecord>
</NonRealTimeMeta>`;

/** A small shoot day: A and B camera, a recorder, a Sony with sidecars, raw with a proxy, and what cannot be read. */
async function makeDay(folder: string): Promise<void> {
  const path = (name: string) => join(folder, ...name.split('/'));
  const take = speech(16, 21);
  const other = speech(12, 400);
  await makeFilm(path('A_CAM/A001C003_260504_R1AB.mp4'), {
    seconds: 10,
    sound: fromAfar(take.slice(2 * SYNC_RATE, 12 * SYNC_RATE), 0.03, 8),
    metadata: { timecode: '10:00:00:00', reel_name: 'A001' },
  });
  await makeFilm(path('B_CAM/B001C001_260504_R1CD.mp4'), { seconds: 8, metadata: { timecode: '10:00:01:00' } });
  // The recorder's clock is two frames off: 09:59:58 at 25, and 80 ms.
  const began = Math.round((9 * 3600 + 59 * 60 + 58 - 0.08) * 48_000);
  await makeWave(path('SOUND/12A_T3.wav'), {
    samples: upsampled(take),
    rate: 48_000,
    timeReference: began,
    ixml: ixmlOf({ scene: '12A', take: 3 }),
  });
  // No timecode at all: only the sound itself tells.
  await makeFilm(path('C_CAM/clip0001.mp4'), {
    seconds: 7,
    sound: fromAfar(other.slice(3 * SYNC_RATE, 10 * SYNC_RATE), 0.05, 3),
  });
  await makeWave(path('SOUND/7_T1.wav'), { samples: other });
  await makeWave(path('SOUND/roomtone harbour.wav'), { samples: speech(3, 9).map((sample) => sample * 0.01) });
  await makeFilm(path('D_CAM/PRIVATE/M4ROOT/CLIP/C0001.MP4'), { grey: 100 });
  await writeFile(path('D_CAM/PRIVATE/M4ROOT/CLIP/C0001M01.XML'), SONY);
  await mkdir(path('RAW/E001_C002_0504AB.RDC'), { recursive: true });
  await writeFile(path('RAW/E001_C002_0504AB.RDC/E001_C002_0504AB_001.R3D'), 'RED2');
  await writeFile(path('RAW/E001_C002_0504AB.RDC/E001_C002_0504AB_002.R3D'), 'RED2');
  await makeFilm(path('RAW/Proxy/E001_C002_0504AB_001.mp4'), { metadata: { timecode: '11:00:00:00' } });
  await writeFile(path('A_CAM/A001C004_260504_R1AB.mp4'), 'cut off');
  await writeFile(path('A_CAM/.DS_Store.mov'), 'x');
  await writeFile(path('A_CAM/A001C003.THM'), 'x');
  // Two takes of one scene: the slate is called in one, the other says the same words.
  const lines = ['you said the ferry would not run in this weather', 'and now look at it sitting there at the pier'];
  const srt = (texts: readonly string[]) =>
    texts.map((text, at) => `${at + 1}\n00:00:0${at},000 --> 00:00:0${at + 1},000\n${text}\n`).join('\n');
  await makeFilm(path('F_CAM/one.mp4'));
  await writeFile(path('F_CAM/one.srt'), srt(['Scene twenty-one bravo, take two.', ...lines]));
  await makeFilm(path('F_CAM/two.mp4'));
  await writeFile(path('F_CAM/two.en.srt'), srt(lines));
  await writeFile(path('notes.txt'), 'x');
}

/** Each sample six times over, filtered by nothing: at 48,000 as a recorder has it. */
function upsampled(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: samples.length * 6 }, (_, at) => {
    const [whole, part] = [Math.floor(at / 6), (at % 6) / 6];
    return (samples[whole] ?? 0) * (1 - part) + (samples[whole + 1] ?? 0) * part;
  });
}

describe('reading a shoot day', () => {
  let folder = '';
  let read: ReadDay;
  const heard: string[] = [];
  const shares: number[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shoot day é '));
    await makeDay(folder);
    read = await readDay(folder, {
      onClip: ({ id }) => {
        heard.push(id);
      },
      onProgress: ({ share }) => {
        shares.push(share);
      },
    });
  }, 60_000);
  afterAll(async () => {
    close();
    await rm(folder, { recursive: true, force: true });
  });
  const clip = (id: string): ShootClip | undefined => read.clips.find((one) => one.id === id);

  it('finds every clip, tells what it could not read, and leaves out what is none', () => {
    expect(read.clips.map(({ id }) => id)).toEqual([
      'A_CAM/A001C003_260504_R1AB.mp4',
      'B_CAM/B001C001_260504_R1CD.mp4',
      'C_CAM/clip0001.mp4',
      'D_CAM/PRIVATE/M4ROOT/CLIP/C0001.MP4',
      'F_CAM/one.mp4',
      'F_CAM/two.mp4',
      'RAW/Proxy/E001_C002_0504AB_001.mp4',
      'SOUND/7_T1.wav',
      'SOUND/12A_T3.wav',
      'SOUND/roomtone harbour.wav',
      'RAW/E001_C002_0504AB.RDC/E001_C002_0504AB_001.R3D',
    ]);
    expect(read.unreadable).toMatchObject([
      { path: 'A_CAM/A001C004_260504_R1AB.mp4', message: expect.stringMatching(/^“A001C004.*\.$/) },
    ]);
    expect(heard.toSorted()).toEqual(read.clips.map(({ id }) => id).toSorted());
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('keeps timecode, reel and original path, and what sidecars say', () => {
    expect(clip('A_CAM/A001C003_260504_R1AB.mp4')).toMatchObject({
      startTimecode: '10:00:00:00',
      dropFrame: false,
      startSeconds: 36_000,
      reel: 'A001',
      originalPath: join(folder, 'A_CAM', 'A001C003_260504_R1AB.mp4'),
    });
    expect(clip('D_CAM/PRIVATE/M4ROOT/CLIP/C0001.MP4')).toMatchObject({
      make: 'Sony',
      model: 'ILME-FX6V',
      serial: '4000123',
      created: '2026-05-04T12:30:10.000Z',
      startTimecode: '14:30:10:05',
      curve: { curve: 'S-Log3', by: 'metadata' },
    });
    expect(clip('SOUND/12A_T3.wav')).toMatchObject({
      startTimecode: '09:59:57:23',
      reel: 'S001',
      slates: [
        { setup: '12A', take: 3, by: 'ixml' },
        { setup: '12A', take: 3, by: 'name' },
      ],
    });
    expect(clip('RAW/E001_C002_0504AB.RDC/E001_C002_0504AB_001.R3D')).toMatchObject({
      kind: 'raw',
      files: 2,
      bytes: 8,
      reel: 'E001',
    });
  });

  it('syncs by timecode and makes it exact by the sound', () => {
    const sync = read.syncs.find(({ picture }) => picture.startsWith('A_CAM'));
    expect(sync).toMatchObject({ sound: 'SOUND/12A_T3.wav', by: 'timecode' });
    expect(sync?.offset).toBeCloseTo(-2, 2);
    expect(sync?.reason).toMatch(/sound itself lies 2\.\d frames later/);
    // No sound of its own: timecode alone.
    expect(read.syncs.find(({ picture }) => picture.startsWith('B_CAM'))?.offset).toBeCloseTo(-3.08, 6);
  });

  it('syncs by sound where there is no timecode', () => {
    const sync = read.syncs.find(({ picture }) => picture.startsWith('C_CAM'));
    expect(sync).toMatchObject({ sound: 'SOUND/7_T1.wav', by: 'waveform' });
    // AAC begins a little before its first sample: a frame has 40 ms.
    expect(sync?.offset).toBeGreaterThan(-3.01);
    expect(sync?.offset).toBeLessThan(-2.99);
    expect(sync?.confidence).toBeGreaterThan(0.5);
  });

  it('makes bins', () => {
    const day = sortDay(read);
    const bins = walkBins(day.bins).filter(({ bin }) => bin.clips.length > 0);
    expect(
      bins.map(({ path, bin }) => [path.join(' / '), bin.clips.map(({ clip: id }) => id.split('/').at(-1))]),
    ).toEqual([
      ['Scene 7 / 7 / Take 1', ['clip0001.mp4', '7_T1.wav']],
      ['Scene 12 / 12A / Take 3', ['A001C003_260504_R1AB.mp4', 'B001C001_260504_R1CD.mp4', '12A_T3.wav']],
      ['Scene 21 / 21B', ['two.mp4']],
      ['Scene 21 / 21B / Take 2', ['one.mp4']],
      ['B-roll', ['C0001.MP4']],
      ['Wild sound', ['roomtone harbour.wav']],
      ['Unsorted', ['E001_C002_0504AB_001.R3D']],
    ]);
    expect(day.cameras.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D', 'F', 'E']);
    expect(day.links).toMatchObject([
      { proxy: 'RAW/Proxy/E001_C002_0504AB_001.mp4', reasons: ['same name', 'same reel, E001'] },
    ]);
  });

  it('reads only what is new or changed when it reads again', async () => {
    const again: string[] = [];
    const path = join(folder, 'B_CAM', 'B001C001_260504_R1CD.mp4');
    await utimes(path, new Date(), new Date('2026-05-05T10:00:00Z'));
    const second = await readDay(folder, { known: read.clips, listen: false, onClip: ({ id }) => void again.push(id) });
    expect(again).toEqual(['B_CAM/B001C001_260504_R1CD.mp4']);
    expect(second.clips.map(({ id }) => id)).toEqual(read.clips.map(({ id }) => id));
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reading = readDay(folder, { signal: stop.signal, onClip: () => stop.abort() });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says so where there is no folder', async () => {
    await expect(readDay(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(readDay(join(folder, 'notes.txt'))).rejects.toMatchObject({ code: 'input' });
  });

  it('goes to CSV and ALE with timecode, reel and original path', () => {
    const day = sortDay(read);
    const rows = dayCsv(day).trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + 10);
    const row = rows.find((line) => line.includes('A001C003')) ?? '';
    for (const cell of ['Scene 12 / 12A / Take 3', 'A001', '10:00:00:00', '10:00:10:00', 'false', 'SOUND/12A_T3.wav']) {
      expect(row).toContain(cell);
    }
    const [ale] = dayAles(day);
    expect(ale?.text).toMatch(
      /^Heading\r\nFIELD_DELIM\tTABS\r\nVIDEO_FORMAT\tCUSTOM\r\nAUDIO_FORMAT\t48khz\r\nFPS\t25\r\n/,
    );
    const line = ale?.text.split('\r\n').find((one) => one.startsWith('A001C003'));
    expect(line?.split('\t').slice(1, 7)).toEqual(['VA1', '10:00:00:00', '10:00:10:00', 'A001', '12A', '3']);
    expect(line).toContain(join(folder, 'A_CAM', 'A001C003_260504_R1AB.mp4'));
  });

  it('goes to OTIO as bins in bins, with original and proxy', () => {
    const otio = JSON.parse(dayOtio(sortDay(read)));
    expect(otio).toMatchObject({ OTIO_SCHEMA: 'SerializableCollection.1' });
    const flat: Record<string, unknown>[] = [];
    const walk = (one: Record<string, unknown>): void => {
      flat.push(one);
      for (const child of (one.children as Record<string, unknown>[] | undefined) ?? []) walk(child);
    };
    walk(otio);
    const names = flat.map(({ name, OTIO_SCHEMA }) => `${String(OTIO_SCHEMA).split('.')[0]} ${name}`);
    expect(names).toContain('SerializableCollection 12A');
    expect(names).toContain('Clip A001C003_260504_R1AB.mp4');
    expect(names).toContain('Timeline A001C003_260504_R1AB.mp4 with 12A_T3.wav');
    const a = flat.find(({ name }) => name === 'A001C003_260504_R1AB.mp4') as {
      media_references: Record<string, { target_url: string; available_range: { start_time: { value: number } } }>;
      metadata: unknown;
    };
    expect(a.media_references.DEFAULT_MEDIA?.target_url).toMatch(/A001C003_260504_R1AB\.mp4$/);
    expect(a.media_references.DEFAULT_MEDIA?.available_range.start_time.value).toBe(900_000);
    expect(a.metadata).toMatchObject({
      cmx_3600: { reel: 'A001' },
      second_unit: { start_timecode: '10:00:00:00', drop_frame: false },
    });
    const raw = flat.find(({ name }) => name === 'E001_C002_0504AB_001.R3D') as typeof a;
    expect(raw.media_references.DEFAULT_MEDIA?.target_url).toMatch(/_001\.R3D$/);
    expect(raw.media_references.proxy?.target_url).toMatch(/Proxy\/E001_C002_0504AB_001\.mp4$/);
    const synced = flat.find(({ OTIO_SCHEMA }) => OTIO_SCHEMA === 'Timeline.1');
    const timeline = readOtio(JSON.stringify(synced));
    expect(timeline.tracks.children).toHaveLength(3);
  });

  it('sound that begins after its picture and ends before it lies where it was, to the sample', () => {
    const day = sortDay(read);
    const [first] = day.syncs.filter(({ picture }) => picture.startsWith('A_CAM'));
    const late = { ...day, syncs: [{ ...(first as NonNullable<typeof first>), offset: 1.01 }] };
    const clips = late.clips.map((one) => (one.id === 'SOUND/12A_T3.wav' ? { ...one, seconds: 4 } : one));
    const { timeline } = dayTimeline({ ...late, clips }, { scene: '12' });
    const [, recorded] = timeline.tracks.children;
    const items = recorded?.schema === 'Track' ? recorded.children.slice(0, 3) : [];
    const ranges = items.map((item) => ('sourceRange' in item ? item.sourceRange : undefined));
    // 26 frames of silence are 1.04 s: the recording is 30 ms old by then.
    expect(ranges[0]?.duration.value).toBe(26);
    const began = Math.round((9 * 3600 + 59 * 60 + 58 - 0.08) * 48_000);
    expect(ranges[1]?.startTime.value).toBe(began + 0.03 * 48_000);
    expect(ranges[1]?.duration.value).toBe(99 * 1920);
    expect(ranges[2]?.duration.value).toBe(250 - 26 - 99);
  });

  it('what varies in its rate says so', () => {
    const day = sortDay(read);
    const clips = day.clips.map((one) =>
      one.info && one.id.startsWith('A_CAM') ? { ...one, info: { ...one.info, variableFrameRate: true } } : one,
    );
    const { timeline, varying } = dayTimeline({ ...day, clips }, { scene: '12' });
    expect(varying).toEqual(['A_CAM/A001C003_260504_R1AB.mp4']);
    const otio = JSON.stringify(timeline);
    expect(otio.match(/"variable_frame_rate":true/g)).toHaveLength(2);
  });

  it('goes to EDL and FCPXML as a string-out', () => {
    const { timeline, leftOut } = dayTimeline(sortDay(read), { scene: '12', soundIn: 'frames' });
    expect(leftOut).toEqual([]);
    const edl = writeEdl(timeline);
    expect(edl).toContain('001  A001     A2/V  C        10:00:00:00 10:00:10:00 00:00:00:00 00:00:10:00');
    // The recorder's sound lies under it: two seconds in, by a clock that is 80 ms late.
    expect(edl).toContain('002  S001     A     C        09:59:59:23 10:00:09:23 00:00:00:00 00:00:10:00');
    expect(edl).toContain('* FROM CLIP NAME: 12A_T3.wav');
    expect(edl).toMatch(/LOC: 00:00:00:00 GREEN {3}Scene 12A, take 3/);
    const fcpxml = writeFcpxml(dayTimeline(sortDay(read), { scene: '12' }).timeline);
    expect(fcpxml).toContain('start="36000s"');
    expect(fcpxml).toContain('12A_T3.wav');
    const all = dayTimeline(sortDay(read));
    expect(all.leftOut).toEqual(['RAW/E001_C002_0504AB.RDC/E001_C002_0504AB_001.R3D']);
  });
});
