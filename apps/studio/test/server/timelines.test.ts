import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { defaultRights } from '@second-unit/evidence';
import { close } from '@second-unit/media';
import {
  clip,
  frameRange,
  mediaReference,
  rationalTime,
  readEdl,
  readOtio,
  type Timeline,
  timeline,
  track,
  writeOtio,
} from '@second-unit/timeline';
import { openOtioz, otiozStream, planOtioz } from '@second-unit/timeline/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  CutBundleView,
  MediaSummary,
  ProductionView,
  StudioEvent,
  TimelineSummary,
  TimelineView,
} from '../../src/contract/index.ts';
import { takeIn } from '../../src/productions/index.ts';
import { personOf } from '../../src/server/studio.ts';
import { drawFilm } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';
import { clipsOf, RATE, shot } from './made-timelines.ts';

const data = resolve(import.meta.dirname, '../../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data', 'timelines');

let studio: TestStudio;
let production: string;
let folder: string;
let film: MediaSummary;
const at = (name: string): string => join(folder, name);

async function upload(name: string, body: string | Uint8Array, query = '', to = production): Promise<Response> {
  const path = `/api/v1/productions/${to}/files?name=${encodeURIComponent(name)}${query}`;
  return fetch(`${studio.address}${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
}

async function taken(name: string, body: string | Uint8Array, query = '', to = production): Promise<TimelineView> {
  const response = await upload(name, body, query, to);
  const answer = (await response.json()) as { timeline?: TimelineView; error?: { message: string } };
  if (!answer.timeline) throw new Error(`${response.status} ${answer.error?.message}`);
  return answer.timeline;
}

async function exported(cut: string): Promise<Timeline> {
  return readOtio((await studio.act('cut.export', { cut, format: 'otio' })).content);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'second-unit timelines 🎬 '));
  await drawFilm(at('The Sea.mp4'));
  studio = await testStudio();
  production = (await studio.act('production.create', { title: 'The Sea' })).id;
  const response = await upload('The Sea.mp4', await readFile(at('The Sea.mp4')), '&basis=own');
  film = ((await response.json()) as { media: MediaSummary }).media;
  expect(await studio.studio?.jobs.finished(film.job ?? '')).toMatchObject({ state: 'done' });
}, 120_000);

afterAll(async () => {
  await studio.close();
  close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

test('an edit of an editing program is a cut at once, and leaves as it came', async () => {
  const url = 'file:///Volumes/My%20Disk/The%20Sea.mov';
  const warp = { schema: 'LinearTimeWarp', name: '', metadata: {}, effectName: '', timeScalar: 2 } as const;
  const came = timeline('Teaser v3', [
    track('Video', 'V1', [
      shot('one', url, 10, 34),
      {
        schema: 'Transition',
        name: '',
        metadata: { fcp_xml: { kept: true } },
        transitionType: 'SMPTE_Dissolve',
        inOffset: rationalTime(4, RATE),
        outOffset: rationalTime(4, RATE),
      },
      shot('two', url, 100, 130),
      {
        schema: 'Transition',
        name: '',
        metadata: {},
        transitionType: 'SMPTE_Dissolve',
        inOffset: rationalTime(0, RATE),
        outOffset: rationalTime(6, RATE),
      },
      shot('three', url, 200, 220, [warp]),
      {
        schema: 'Transition',
        name: 'Star',
        metadata: {},
        transitionType: 'Custom_Transition',
        inOffset: rationalTime(2, RATE),
        outOffset: rationalTime(2, RATE),
      },
      shot('four', url, 300, 320),
    ]),
    track('Audio', 'A1', [shot('', url, 10, 34), shot('', url, 100, 150)]),
  ]);
  const view = await taken('teaser.otio', writeOtio(came));
  expect(view).toMatchObject({
    title: 'Teaser v3',
    format: 'otio',
    rate: '24',
    media: [{ name: 'The Sea.mov', clips: 4, film: { id: film.id }, reasons: expect.arrayContaining(['same name']) }],
    notShown: [
      'One transition is shown as a cut.',
      'One dissolve that stands before or behind its cut lies across it here.',
      'One clip with a changed speed or a freeze is shown at normal speed, for the same length.',
      'One sound clip that is not cut with its picture is not heard: each shot has its own sound.',
      expect.stringContaining('exported whole'),
    ],
  });
  const id = view.cut ?? '';
  const cut = await studio.get<{
    cut: { items: { id: string; inFrame: number; outFrame: number; shot: string; transition?: unknown }[] };
  }>(`/cuts/${id}`);
  expect(cut.cut.items.map(({ transition }) => transition)).toEqual([
    { type: 'dissolve', frames: 8 },
    { type: 'dissolve', frames: 6 },
    undefined,
    undefined,
  ]);
  expect(cut.cut.items.map(({ inFrame, outFrame }) => [inFrame, outFrame])).toEqual([
    [10, 34],
    [100, 130],
    [200, 220],
    [300, 320],
  ]);
  expect(cut.cut.items.every(({ shot }) => shot !== '')).toBe(true);
  expect((await studio.get<TimelineSummary[]>(`/productions/${production}/timelines`))[0]).toMatchObject({ cut: id });

  const whole = await exported(id);
  expect(whole.tracks.children).toHaveLength(2);
  expect(JSON.stringify(whole)).toContain('"kept":true');
  const [one, , three] = clipsOf(whole);
  expect(mediaReference(one!)).toMatchObject({ targetUrl: expect.stringContaining(`${film.id}.mp4`) });
  expect(three?.effects).toMatchObject([{ timeScalar: 2 }]);

  // The last shots go: the dissolve between the two that stay is kept.
  await studio.act('cut.decide', { cut: id, change: { kind: 'remove', item: cut.cut.items[3]!.id } });
  await studio.act('cut.decide', { cut: id, change: { kind: 'remove', item: cut.cut.items[2]!.id } });
  const changed = await exported(id);
  expect(clipsOf(changed).map(({ name }) => name)).toEqual(['one', 'two']);
  expect(JSON.stringify(changed)).toContain('"kept":true');
  expect((await studio.act('cut.export', { cut: id, format: 'edl' })).content).toMatch(/ D +008 /);
  // The first one is trimmed: its dissolve goes with what it was, the other keeps its form.
  await studio.act('cut.decide', {
    cut: id,
    change: { kind: 'trim', item: cut.cut.items[0]!.id, inFrame: 12, outFrame: 34 },
  });
  const trimmed = await exported(id);
  expect(JSON.stringify(trimmed)).toContain('Cross Dissolve');
  expect(JSON.stringify(trimmed)).not.toContain('"kept":true');
  expect(clipsOf(trimmed)[1]?.name).toBe('two');
  for (const format of ['edl', 'fcpxml'] as const) {
    expect((await studio.act('cut.export', { cut: id, format })).content).toContain(film.id);
  }
}, 60_000);

test('what is missing is asked for by name, reel and timecode, and said by a person', async () => {
  const list = `TITLE: Reel
001  B009     V  C        00:00:01:00 00:00:02:00 01:00:00:00 01:00:01:00
* FROM CLIP NAME: B009_C003.mov
002  B009     V  C        00:00:04:00 00:00:05:12 01:00:01:00 01:00:02:12
* FROM CLIP NAME: B009_C003.mov
`;
  const view = await taken('reel.edl', list, '&rate=24');
  expect(view.cut).toBeUndefined();
  expect(view).toMatchObject({
    noCut: 'None of its media are known here; say which films they are.',
    media: [
      {
        name: 'B009_C003.mov',
        reel: 'B009',
        from: '00:00:01:00',
        to: '00:00:05:12',
        clips: 2,
        missing: { why: 'No film has its name, reel and timecode.', films: [film.id] },
      },
    ],
  });
  const [media] = view.media;
  const refused = await send(studio.address, 'timeline.cut', { timeline: view.id });
  expect(refused.status).toBe(409);
  const linked = await studio.act('timeline.relink', { timeline: view.id, media: media?.key ?? '', film: film.id });
  expect(linked.media[0]).toMatchObject({ film: { title: 'The Sea' }, reasons: [] });
  const cut = await studio.act('timeline.cut', { timeline: view.id });
  expect(cut.cut.items.map(({ inFrame, outFrame }) => [inFrame, outFrame])).toEqual([
    [24, 48],
    [96, 132],
  ]);
  expect(cut.proposal.what).toBe('The edit “Reel” of reel.edl: 2 shots.');
  const again = await studio.act('timeline.cut', { timeline: view.id });
  expect(again.id).toBe(cut.id);
  const late = await send(studio.address, 'timeline.relink', { timeline: view.id, media: media?.key, film: null });
  expect(late.status).toBe(409);
  const edl = readEdl((await studio.act('cut.export', { cut: cut.id, format: 'edl' })).content, { rate: RATE });
  expect(clipsOf(edl).map(({ sourceRange }) => sourceRange?.startTime.value)).toEqual([24, 96]);
}, 60_000);

test('a film that lacks what is played, or is none, is refused', async () => {
  const late = `TITLE: Late
001  X        V  C        00:10:00:00 00:10:01:00 01:00:00:00 01:00:01:00
`;
  const view = await taken('late.edl', late, '&rate=24');
  expect(view.media[0]?.missing?.films).toEqual([]);
  const key = view.media[0]?.key ?? '';
  const ask = async (media: string, id: string): Promise<[number, string]> => {
    const response = await send(studio.address, 'timeline.relink', { timeline: view.id, media, film: id });
    return [response.status, ((await response.json()) as { error: { message: string } }).error.message];
  };
  expect(await ask(key, film.id)).toEqual([
    422,
    expect.stringMatching(/^“The Sea” has 360 frames, and the timeline plays others of “X”\.$/),
  ]);
  expect((await ask('no such media', film.id))[0]).toBe(404);
  expect((await ask(key, production))[0]).toBe(404);
});

test('a file that cannot be read is refused with its line, and a wrong rate with those that fit', async () => {
  const refusal = async (name: string, body: string, query = ''): Promise<[number, string]> => {
    const response = await upload(name, body, query);
    return [response.status, ((await response.json()) as { error: { message: string } }).error.message];
  };
  const list = `TITLE: Fast
001  A        V  C        00:00:00:00 00:00:00:29 01:00:00:00 01:00:00:29
`;
  expect(await refusal('fast.edl', list, '&rate=25')).toEqual([
    422,
    expect.stringMatching(/line 2, event 001: 00:00:00:29 has a frame 29.*It fits 30, 48, 50, or 60\.$/),
  ]);
  expect((await refusal('fast.edl', list, '&rate=fast'))[0]).toBe(422);
  expect(await refusal('broken.otio', '{"OTIO_SCHEMA": "Timeline.1", ')).toEqual([422, expect.any(String)]);
  expect(await refusal('broken.fcpxml', '<fcpxml version="1.9">\n<resources>\n</fcpxml>')).toEqual([
    422,
    expect.stringMatching(/line 3/),
  ]);
  expect(await refusal('broken.mlt', '')).toEqual([422, expect.any(String)]);
  expect(await refusal('broken.otioz', 'PK no')).toEqual([422, expect.any(String)]);
  // A screenplay may be called .xml too.
  expect((await refusal('words.xml', '<document type="Open Screenplay Format document"></document>'))[1]).not.toContain(
    'xmeml',
  );
  expect(await studio.get<TimelineSummary[]>(`/productions/${production}/timelines`)).toHaveLength(3);
});

/** A bundle of a timeline, with those of these files that it plays. */
async function bundle(of: Timeline, ...names: string[]) {
  const files = names.map((name) => [pathToFileURL(at(name)).href, { path: at(name) }] as const);
  return otiozStream(await planOtioz(of, new Map(files)));
}

test('a bundle brings its films along, however long it is, and is a cut when they are logged', async () => {
  const url = (name: string): string => pathToFileURL(at(name)).href;
  await writeFile(at('music.wav'), 'no sound');
  await writeFile(at('broken.mov'), 'no film');
  const came = timeline('Bundled', [
    track('Video', 'V1', [shot('one', url('The Sea.mp4'), 10, 34), shot('two', url('The Sea.mp4'), 50, 60)]),
    track('Video', 'V2', [shot('three', url('broken.mov'), 0, 10)]),
    track('Audio', 'A1', [shot('four', url('music.wav'), 0, 10)]),
  ]);
  const to = (await studio.act('production.create', { title: 'Bundles' })).id;
  const { stream } = await bundle(came, 'The Sea.mp4', 'broken.mov', 'music.wav');
  const told: StudioEvent[] = [];
  const unsubscribe = studio.studio!.events.subscribe((event) => event.kind === 'upload' && told.push(event));
  const sent = randomUUID();
  const query = `name=teaser.otioz&basis=own&upload=${sent}`;
  const response = await fetch(`${studio.address}/api/v1/productions/${to}/files?${query}`, {
    method: 'POST',
    body: Readable.toWeb(stream) as ReadableStream<Uint8Array>,
    duplex: 'half',
  });
  unsubscribe();
  expect(told[0]).toEqual({ kind: 'upload', upload: sent, film: 'The Sea.mp4', share: 0 });
  expect(told.at(-1)).toEqual({ kind: 'upload', upload: sent, film: 'broken.mov', share: 1 });
  const view = ((await response.json()) as { timeline: TimelineView }).timeline;
  expect(view.notes).toEqual([
    'The bundle brought “The Sea.mp4” along, now a film of this production.',
    expect.stringMatching(/^broken\.mov, which the bundle holds, was not taken in: /),
    'The bundle also holds “music.wav”; only films are taken in from a bundle.',
  ]);
  const { media } = await studio.get<ProductionView>(`/productions/${to}`);
  expect(media).toMatchObject([{ title: 'The Sea', rights: { basis: 'own' } }]);
  expect(view.media[0]).toMatchObject({ film: { title: 'The Sea' }, reasons: ['came in the bundle'] });
  expect(view.noCut).toBe('“The Sea” is not logged yet; open the timeline as a cut when it is.');
  expect(await studio.studio?.jobs.finished(media[0]?.job ?? '')).toMatchObject({ state: 'done' });
  const { cut } = await studio.act('timeline.cut', { timeline: view.id });
  expect(cut.items).toHaveLength(2);
  expect(await readdir(join(studio.home, 'incoming'))).toEqual([]);
  // The film is here now: a second time it is not taken in again.
  const again = await bundle(came, 'The Sea.mp4');
  const next = await takeIn(studio.studio!, {
    production: to,
    name: 'again.otioz',
    body: Readable.toWeb(again.stream) as ReadableStream<Uint8Array>,
    // More than was once taken.
    announced: 257 << 20,
    rights: defaultRights(),
    author: await personOf(studio.studio!),
    signal: AbortSignal.timeout(30_000),
  });
  expect(next).toMatchObject({ timeline: { notes: [], media: [{ film: { id: media[0]?.id } }, {}, {}] } });
  expect((await studio.get<ProductionView>(`/productions/${to}`)).media).toHaveLength(1);
}, 60_000);

test('a bundle that is given up while its second film is unpacked leaves nothing of its first', async () => {
  await copyFile(at('The Sea.mp4'), at('The Sky.mp4'));
  const shots = ['The Sea.mp4', 'The Sky.mp4'].map((name) => shot(name, pathToFileURL(at(name)).href, 0, 10));
  const { stream } = await bundle(timeline('Two', [track('Video', 'V1', shots)]), 'The Sea.mp4', 'The Sky.mp4');
  const to = (await studio.act('production.create', { title: 'Given up' })).id;
  const kept = await readdir(join(studio.home, 'media'));
  const stop = new AbortController();
  const taking = takeIn(studio.studio!, {
    production: to,
    name: 'two.otioz',
    body: Readable.toWeb(stream) as ReadableStream<Uint8Array>,
    rights: defaultRights(),
    author: await personOf(studio.studio!),
    signal: stop.signal,
    onProgress: (name) => name === 'The Sky.mp4' && stop.abort(),
  });
  await expect(taking).rejects.toThrow();
  expect((await studio.get<ProductionView>(`/productions/${to}`)).media).toEqual([]);
  expect(await studio.get<TimelineSummary[]>(`/productions/${to}/timelines`)).toEqual([]);
  expect(await readdir(join(studio.home, 'media'))).toEqual(kept);
  expect(await readdir(join(studio.home, 'incoming'))).toEqual([]);
}, 60_000);

test('a timeline that is too long is refused, in a bundle too', async () => {
  const to = (await studio.act('production.create', { title: 'Long' })).id;
  const long = await upload('long.otio', `{"OTIO_SCHEMA":"Timeline.1","name":"${'x'.repeat(21 * 1024 ** 2)}"}`, '', to);
  expect(long.status).toBe(413);
  const clips = Array.from({ length: 6000 }, (_, at) => shot(`${at} ${'x'.repeat(4000)}`, 'a.mov', 0, 10));
  const { stream } = await bundle(timeline('Long', [track('Video', 'V1', clips)]));
  expect((await upload('long.otioz', Buffer.concat(await stream.toArray()), '', to)).status).toBe(422);
}, 60_000);

test.runIf(existsSync(data))(
  'samples of editing programs come in, their media all asked for',
  async () => {
    const empty = (await studio.act('production.create', { title: 'Samples' })).id;
    for (const name of [
      'edl/screening_example.edl',
      'fcp7/premiere_example.xml',
      'fcpxml/fcpx_project.fcpxml',
      'otio/transition.otio',
    ]) {
      const view = await taken(name, await readFile(join(data, name)), '', empty);
      expect(view.cut).toBeUndefined();
      expect(view.media.every(({ missing }) => missing?.why === 'The production has no films yet.')).toBe(true);
      expect(view.media.length).toBeGreaterThan(0);
    }
    const { media } = await studio.get<TimelineView>(
      `/timelines/${(await studio.get<TimelineSummary[]>(`/productions/${empty}/timelines`))[0]?.id}`,
    );
    expect(media.length).toBeGreaterThan(0);
  },
  60_000,
);

test('rights of every film that leaves with it count', async () => {
  await copyFile(at('The Sea.mp4'), at('Storm.mp4'));
  const other = await studio.act('media.open', { production, path: at('Storm.mp4') });
  await studio.studio?.jobs.finished(other.job ?? '');
  const came = timeline('Two', [
    track('Video', 'V1', [shot('a', 'file:///The%20Sea.mov', 0, 40), shot('b', 'file:///Storm.mov', 0, 20)]),
  ]);
  const view = await taken('two.otio', writeOtio(came));
  expect(view.notShown[0]).toBe('One clip of another film is not in the cut, which is of “The Sea”.');
  const refused = await send(studio.address, 'cut.export', { cut: view.cut, format: 'otio' });
  expect(refused.status).toBe(403);
  expect((await fetch(`${studio.address}/api/v1/cuts/${view.cut}/bundle`)).status).toBe(403);
}, 60_000);

test('a title may be anything', async () => {
  const view = await taken('odd.otio', writeOtio(timeline(`\0 ${'🎬'.repeat(200)}\ud800`, [])));
  expect([...view.title]).toHaveLength(120);
  expect(view).toMatchObject({ media: [], noCut: 'It plays no media.' });
});

test('an EDL is read at the likeliest rate, says why, and is read again at another', async () => {
  const list = `TITLE: Wrong rate
001  AX       V     C        00:00:01:00 00:00:02:00 01:00:00:00 01:00:01:00
* FROM CLIP NAME: The Sea.mp4
002  AX       V     C        00:00:04:00 00:00:05:12 01:00:01:00 01:00:02:12
* FROM CLIP NAME: The Sea.mp4
`;
  const first = await taken('wrong.edl', list);
  expect(first).toMatchObject({
    rate: '24',
    notes: [
      'An EDL does not say its frame rate. It was read at 24: that of “The Sea”, which it plays. If shots begin at wrong frames, choose another below.',
    ],
    rates: expect.arrayContaining([
      { rate: '23.976', mismatches: 0 },
      { rate: '25', mismatches: 0 },
    ]),
  });
  const lost = await taken('lost.edl', list.replaceAll('The Sea', 'Lost'));
  expect(lost.notes[0]).toMatch(/It was read at 24: the slowest that fits .* 25, 29\.97, 30/);
  const two = await taken('two.edl', list.replace('The Sea.mp4\n002', 'Storm.mp4\n002'));
  expect(two.notes[0]).toMatch(/It was read at 24: that of the films that it plays\./);
  const ntsc = await taken(
    'ntsc.edl',
    'TITLE: Lost\n001  AX  V  C  00:00:01:29 00:00:02:01 01:00:00:00 01:00:00:02\n* FROM CLIP NAME: Lost.mp4\n',
  );
  expect(ntsc.notes[0]).toMatch(/It was read at 30: at none but it and 29\.97, which is counted alike, do all its/);
  const again = await studio.act('timeline.rate', { timeline: first.id, rate: 25 });
  expect(again).toMatchObject({ rate: '25', title: 'Wrong rate', notes: [], media: [{ from: '00:00:01:00' }] });
  expect(again.id).not.toBe(first.id);
  // What was made of the first stays.
  expect((await studio.get<TimelineView>(`/timelines/${first.id}`)).cut).toBe(first.cut);
  await expect(studio.act('timeline.rate', { timeline: first.id, rate: 10 })).rejects.toThrow(
    /event 002: .*has a frame 12.*made at another rate/,
  );
});

test('upper tracks and titles are named with their places', async () => {
  const url = 'file:///The%20Sea.mp4';
  const title = clip(
    'Card',
    { schema: 'GeneratorReference', name: '', metadata: {}, generatorKind: 'title', parameters: { text: 'Soon' } },
    frameRange(0, 24, RATE),
  );
  const view = await taken(
    'layers.otio',
    writeOtio(
      timeline('Layers', [
        track('Video', 'V1', [shot('one', url, 10, 34), title, shot('two', url, 100, 130)]),
        track('Video', 'V2', [shot('over', url, 50, 62)]),
        track('Video', 'Subtitles', []),
      ]),
    ),
  );
  expect(view.kept).toEqual([
    { kind: 'titles', name: 'V1', count: 1, items: [{ name: 'Soon', from: '00:00:01:00', to: '00:00:02:00' }] },
    { kind: 'track', name: 'V2', count: 1, items: [{ name: 'over', from: '00:00:00:00', to: '00:00:00:12' }] },
  ]);
  expect(view.notShown).toEqual(
    expect.arrayContaining([expect.stringMatching(/not shown in the picture or its render/)]),
  );
  const cut = view.cut ?? (await studio.act('timeline.cut', { timeline: view.id })).id;
  const job = await studio.act('cut.render', { cut });
  expect((await studio.studio?.jobs.finished(job.id))?.message).toMatch(
    /1 upper track and 1 title of the timeline that it came in as are not in the picture; an export carries them\.$/,
  );
}, 60_000);

test('a cut leaves as a bundle with its film, and not with what a timeline of others names', async () => {
  const url = 'file:///The%20Sea.mp4';
  const came = timeline('Bundled', [
    track('Video', 'V1', [shot('one', url, 10, 34)]),
    track('Video', 'V2', [shot('secret', 'file:///etc/passwd', 0, 10)]),
  ]);
  const view = await taken('bundled.otio', writeOtio(came));
  const id = view.cut ?? (await studio.act('timeline.cut', { timeline: view.id })).id;
  const contents = await studio.get<CutBundleView>(`/cuts/${id}/bundle/contents`);
  const film = await readFile(at('The Sea.mp4'));
  expect(contents).toEqual({ bytes: film.length, files: [{ name: 'The Sea.mp4', bytes: film.length }], missing: 1 });
  const response = await fetch(`${studio.address}/api/v1/cuts/${id}/bundle`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(response.headers.get('content-length')).toBe(String(bytes.length));
  expect(response.headers.get('content-disposition')).toContain('Bundled.otioz');
  await writeFile(at('out.otioz'), bytes);
  await using read = await openOtioz(at('out.otioz'));
  expect(read.media).toEqual([{ name: 'media/The Sea.mp4', bytes: film.length }]);
  await read.extract('media/The Sea.mp4', at('out.mp4'));
  expect((await readFile(at('out.mp4'))).equals(film)).toBe(true);
  expect(writeOtio(await read.timeline())).not.toMatch(/"target_url": "file:/);
});
