import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { close } from '@second-unit/media';
import {
  type Clip,
  clip,
  frameRange,
  mediaReference,
  type Rational,
  rational,
  rationalTime,
  readEdl,
  readOtio,
  type Timeline,
  timeline,
  track,
  writeOtio,
  writeOtioz,
} from '@second-unit/timeline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaSummary, TimelineSummary, TimelineView } from '../../src/contract/index.ts';
import { drawFilm, FILM_FRAMES } from './film.ts';
import { send, type TestStudio, testStudio } from './harness.ts';

const data = resolve(import.meta.dirname, '../../../..', process.env.SECOND_UNIT_DATA ?? '../shared/data', 'timelines');
const RATE: Rational = rational(24);

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

function clipsOf(of: Timeline): Clip[] {
  return of.tracks.children.flatMap((one) =>
    one.schema === 'Track' && one.kind === 'Video' ? one.children.filter((child) => child.schema === 'Clip') : [],
  );
}

const shot = (name: string, url: string, from: number, to: number, effects: Clip['effects'] = []): Clip => ({
  ...clip(
    name,
    {
      schema: 'ExternalReference',
      name: url.split('/').at(-1) ?? '',
      metadata: {},
      targetUrl: url,
      availableRange: frameRange(0, FILM_FRAMES, RATE),
    },
    frameRange(from, to, RATE),
  ),
  effects,
});

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
  await rm(folder, { recursive: true, force: true });
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
    media: [{ name: 'The Sea.mov', clips: 6, film: { id: film.id }, reasons: expect.arrayContaining(['same name']) }],
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

test('a bundle brings its timeline in and its media stay packed; what is too long is refused', async () => {
  const came = timeline('Bundled', [track('Video', 'V1', [shot('one', 'media/a.mov', 10, 34)])]);
  const media = new Map([['media/a.mov', new Uint8Array(1000)]]);
  const bundle = writeOtioz({ timeline: came, media });
  const to = (await studio.act('production.create', { title: 'Bundles' })).id;
  const view = await taken('teaser.otioz', bundle, '', to);
  expect(view.notes).toEqual(['The bundle holds a media file beside the timeline.', expect.stringMatching(/^Open/)]);
  const long = await upload('long.otio', `{"OTIO_SCHEMA":"Timeline.1","name":"${'x'.repeat(21 * 1024 ** 2)}"}`, '', to);
  expect(long.status).toBe(413);
  // A short file may say a long timeline.
  const clips = Array.from({ length: 6000 }, (_, at) => shot(`${at} ${'x'.repeat(4000)}`, 'a.mov', 0, 10));
  const swollen = writeOtioz({ timeline: timeline('Long', [track('Video', 'V1', clips)]), media: new Map() });
  expect((await upload('long.otioz', swollen, '', to)).status).toBe(422);
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
}, 60_000);

test('a title may be anything', async () => {
  const view = await taken('odd.otio', writeOtio(timeline(`\0 ${'🎬'.repeat(200)}\ud800`, [])));
  expect([...view.title]).toHaveLength(120);
  expect(view).toMatchObject({ media: [], noCut: 'It plays no media.' });
});
