import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SearchableFilm, searchShots, wordsLeft } from '../src/search/index.ts';
import type { Shot } from '../src/shot-log.ts';
import { sampleLog } from './sample-log.ts';

const size = (name: NonNullable<Shot['scale']>['size'], confidence = 0.8) =>
  ({ scale: { size: name, confidence, by: 'faces' } }) as const;
const still = { movement: 'static', confidence: 0.9, pan: 0, tilt: 0, zoom: 0, roll: 0, shake: 0 } as const;

/** Eight shots of 2 s; what is special of each stands here. */
const SPECIAL: readonly Partial<Shot>[] = [
  { ...size('close-up'), camera: still, loudness: -40, brightness: 0.1 },
  { ...size('close-up'), camera: { ...still, movement: 'handheld' }, brightness: 0.1 },
  { ...size('wide'), camera: still, palette: [{ colour: '#c01818', share: 0.4 }] },
  { ...size('extreme close-up', 0.5), camera: still, loudness: -45 },
  { ...size('medium'), palette: [{ colour: '#1840c0', share: 0.6 }], warmth: -0.2 },
  { transitionIn: { type: 'dissolve', startFrame: 240, endFrame: 250 }, warmth: 0.3 },
  { start: 12, end: 24 },
  {},
];

const subtitles = [
  { startFrame: 110, endFrame: 130, text: 'The red car is outside.' },
  { startFrame: 360, endFrame: 380, text: 'Où est la CLÉ ?' },
];

const log = sampleLog(SPECIAL.length, 50, subtitles);
const film: SearchableFilm = {
  media: 'film',
  title: 'Day 3',
  log: {
    ...log,
    shots: log.shots.map((shot, at) => ({ ...shot, ...SPECIAL[at] })),
    faults: [{ kind: 'soft', startFrame: 320, endFrame: 340, confidence: 0.7 }],
  },
  scenes: [
    { heading: 'INT. KITCHEN - NIGHT', number: '12A', shots: ['s0001', 's0002', 's0004'], confidence: 0.9 },
    { heading: 'EXT. STREET - DAY', number: '13', shots: ['s0003', 's0005'], confidence: 0.8 },
    { heading: 'НАТ. УЛИЦА - НОЧЬ', shots: ['s0006'], confidence: 0.8 },
  ],
  people: [
    {
      name: 'MARA',
      shots: [
        { shot: 's0001', confidence: 0.95 },
        { shot: 's0004', confidence: 0.6 },
      ],
    },
    { name: 'Old Tom', shots: [{ shot: 's0003', confidence: 0.9 }] },
  ],
  things: [{ label: 'car', shot: 's0005', confidence: 0.7 }],
  descriptions: [{ shot: 's0008', text: 'A woman waits on a bench.', model: 'made-up' }],
};

const found = (query: string) => searchShots([film], query).hits.map(({ shot }) => shot.index + 1);

describe('searching shots', () => {
  it('finds the example of the issue, with a reason for each term', () => {
    const { hits } = searchShots([film], 'close-up of MARA, night, quiet, static');
    expect(hits.map(({ shot }) => shot.index + 1)).toEqual([1, 4]);
    expect(hits[0]!.reasons).toEqual([
      { term: 'close up', by: 'scale', because: 'close-up', confidence: 0.8 },
      { term: 'MARA', by: 'person', because: 'MARA', confidence: 0.95 },
      { term: 'night', by: 'script', because: 'INT. KITCHEN - NIGHT', confidence: 0.9 },
      { term: 'quiet', by: 'sound', because: '-40 LUFS', confidence: 0.9 },
      { term: 'static', by: 'camera', because: 'static', confidence: 0.9 },
    ]);
    expect(hits[0]!.score).toBeGreaterThan(hits[1]!.score);
  });

  it.each([
    ['', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['ECU', [4]],
    ['close-up', [1, 2, 4]],
    ['-static close-up', [2]],
    ['not static close-up', [2]],
    ['handheld', [2]],
    ['old tom', [3]],
    ['red', [3]],
    ['red car', [3]],
    ['"red car"', [3]],
    ['blue', [1, 2, 4, 5, 6, 7, 8]],
    ['cool', [5]],
    ['warm dissolve', [6]],
    ['car', [3, 5]],
    ['cle', [8]],
    ['bench', [8]],
    ['kitchen', [1, 2, 4]],
    ['scene 12a', [1, 2, 4]],
    ['exterior, day', [3, 5]],
    ['ext. night', [6]],
    ['longer than 5 s', [7]],
    ['longer than 5 s -long', []],
    ['out of focus', [7]],
    ['dialogue', [3, 8]],
    ['no dialogue wide', []],
    ['a shot of a red car, please, where the camera is static', [3]],
    ['handheld or warm', [2, 6]],
    ['old tom or dissolve or car', [3, 5, 6]],
    ['-static or close-up', [2]],
    ['longer than 10 secs', [7]],
    ['more than 0.1 minutes', [7]],
    ['at least 3s', [7]],
    ['> 8', [7]],
    ['>=8s', [7]],
    ['close-up < 5 seconds', [1, 2, 4]],
    ['scene 12', []],
    ['shot 4', [4]],
    ['00:00:02:10', [2]],
    ['0:00:13', [7]],
    ['00:00:09:09', [5]],
    ['00:00:10:00', [6]],
    ['00:00:02:99', []],
    ['25:00:00:00', []],
  ] as const)('%s', (query, shots) => {
    expect(found(query).toSorted((a, b) => a - b)).toEqual(shots);
  });

  it('finds scenes by look and sound where there is no script, and timecode by that of the film', () => {
    const scenes = [
      { index: 0, firstShot: 0, lastShot: 2, startFrame: 0, endFrame: 150, confidence: 1 },
      { index: 1, firstShot: 3, lastShot: 3, startFrame: 150, endFrame: 200, confidence: 0.7 },
    ];
    const media = { ...log.media, startTimecode: '01:00:00:00' };
    const bare: SearchableFilm = { media: 'bare', title: 'Bare', log: { ...log, media, scenes } };
    const of = (query: string) => searchShots([bare], query).hits.map(({ shot }) => shot.index + 1);
    expect(of('scene 2')).toEqual([4]);
    expect(of('scene 1, shot 3')).toEqual([3]);
    expect(of('01:00:02:00')).toEqual([2]);
    expect(of('00:00:02:00')).toEqual([]);
  });

  it('finds drop-frame timecode as it is shown, beside other words', () => {
    const media = {
      ...log.media,
      frameRate: { num: 30_000, den: 1001 },
      dropFrame: true,
      startTimecode: '01:00:59;00',
    };
    const dropped: SearchableFilm = { ...film, log: { ...film.log, media } };
    const of = (query: string) => searchShots([dropped], query).hits.map(({ shot }) => shot.index + 1);
    expect(of('01:01:00;02')).toEqual([1]);
    expect(of('01:01:01;00')).toEqual(of('01:01:01:00'));
    expect(of('static; 01:01:00;02, close-up')).toEqual([1]);
    expect(of('-01:01:00;02')).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(searchShots([dropped], '01:01:00;02').terms).toEqual([{ text: '01:01:00;02', not: false, shots: 1 }]);
  });

  it('says of each term how many shots it holds for by itself', () => {
    expect(searchShots([film], 'handheld wide zeppelin').terms).toEqual([
      { text: 'handheld', not: false, shots: 1 },
      { text: 'wide', not: false, shots: 1 },
      { text: 'zeppelin', not: false, shots: 0 },
    ]);
  });

  it('searches films in which less is known', () => {
    const bare: SearchableFilm = { media: 'bare', title: 'Bare', log: { ...sampleLog(2, 50), subtitles: [] } };
    expect(searchShots([bare], 'close-up').all).toBe(0);
    expect(searchShots([bare], 'night').all).toBe(0);
    expect(searchShots([bare, film], 'bare').hits.map(({ media }) => media)).toEqual(['bare', 'bare']);
  });

  it('takes any words; a term and its denial divide the shots', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        const { hits, all } = searchShots([film], query);
        expect(all).toBe(hits.length);
        expect(hits.every(({ score }) => score > 0 && score <= 1)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom('static', 'night', 'red', 'mara', 'car', 'wide', 'warm'), (word) => {
        expect(found(word).length + found(`-${word}`).length).toBe(SPECIAL.length);
      }),
    );
  });

  it('looks at each shot of a production once for each term', () => {
    let looks = 0;
    const shots = Array.from({ length: 20_000 }, (_, at) => {
      const { scale, ...shot } = film.log.shots[at % 8]!;
      return Object.defineProperty({ ...shot, id: `t${at}`, index: at }, 'scale', {
        get: () => {
          looks++;
          return scale;
        },
      });
    });
    expect(searchShots([{ ...film, log: { ...film.log, shots } }], 'close-up static red', 10).hits.length).toBe(0);
    expect(looks).toBe(20_000);
  });

  describe('with a model of pictures and words', () => {
    const shots = film.log.shots.map(({ id }, at) => ({ shot: id, alike: at === 5 ? 0.9 : at / 100 }));
    const alike = [{ words: 'old zeppelin', model: 'clip 1', shots }];
    const likened: SearchableFilm = { ...film, alike };

    it('tells which words no filter understands, neighbours together', () => {
      expect(wordsLeft('wide old zeppelin at night, burning -dog "said so" without cat', [film])).toEqual([
        'old zeppelin',
        'burning',
        'dog',
        'cat',
      ]);
      expect(wordsLeft('red mara wide at night', [film])).toEqual([]);
    });

    it('finds the likest shots for them, and names model and likeness', () => {
      const { hits } = searchShots([likened], 'old zeppelin');
      expect(hits[0]?.shot.id).toBe(film.log.shots[5]?.id);
      expect(hits[0]?.reasons[0]).toEqual({
        term: 'old',
        by: 'thing',
        because: 'like “old zeppelin” by 0.90, by clip 1',
        confidence: 0.6,
      });
      // A model orders all shots: the likest few are taken, never all of them.
      expect(hits).toHaveLength(3);
      expect(searchShots([film], 'old zeppelin').all).toBe(0);
    });

    it('keeps all other terms, and a word that is written needs no model', () => {
      const found = (query: string) => searchShots([likened], query).hits;
      for (const { shot } of found('old zeppelin static')) expect(shot.camera?.movement).toBe('static');
      expect(found('car')).toEqual(searchShots([film], 'car').hits);
    });

    it('orders the shots of several films together', () => {
      const other: SearchableFilm = {
        ...film,
        media: 'other',
        alike: [
          { words: 'old zeppelin', model: 'clip 1', shots: shots.map((one) => ({ ...one, alike: one.alike + 2 })) },
        ],
      };
      expect(searchShots([likened, other], 'old zeppelin').hits.map(({ media }) => media)).toEqual(
        Array(3).fill('other'),
      );
    });
  });
});
