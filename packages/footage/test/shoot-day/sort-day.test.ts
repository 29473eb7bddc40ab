import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupCameras } from '../../src/shoot-day/cameras.ts';
import {
  type BinPlace,
  type DayCorrection,
  relink,
  type ShootClip,
  sortDay,
  walkBins,
} from '../../src/shoot-day/index.ts';
import { cameraName, cardFolder, isProxyName, slateInName } from '../../src/shoot-day/names.ts';
import { saidBy } from '../../src/shoot-day/said.ts';
import { slateInSpeech } from '../../src/shoot-day/slate-words.ts';
import { random } from './made-clips.ts';

const RATE = { num: 25, den: 1 };

function picture(id: string, more: Partial<ShootClip> = {}): ShootClip {
  const slate = slateInName(id);
  const { reel } = cameraName(id);
  return {
    id,
    kind: 'picture',
    bytes: 1,
    modified: '2026-05-04T10:00:00.000Z',
    originalPath: `/day/${id}`,
    seconds: 10,
    timecodeRate: RATE,
    ...(reel ? { reel } : {}),
    sound: { codec: 'aac', sampleRate: 48_000, channels: 2 },
    slates: slate ? [slate] : [],
    ...(isProxyName(id) ? { proxy: true } : {}),
    ...more,
  };
}
const sound = (id: string, more: Partial<ShootClip> = {}): ShootClip => picture(id, { kind: 'sound', ...more });

const bin = (day: ReturnType<typeof sortDay>, clip: string): string | undefined =>
  walkBins(day.bins)
    .find((one) => one.bin.clips.some((entry) => entry.clip === clip))
    ?.path.join(' / ');
const sorted = (
  clips: readonly ShootClip[],
  corrections: readonly DayCorrection[] = [],
  syncs: Parameters<typeof sortDay>[0]['syncs'] = [],
) => sortDay({ folder: '/day', clips, syncs, unreadable: [] }, { corrections });

describe('names', () => {
  it('of cameras give camera, reel and card', () => {
    expect(cameraName('x/A001C003_180327_R1AB.mov')).toMatchObject({ letter: 'A', reel: 'A001' });
    expect(cameraName('B002_C014_0327AB_001.R3D')).toMatchObject({ letter: 'B', reel: 'B002' });
    expect(cameraName('A_0007C012_230101_101010_h1ABC.mxf')).toMatchObject({ letter: 'A', reel: 'A0007' });
    expect(cameraName('A004_08151512_C003.braw')).toMatchObject({ letter: 'A', reel: 'A004' });
    expect(cameraName('C0001.MP4')).toEqual({ family: 'Sony' });
    expect(cardFolder('Day 3/A_CAM/PRIVATE/M4ROOT/CLIP/C0001.MP4')).toBe('Day 3/A_CAM');
    expect(cardFolder('GOPRO/DCIM/100GOPRO/GX010123.MP4')).toBe('GOPRO');
    expect(cardFolder('A001/A001.RDM/A001_C003_0327AB.RDC/A001_C003_0327AB_001.R3D')).toBe('A001');
  });

  it('of takes give scene, set-up and take, and nothing where there is none', () => {
    const say = (name: string) => {
      const slate = slateInName(name);
      return slate && `${slate.scene}|${slate.setup}|${slate.take}`;
    };
    expect(['12A_T3.wav', 'S12A_T03.wav', 'Scene 12A Take 3.wav', 'SC012A-TK3.wav', '12A-3.wav'].map(say)).toEqual(
      Array(5).fill('12|12A|3'),
    );
    expect(say('42T11_1.wav')).toBe('42|42|11');
    expect(say('12_4_3.wav')).toBe('12|12/4|3');
    for (const none of [
      'A001C003_180327_R1AB.mov',
      'C0001.MP4',
      'GX010123.MP4',
      'ZOOM0001.WAV',
      'IMG_1234.MOV',
      'interview.mov',
    ]) {
      expect(say(none), none).toBeUndefined();
    }
  });

  it.each([
    ['Scene twelve apple, take three. Mark.', '12|12A|3'],
    ['twelve A take three', '12|12A|3'],
    ['Okay quiet please. Slate one twenty-three bravo take eleven', '123|123B|11'],
    ['scene two oh four take one', '204|204|1'],
    ['scene 7 charlie take 2', '7|7C|2'],
    ['scene one hundred and five take four', '105|105|4'],
  ])('said aloud: %s', (words, wanted) => {
    const slate = slateInSpeech(words);
    expect(slate && `${slate.scene}|${slate.setup}|${slate.take}`).toBe(wanted);
  });

  it('are not heard in dialogue', () => {
    for (const words of [
      'I have twelve apples and three pears.',
      'Take five, everyone.',
      'We were one take away.',
      '',
    ]) {
      expect(slateInSpeech(words)).toBeUndefined();
    }
  });

  it('give any scene, letter and take back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('', 'A', 'B', 'F', 'AB'),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('S@_T#', 'Scene @ Take #', 'SC@-TK#', '@_T#'),
        (scene, letter, take, form) => {
          const slate = slateInName(`${form.replace('@', `${scene}${letter}`).replace('#', String(take))}.wav`);
          expect(slate).toMatchObject({ scene: String(scene), setup: `${scene}${letter}`, take });
        },
      ),
    );
  });
});

describe('cameras', () => {
  it('by serial, whatever card and folder they come from', () => {
    const fx = { make: 'Sony', model: 'ILME-FX6V' };
    const groups = groupCameras([
      picture('card1/C0001.MP4', { ...fx, serial: '1' }),
      picture('card2/C0001.MP4', { ...fx, serial: '2' }),
      picture('card3/C0001.MP4', { ...fx, serial: '1' }),
      picture('card3/C0002.MP4'),
    ]);
    expect(groups.map(({ cards }) => cards.flatMap((card) => card.clips))).toEqual([
      ['card1/C0001.MP4', 'card3/C0001.MP4', 'card3/C0002.MP4'],
      ['card2/C0001.MP4'],
    ]);
    expect(groups[0]).toMatchObject({ serial: '1', cards: [{ folder: 'card1' }, { folder: 'card3' }] });
    expect(groups[0]?.reason).toMatch(/others lie on the same card/);
  });

  it('by a model that few of a card say, and says how few; no program that wrote a file is one', () => {
    const said = saidBy([
      ['company_name', 'FFmpeg'],
      ['product_name', 'OP1a Muxer'],
      ['com.apple.quicktime.model', 'ILME-FX6V'],
    ]);
    expect(said).toEqual({ model: 'ILME-FX6V' });
    const [group] = groupCameras([
      picture('card/a.mxf', { model: 'PXW-FX9' }),
      picture('card/b.mxf'),
      picture('card/c.mxf'),
    ]);
    expect(group).toMatchObject({ reason: '1 of 3 say PXW-FX9; there may be two of it.' });
  });

  it('by letters where nothing else speaks, and by folder where there are none', () => {
    const groups = groupCameras([
      picture('A001C001_180327_R1AB.mov'),
      picture('A002C001_180327_R1AB.mov'),
      picture('B001C001_180327_R1XX.mov'),
      picture('CAM C/clip1.mov'),
      picture('drone/DJI_0001.MP4'),
    ]);
    expect(groups.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'drone']);
    expect(groups[0]?.cards.map(({ name }) => name)).toEqual(['A001', 'A002']);
    expect(groups.map(({ confidence }) => confidence)).toEqual([0.85, 0.85, 0.7, 0.4]);
  });

  it('any mix of cards keeps each clip once, and never two serials together', () => {
    const clipOf = fc.record({
      card: fc.constantFrom('A', 'A/PRIVATE/M4ROOT/CLIP', 'B', ''),
      name: fc.constantFrom('C0001', 'A001C001_1_R1', 'B001C001_1_R1', 'IMG_0001', 'scene'),
      serial: fc.constantFrom(undefined, '1', '2'),
    });
    fc.assert(
      fc.property(fc.array(clipOf, { maxLength: 40 }), (list) => {
        const clips = list.map(({ card, name, serial }, at) =>
          picture(`${card === '' ? '' : `${card}/`}${name}_${at}.mov`, serial ? { make: 'X', model: 'Y', serial } : {}),
        );
        const groups = groupCameras(clips);
        const ids = groups.flatMap(({ cards }) => cards.flatMap((card) => card.clips));
        expect(ids.toSorted()).toEqual(clips.map(({ id }) => id).toSorted());
        const serialOf = new Map(clips.map(({ id, serial }) => [id, serial]));
        for (const { cards } of groups) {
          const serials = new Set(cards.flatMap((card) => card.clips.map((clip) => serialOf.get(clip) ?? '')));
          serials.delete('');
          expect(serials.size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('2,000 entries are sorted in under a second', () => {
    const next = random(4);
    const clips = Array.from({ length: 2000 }, (_, at) => {
      const letter = 'ABCD'[at % 4] as string;
      const start = { startSeconds: 36_000 + Math.floor(at / 4) * 30 + next(), startTimecode: '10:00:00:00' };
      if (at % 4 === 3) return sound(`sound/${1 + (at % 90)}${'ABC'[at % 3]}_T${1 + (at % 9)}.${at}.wav`, start);
      return picture(
        `${letter}00${1 + (at % 5)}/${letter}00${1 + (at % 5)}C${String(at).padStart(4, '0')}_1_R1.mov`,
        start,
      );
    });
    const from = process.cpuUsage();
    const day = sorted(clips);
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(1000);
    expect(day.cameras.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(walkBins(day.bins).reduce((sum, one) => sum + one.bin.clips.length, 0)).toBe(2000);
  });
});

describe('bins', () => {
  const clips = [
    picture('A001C001_1_R1.mov', { startSeconds: 100, slates: [] }),
    picture('B001C001_1_R1.mov', { startSeconds: 101, slates: [] }),
    sound('12A_T3.wav', { startSeconds: 99 }),
    sound('roomtone.wav'),
    picture('b-roll/C0007.MP4'),
    picture('C0009.MP4'),
  ];
  const syncs = [
    {
      sound: '12A_T3.wav',
      picture: 'A001C001_1_R1.mov',
      offset: -1,
      by: 'timecode' as const,
      confidence: 0.97,
      reason: '',
    },
  ];

  it('hold what the recorder says: its picture by sync, the other camera by timecode', () => {
    const day = sorted(clips, [], syncs);
    expect(clips.map(({ id }) => bin(day, id))).toEqual([
      'Scene 12 / 12A / Take 3',
      'Scene 12 / 12A / Take 3',
      'Scene 12 / 12A / Take 3',
      'Wild sound',
      'B-roll',
      'Unsorted',
    ]);
    const guess = walkBins(day.bins)
      .flatMap((one) => one.bin.clips)
      .find(({ clip }) => clip === 'B001C001_1_R1.mov');
    expect(guess?.placing).toMatchObject({ by: 'timecode', reason: 'A001C001_1_R1.mov runs at the same timecode.' });
    expect(guess?.placing.confidence).toBeLessThan(0.9);
  });

  it('follow a person, and sound that is in sync goes along', () => {
    const to: BinPlace = { kind: 'take', scene: '13', setup: '13', take: 1 };
    const day = sorted(clips, [{ kind: 'move', clips: ['A001C001_1_R1.mov'], to }], syncs);
    expect(bin(day, 'A001C001_1_R1.mov')).toBe('Scene 13 / 13 / Take 1');
    expect(bin(day, '12A_T3.wav')).toBe('Scene 13 / 13 / Take 1');
    expect(bin(sorted(clips, [], syncs), '12A_T3.wav')).toBe('Scene 12 / 12A / Take 3');
  });

  it('the last word on a clip stands; words on clips that are gone wait', () => {
    const move = (id: string, take: number): DayCorrection => ({
      kind: 'move',
      clips: [id, 'gone.mov'],
      to: { kind: 'take', scene: '1', setup: '1', take },
    });
    const day = sorted(clips, [move('C0009.MP4', 1), move('C0009.MP4', 2)]);
    expect(bin(day, 'C0009.MP4')).toBe('Scene 1 / 1 / Take 2');
    expect(bin(day, 'gone.mov')).toBeUndefined();
    expect(bin(sorted([...clips, picture('gone.mov')], [move('C0009.MP4', 2)]), 'gone.mov')).toBe(
      'Scene 1 / 1 / Take 2',
    );
  });

  it('sync can be taken apart and put together by hand', () => {
    const apart: DayCorrection = { kind: 'sync', sound: '12A_T3.wav', picture: 'A001C001_1_R1.mov', offset: null };
    expect(sorted(clips, [apart], syncs).syncs).toEqual([]);
    const put: DayCorrection = { kind: 'sync', sound: '12A_T3.wav', picture: 'C0009.MP4', offset: 0.25 };
    expect(bin(sorted(clips, [apart, put], syncs), 'C0009.MP4')).toBe('Scene 12 / 12A / Take 3');
  });

  it('sound goes from one clip to another in one word, and comes back when that is taken back', () => {
    const clips = [picture('A.mov'), picture('B.mov'), sound('S.wav')];
    const heard = [
      { sound: 'S.wav', picture: 'A.mov', offset: 1, by: 'waveform' as const, confidence: 0.9, reason: '' },
    ];
    const pairs = (corrections: DayCorrection[]) => sorted(clips, corrections, heard).syncs.map((one) => one.picture);
    expect(pairs([])).toEqual(['A.mov']);
    expect(pairs([{ kind: 'sync', sound: 'S.wav', picture: 'B.mov', offset: 0, insteadOf: 'A.mov' }])).toEqual([
      'B.mov',
    ]);
    expect(pairs([{ kind: 'sync', sound: 'S.wav', picture: 'B.mov', offset: 0 }])).toEqual(['A.mov', 'B.mov']);
  });

  it('sound that was heard with a proxy is taken off the original that shows it', () => {
    const clips = [picture('A.mov'), picture('Proxy/A.mov'), sound('S.wav')];
    const heard = [
      { sound: 'S.wav', picture: 'Proxy/A.mov', offset: 1, by: 'waveform' as const, confidence: 0.9, reason: '' },
    ];
    expect(sorted(clips, [], heard).syncs).toMatchObject([{ picture: 'A.mov' }]);
    const off: DayCorrection = { kind: 'sync', sound: 'S.wav', picture: 'A.mov', offset: null };
    expect(sorted(clips, [off], heard).syncs).toEqual([]);
  });

  it('cameras follow a person too', () => {
    const day = sorted(clips, [{ kind: 'camera', clips: ['B001C001_1_R1.mov', 'C0009.MP4'], camera: 'A' }]);
    const a = day.cameras.find(({ name }) => name === 'A');
    expect(a?.cards.flatMap((card) => card.clips).toSorted()).toEqual([
      'A001C001_1_R1.mov',
      'B001C001_1_R1.mov',
      'C0009.MP4',
    ]);
    expect(day.cameras.some(({ name }) => name === 'B')).toBe(false);
  });

  it('the script’s own scene numbers say what a letter means', () => {
    const read = { folder: '/day', clips: [sound('12A_T3.wav')], syncs: [], unreadable: [] };
    const scenes = [{ number: '12' }, { number: '12A', heading: 'INT. PIER - NIGHT' }];
    const day = sortDay(read, { scenes });
    expect(bin(day, '12A_T3.wav')).toBe('Scene 12A / 12A / Take 3');
    expect(day.bins[0]).toMatchObject({ name: 'Scene 12A', heading: 'INT. PIER - NIGHT' });
  });

  it('what is said in the script says which scene a clip is of', () => {
    const ferry = 'You said the ferry would not run in this weather, and now look at it sitting there at the pier.';
    const scenes = [
      { number: '4', lines: ['Nothing of the kind was ever said to anyone by the harbour master.'] },
      { number: '21', lines: [ferry, 'I never said so.'] },
    ];
    const words = (text: string) => [{ text }];
    const speech = new Map([
      ['C0010.MP4', words(`Speed. Mark it. ${ferry.replace('weather', 'wind')}`)],
      ['C0011.MP4', words('An interview about the growing of apples on the north side of that hill over there.')],
      ['5_T1.wav', words(ferry)],
    ]);
    const clips = [picture('C0010.MP4'), picture('C0011.MP4'), sound('5_T1.wav')];
    const day = sortDay({ folder: '/day', clips, syncs: [], unreadable: [] }, { scenes, speech });
    expect(bin(day, 'C0010.MP4')).toBe('Scene 21 / 21');
    expect(bin(day, 'C0011.MP4')).toBe('Unsorted');
    // A slate goes before.
    expect(bin(day, '5_T1.wav')).toBe('Scene 5 / 5 / Take 1');
  });

  it('takes of one scene are known by their words', () => {
    const words = 'you said the ferry would not run in this weather and now look at it sitting there'.split(' ');
    const line = (skip: number) => [{ text: words.filter((_, at) => at % 9 !== skip).join(' ') }];
    const talk = [picture('C0010.MP4'), sound('12A_T1.wav'), picture('C0011.MP4')];
    const speech = new Map([
      ['C0010.MP4', line(3)],
      ['12A_T1.wav', line(7)],
      ['C0011.MP4', [{ text: 'nothing of the kind was ever said to anyone by the harbour' }]],
    ]);
    const day = sortDay({ folder: '/day', clips: talk, syncs: [], unreadable: [] }, { speech });
    expect(bin(day, 'C0010.MP4')).toBe('Scene 12 / 12A');
    expect(bin(day, 'C0011.MP4')).toBe('Unsorted');
  });
});

describe('relinking', () => {
  const raw = (id: string, more: Partial<ShootClip> = {}): ShootClip => picture(id, { kind: 'raw', ...more });

  it('by name, reel and timecode, with the reasons', () => {
    const { links } = relink(
      [picture('Proxy/A001C003_1_R1.mov', { startSeconds: 36_000, startTimecode: '10:00:00:00' })],
      [
        raw('A001/A001C003_1_R1.ari', { startSeconds: 36_000, startTimecode: '10:00:00:00' }),
        raw('A001/A001C004_1_R1.ari'),
      ],
    );
    expect(links).toMatchObject([
      {
        original: 'A001/A001C003_1_R1.ari',
        reasons: ['same name', 'same reel, A001', 'same start timecode, 10:00:00:00', 'same length'],
      },
    ]);
  });

  it('by timecode and reel where the name was changed', () => {
    const at = { startSeconds: 36_000, startTimecode: '10:00:00:00', reel: 'A001' };
    const { links } = relink(
      [picture('Proxy/harbour wide.mov', at)],
      [raw('A001C003_1_R1.mov', at), raw('B001C003_1_R1.mov', { ...at, reel: 'B001' })],
    );
    expect(links.map(({ original }) => original)).toEqual(['A001C003_1_R1.mov']);
  });

  it('tells what fits several alike, and what fits none', () => {
    const { links, ambiguous, lost } = relink(
      [picture('Proxy/C0001.MP4'), picture('Proxy/C0009.MP4'), picture('card2/Proxy/C0002.MP4')],
      [raw('card1/C0001.MP4'), raw('card2/C0001.MP4'), raw('card1/C0002.MP4'), raw('card2/C0002.MP4')],
    );
    expect(ambiguous).toMatchObject([{ proxy: 'Proxy/C0001.MP4', originals: ['card1/C0001.MP4', 'card2/C0001.MP4'] }]);
    expect(lost).toEqual(['Proxy/C0009.MP4']);
    expect(links).toMatchObject([{ proxy: 'card2/Proxy/C0002.MP4', original: 'card2/C0002.MP4' }]);
  });

  it('what needs a person’s choice is told, until it is made', () => {
    const clips = [
      picture('Proxy/C0001.MP4'),
      picture('Proxy/C0009.MP4'),
      raw('card1/C0001.MP4'),
      raw('card2/C0001.MP4'),
    ];
    expect(sorted(clips).unlinked).toEqual([
      {
        proxy: 'Proxy/C0001.MP4',
        originals: ['card1/C0001.MP4', 'card2/C0001.MP4'],
        reason: expect.stringMatching(/^2 originals fit alike: same name/),
      },
      { proxy: 'Proxy/C0009.MP4', originals: [], reason: 'No original here fits it.' },
    ]);
    const chosen = sorted(clips, [
      { kind: 'relink', proxy: 'Proxy/C0001.MP4', original: 'card2/C0001.MP4' },
      { kind: 'relink', proxy: 'Proxy/C0009.MP4', original: null },
    ]);
    expect(chosen.unlinked).toEqual([]);
    expect(chosen.links).toMatchObject([{ proxy: 'Proxy/C0001.MP4', original: 'card2/C0001.MP4', confidence: 1 }]);
    expect(bin(chosen, 'Proxy/C0009.MP4')).toBe('Unsorted');
  });

  it('two clips are never proxies of each other: both would be gone', () => {
    const day = sorted(
      [picture('A.mov'), picture('B.mov')],
      [
        { kind: 'relink', proxy: 'A.mov', original: 'B.mov' },
        { kind: 'relink', proxy: 'B.mov', original: 'A.mov' },
      ],
    );
    expect(day.links).toMatchObject([{ proxy: 'B.mov', original: 'A.mov' }]);
    expect(bin(day, 'A.mov')).toBe('Unsorted');
  });

  it('a proxy of camera raw stands in its bin as the original, with timecode and slate', () => {
    const note = 'This is REDCODE RAW.';
    const day = sorted([
      raw('A001_C003_0327AB_001.R3D', { slates: [], note }),
      picture('Proxy/A001_C003_0327AB_001.mov', {
        startSeconds: 36_000,
        startTimecode: '10:00:00:00',
        slates: slateInName('12A_T3') ? [slateInName('12A_T3') as NonNullable<ReturnType<typeof slateInName>>] : [],
      }),
    ]);
    expect(bin(day, 'A001_C003_0327AB_001.R3D')).toBe('Scene 12 / 12A / Take 3');
    expect(bin(day, 'Proxy/A001_C003_0327AB_001.mov')).toBeUndefined();
    expect(day.clips[0]).toMatchObject({
      startTimecode: '10:00:00:00',
      originalPath: '/day/A001_C003_0327AB_001.R3D',
      kind: 'raw',
      note,
    });
  });
});
