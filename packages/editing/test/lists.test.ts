import { type Clip, parseTimecode, readEdl, type Timeline, type Track } from '@second-unit/timeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cut, CutItem } from '../src/cut.ts';
import { toTimeline } from '../src/index.ts';
import { effectsCsv, effectsList, pullCsv, pullEdls, pullList } from '../src/lists/index.ts';
import { filmOf } from './film.ts';

const film = filmOf({ shots: 40, seed: 3, scenes: 4 });
const { media: info } = film.log;
const item = (id: string, inFrame: number, outFrame: number, media = 'm1', shot = 's0001'): CutItem => ({
  id,
  media,
  shot,
  inFrame,
  outFrame,
  locked: false,
  score: 0,
  reasons: [],
});
const cutOf = (...items: CutItem[]): Cut => ({
  brief: { seconds: 10, seed: 0, keepBack: 0 },
  items,
  banned: [],
});
const rowsOf = (csv: string): string[][] =>
  csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replace(/^"|"$/g, '')));

const drop = { ...info, frameRate: { num: 30000, den: 1001 }, startTimecode: '00:59:59;28', dropFrame: true };
const anyUses = fc.array(
  fc.tuple(fc.integer({ min: 0, max: info.frames - 1 }), fc.integer({ min: 1, max: 200 })).map(([from, length]) => ({
    inFrame: from,
    outFrame: Math.min(info.frames, from + length),
  })),
  { minLength: 1, maxLength: 30 },
);

describe('pull list', () => {
  it('gives each event its frames and as much handle as the media has, and never a frame twice', () => {
    fc.assert(
      fc.property(anyUses, fc.integer({ min: 0, max: 60 }), (uses, handles) => {
        const items = uses.map(({ inFrame, outFrame }, index) => item(`i${index}`, inFrame, outFrame));
        const pulls = pullList(cutOf(...items), { m1: info }, { handles });
        const events = pulls.flatMap(({ uses: those }) => those.map(({ event }) => event));
        expect(events.toSorted((a, b) => a - b)).toEqual(items.map((_, index) => index + 1));
        // The frames that are pulled are those within `handles` of one that is used, counted one by one.
        const wanted = new Set<number>();
        for (const { inFrame, outFrame } of items) {
          for (let at = inFrame - handles; at < outFrame + handles; at++) {
            if (at >= 0 && at < info.frames) wanted.add(at);
          }
        }
        expect(pulls.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0)).toBe(wanted.size);
        for (const pull of pulls) {
          for (let at = pull.inFrame; at < pull.outFrame; at++) expect(wanted.has(at)).toBe(true);
          expect(pull.headHandle).toBe(Math.min(handles, Math.min(...pull.uses.map((use) => use.inFrame))));
          expect(pull.tailHandle).toBe(
            Math.min(handles, info.frames - Math.max(...pull.uses.map((use) => use.outFrame))),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('pulls what a dissolve shows of both shots, before any handles', () => {
    const cut = cutOf({ ...item('i0', 100, 140), transition: { type: 'dissolve', frames: 13 } }, item('i1', 300, 340));
    expect(pullList(cut, { m1: info }, { handles: 0 }).map(({ inFrame, outFrame }) => [inFrame, outFrame])).toEqual([
      [100, 147],
      [294, 340],
    ]);
    const faded = cutOf({ ...item('i0', 100, 140), transition: { type: 'fade', frames: 13 } }, item('i1', 300, 340));
    expect(pullList(faded, { m1: info }, { handles: 0 })[0]).toMatchObject({ inFrame: 100, outFrame: 140 });
  });

  it('writes source timecode that reads back as the frames, in drop-frame too', () => {
    fc.assert(
      fc.property(anyUses, fc.constantFrom(info, drop), (uses, media) => {
        const items = uses.map(({ inFrame, outFrame }, index) => item(`i${index}`, inFrame, outFrame));
        const pulls = pullList(cutOf(...items), { m1: media });
        const start = parseTimecode(media.startTimecode!, media.frameRate);
        const [, ...rows] = rowsOf(pullCsv(pulls, { handles: 12 }));
        for (const [index, { inFrame, outFrame }] of pulls.entries()) {
          expect(parseTimecode(rows[index]![3]!, media.frameRate) - start).toBe(inFrame);
          expect(parseTimecode(rows[index]![4]!, media.frameRate) - start).toBe(outFrame);
        }
        const { edl } = pullEdls(pulls, { m1: media }, 'Pull')[0]!;
        const track = readEdl(edl, { rate: media.frameRate }).tracks.children[0] as Track;
        const read = track.children.filter((child): child is Clip => child.schema === 'Clip');
        expect(
          read.map(({ sourceRange }) => [sourceRange!.startTime.value - start, sourceRange!.duration.value]),
        ).toEqual(pulls.map(({ inFrame, outFrame }) => [inFrame, outFrame - inFrame]));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps media apart, one EDL a rate, and says where handles ran out', () => {
    const other = { ...drop, originalPath: '/films/=other.mov', reel: 'B002' };
    const cut = cutOf(
      item('a', 0, 40),
      item('b', 500, 600, 'm2'),
      item('c', 45, 80),
      item('d', info.frames - 3, info.frames),
    );
    const media = { m1: info, m2: other };
    const pulls = pullList(cut, media);
    expect(
      pulls.map(({ media: of, inFrame, outFrame, uses }) => [of, inFrame, outFrame, uses.map((u) => u.event)]),
    ).toEqual([
      ['m1', 0, 92, [1, 3]],
      ['m1', info.frames - 15, info.frames, [4]],
      ['m2', 488, 612, [2]],
    ]);
    const [, first, last, third] = rowsOf(pullCsv(pulls, { handles: 12 }));
    expect(first?.[13]).toBe('one pull for events 1, 3; the media begins 0 frames before the first that is used');
    expect(last?.[13]).toBe('the media ends 0 frames behind the last that is used');
    // A name that a spreadsheet would run stays text.
    expect(third?.[2]).toBe("'=other.mov");
    // A studio keeps a film by another name than its file has.
    const kept = pullList(cut, {
      ...media,
      m1: { ...info, originalPath: '/home/01a20580.mp4', fileName: 'Living.mp4' },
    });
    expect(rowsOf(pullCsv(kept, { handles: 12 }))[1]?.[2]).toBe('Living.mp4');
    const edls = pullEdls(pulls, media, 'Pull');
    expect(edls.map(({ rate }) => rate.num)).toEqual([24000, 30000]);
    expect(edls[0]?.edl).toContain('* PULL 1, 0 + 12 HANDLES, FOR EVENTS 1 3');
    expect(edls[0]?.edl).toMatch(/001 {2}A001 +AA\/V +C +01:00:00:00 01:00:03:20 01:00:00:00 01:00:03:20/);
    expect(edls[1]?.edl).toContain('FCM: DROP FRAME');
  });

  it('refuses what is in no media', () => {
    expect(() => pullList(cutOf(item('a', 0, 10, 'gone')), { m1: info })).toThrow(/not known/);
    expect(() => pullList(cutOf(item('a', 0, info.frames + 1)), { m1: info })).toThrow(/which has/);
    expect(() => pullList(cutOf(item('a', 0, 9)), { m1: info }, { handles: 1.5 })).toThrow(/whole number/);
    const dropped = pullList(cutOf(item('i0', 0, 40)), { m1: drop }, { handles: 0 });
    expect(pullEdls(dropped, { m1: drop }, 'Pull')[0]?.edl).toContain(' 01:00:00;00 01:00:01;10\n');
    expect(() => pullEdls([], {}, 'x')).toThrow(/nothing to pull/);
  });
});

describe('effects list', () => {
  const shot = film.log.shots[12]!;
  const plain = film.log.shots[2]!;
  const inScene = (one: typeof shot, id: string) => item(id, one.startFrame, one.endFrame, 'm1', one.id);
  const cut = cutOf(inScene(plain, 'a'), inScene(shot, 'b'));
  const needs = [
    { scene: 1, category: 'effects' as const, name: 'explosion', confidence: 0.8 },
    { scene: 1, category: 'stunts' as const, name: 'falls', confidence: 0.6 },
  ];
  const timelineOf = (of: Cut): Timeline => toTimeline(of, { m1: info }, { title: 'Cut' });

  it('lists shots of scenes that need something, at their record and source timecode', () => {
    const list = effectsList({ timeline: timelineOf(cut), cut, context: film, needs });
    expect(list.shots.map(({ event, item: id }) => [event, id])).toEqual([[2, 'b']]);
    const [, row] = rowsOf(effectsCsv(list));
    const length = plain.endFrame - plain.startFrame;
    expect(parseTimecode(row![1]!, info.frameRate)).toBe(length);
    expect(parseTimecode(row![2]!, info.frameRate)).toBe(length + shot.endFrame - shot.startFrame);
    const start = parseTimecode(info.startTimecode!, info.frameRate);
    expect(parseTimecode(row![7]!, info.frameRate) - start).toBe(shot.startFrame);
    expect(row!.slice(9, 13)).toEqual(['INT. LIGHTHOUSE - NIGHT', '0.75', 'explosion (0.80)', 'falls (0.60)']);
  });

  it('lists every shot of a graded cut, and speeds, dissolves and cards of the timeline', () => {
    const graded = { ...cut, look: { id: 'l', strength: 0.5 } };
    const list = effectsList({ timeline: timelineOf(graded), cut: graded, context: film, look: 'Night' });
    expect(list.shots.map(({ why }) => why.find(({ kind }) => kind === 'look')?.words)).toEqual([
      'look “Night” at 50 %',
      'look “Night” at 50 %',
    ]);
    const of = timelineOf(cut);
    const video = of.tracks.children[0] as Track;
    const [first, second] = video.children as Clip[];
    const at = { value: 6, rate: info.frameRate };
    const children: Track['children'] = [
      { ...first!, effects: [{ schema: 'LinearTimeWarp', name: '', effectName: '', metadata: {}, timeScalar: 0.5 }] },
      { schema: 'Transition', name: '', metadata: {}, transitionType: 'SMPTE_Dissolve', inOffset: at, outOffset: at },
      {
        ...second!,
        name: 'SOON',
        mediaReferences: {
          DEFAULT_MEDIA: {
            schema: 'GeneratorReference',
            name: '',
            metadata: {},
            generatorKind: 'Text',
            parameters: {},
          },
        },
      },
    ];
    const edited = { ...of, tracks: { ...of.tracks, children: [{ ...video, children }] } };
    const words = effectsList({ timeline: edited, cut, context: film }).shots.map(({ why }) =>
      why.map(({ words: said }) => said),
    );
    expect(words).toEqual([
      ['50 % speed', 'dissolve out'],
      ['dissolve in', 'card: SOON'],
    ]);
  });

  it('says where an item holds a dissolve of the film itself', () => {
    const soft = film.log.shots.find(({ transitionIn }) => transitionIn.type === 'dissolve')!;
    const over = cutOf(item('a', soft.startFrame - 4, soft.startFrame + 10, 'm1', soft.id));
    const list = effectsList({ timeline: timelineOf(over), cut: over, context: film });
    expect(list.shots[0]?.why).toEqual([{ kind: 'optical', words: 'holds a dissolve of the film' }]);
    const clear = cutOf(item('a', soft.startFrame, soft.startFrame + 10, 'm1', soft.id));
    expect(effectsList({ timeline: timelineOf(clear), cut: clear, context: film }).shots).toEqual([]);
  });

  it('counts the record side as its films are, behind a card too, and past a nested sequence', () => {
    const context = { ...film, log: { ...film.log, media: drop } };
    const cards = [{ id: 'c', text: 'SOON', seconds: 1, before: 'a' }];
    const carded = { ...cutOf(inScene(shot, 'a')), cards };
    const of = toTimeline(carded, { m1: drop }, { title: 'Cut', startTimecode: '00:59:59;28' });
    const list = effectsList({ timeline: of, cut: carded, context, needs });
    expect(rowsOf(effectsCsv(list)).map((row) => row[1])).toEqual(['record in', '00:59:59;28', '01:00:00;28']);

    const [video, ...rest] = of.tracks.children as Track[];
    const [card, ...shots] = video!.children as Clip[];
    const { schema: _, mediaReferences: __, activeMediaReferenceKey: ___, sourceRange: ____, ...named } = card!;
    const inner: Track = { ...video!, children: [card!, card!] };
    const nested: Track['children'][number] = { ...named, schema: 'Stack', metadata: {}, children: [inner, video!] };
    const children = [{ ...video!, children: [nested, ...shots] }, ...rest];
    const within = { ...of, tracks: { ...of.tracks, children } };
    const [only] = effectsList({ timeline: within, cut: carded, context, needs }).shots;
    // As long as the longer of its two tracks: a card of a second, and the shot.
    expect(only?.recordIn).toBe(Math.max(60, 30 + shot.endFrame - shot.startFrame));
  });
});
