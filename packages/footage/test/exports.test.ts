import { describe, expect, it } from 'vitest';
import { loudnessBetween } from '../src/detectors/loudness.ts';
import { FrameTimes } from '../src/frame-times.ts';
import { logCsv, logHtml, validateShotLog } from '../src/index.ts';
import type { ShotLog } from '../src/shot-log.ts';
import { sampleLog } from './sample-log.ts';

const spoken = [
  { startFrame: 10, endFrame: 30, text: '=SUM(A1), he said "no",\nand left' },
  { startFrame: 60, endFrame: 80, text: '<script>alert(1)</script>' },
];

describe('exports of a log', () => {
  it('writes CSV that a spreadsheet reads as text, one shot a row', () => {
    const csv = logCsv(sampleLog(3, 50, spoken));
    const [head, first] = csv.split('\r\n');
    // Its byte-order mark, without which Excel takes the letters for others.
    expect(head).toMatch(/^\uFEFFshot,start frame,end frame,start,end,/);
    expect(first).toMatch(/^s0001,0,50,0:00:00\.000,0:00:02\.000,00:00:00:00,00:00:02:00,50,none,0,0,0\.9,25,/);
    expect(csv).toContain(`"'=SUM(A1), he said ""no"",\nand left"`);
    expect(csv.endsWith('\r\n')).toBe(true);
  });

  it('has the timecode, reel and path that the film is found again by', () => {
    const log = sampleLog(2, 50);
    const rate = { num: 30_000, den: 1001 };
    const media = { ...log.media, frameRate: rate, startTimecode: '00:59:58;10', dropFrame: true, reel: 'A001' };
    const [head, , second] = logCsv({ ...log, media }).split('\r\n');
    const cell = (name: string) => second?.split(',')[head?.split(',').indexOf(name) ?? -1];
    expect(cell('timecode in')).toBe('01:00:00;00');
    expect(cell('timecode out')).toBe('01:00:01;20');
    expect(cell('reel')).toBe('A001');
    expect(cell('drop-frame')).toBe('true');
    expect(second).toContain('"/films/a ""film"" <b>.mp4"');
    const html = logHtml({ ...log, media }, new Map());
    expect(html).toContain('<time>01:00:00;00</time>');
    expect(html).toContain('from 00:59:58;10 drop-frame · reel A001 · /films/a');
    // What an editing program counts to, where frames are not all as long.
    const varies = logCsv({ ...log, media: { ...media, variableFrameRate: true } }).split('\r\n')[2];
    expect(varies).toContain(',01:00:00;10,01:00:02;10,');
    expect(logCsv({ ...log, media: { ...log.media, frameRate: { num: 1, den: 4 } } })).toContain(',0:00:02.000,,,50,');
  });

  it('lets no line run as a formula, in whatever way it begins like one', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '＋1']) {
      const csv = logCsv(sampleLog(1, 50, [{ startFrame: 1, endFrame: 30, text }]));
      expect(csv.split('\r\n')[1], JSON.stringify(text)).toMatch(/,'[^,]*$/);
    }
  });

  it('writes one HTML file in which nothing of the film can act', () => {
    const log = sampleLog(3, 50, spoken);
    const hostile = {
      ...log,
      barcode: ['"/><script>'],
      shots: log.shots.map((shot) => ({ ...shot, palette: [{ colour: 'red;background:url(//x)', share: 1 }] })),
    };
    const html = logHtml(hostile, new Map([['s0002', Uint8Array.of(255, 216, 255)]]));
    expect(html).not.toMatch(/<script/i);
    expect(html).not.toContain('url(');
    expect(html).toContain('a &quot;film&quot; &lt;b&gt;.mp4');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html.match(/<li /g)).toHaveLength(3);
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toContain('src="data:image/jpeg;base64,/9j/"');
    expect(html).not.toMatch(/https?:/);
  });
});

/** A log with everything that a picture can be said of. */
function fullLog() {
  const log = sampleLog(4, 50, spoken.slice(0, 1));
  const camera = { movement: 'pan', confidence: 0.91, pan: -0.123, tilt: 0, zoom: 0, roll: 0, shake: 0.0001 } as const;
  const scale = { size: 'close-up', confidence: 0.6, by: 'faces' } as const;
  return {
    ...log,
    shots: log.shots.map((shot) => (shot.index === 1 ? { ...shot, warmth: 0.2, camera, scale } : shot)),
    scenes: [
      { index: 0, firstShot: 0, lastShot: 1, startFrame: 0, endFrame: 100, confidence: 1 },
      { index: 1, firstShot: 2, lastShot: 3, startFrame: 100, endFrame: 200, confidence: 0.7 },
    ],
    faults: [
      { kind: 'duplicate', startFrame: 3, endFrame: 199, confidence: 0.9, every: 25 },
      { kind: 'soft', startFrame: 100, endFrame: 150, confidence: 0.5 },
      { kind: 'black', startFrame: 160, endFrame: 161, confidence: 0.95 },
    ],
  } as const satisfies ShotLog;
}

describe('what the picture says, in exports', () => {
  it('is in the table, a column each', () => {
    const rows = logCsv(fullLog())
      .split('\r\n')
      .map((row) => row.split(','));
    const cell = (row: number, name: string) => rows[row]?.[rows[0]?.indexOf(name) ?? -1];
    expect(['scene', 'camera', 'pan widths/s', 'size', 'warmth', 'faults'].map((name) => cell(2, name))).toEqual([
      '1',
      'pan',
      '-0.123',
      'close-up',
      '0.2',
      'duplicate',
    ]);
    expect(cell(3, 'camera')).toBe('');
    expect(cell(3, 'faults')).toBe('duplicate soft');
  });

  it('is on the contact sheet, by scene, with how sure it is', () => {
    const html = logHtml(fullLog(), new Map());
    expect(html.match(/<section /g)).toHaveLength(2);
    expect(html).toContain('4 shots in 2 scenes');
    expect(html).toContain('begins here: likely (0.70)');
    expect(html).toMatch(/pan left.*12 % of the width a second.*very likely \(0\.91\)/);
    expect(html).toMatch(/close-up.*by faces/);
    expect(html).toContain('one frame in 25 comes twice');
    expect(html).toContain('black, 1 frame');
    expect(html).toContain('aria-label="Colour script');
  });
});

describe('reading a log back', () => {
  it('takes what was written', () => {
    const log = sampleLog(4, 30, spoken.slice(0, 1));
    expect(validateShotLog(JSON.parse(JSON.stringify(log)))).toEqual(log);
  });

  it('takes what a picture says, and names what of it is wrong', () => {
    const log = fullLog();
    expect(validateShotLog(JSON.parse(JSON.stringify(log)))).toEqual(log);
    const [first, second] = [log.scenes[0], log.scenes[1]];
    const shots = (more: object): unknown => ({ ...log, shots: log.shots.map((shot) => ({ ...shot, ...more })) });
    const broken: readonly [unknown, string][] = [
      [shots({ warmth: 2 }), 'shots[0].warmth'],
      [shots({ camera: { ...log.shots[1]?.camera, movement: 'crab' } }), 'shots[0].camera.movement'],
      [shots({ camera: { movement: 'pan', confidence: 1, shake: 0 } }), 'shots[0].camera.pan'],
      [shots({ scale: { size: 'huge', confidence: 1, by: 'faces' } }), 'shots[0].scale.size'],
      [{ ...log, scenes: [first] }, 'scenes'],
      [{ ...log, scenes: [first, { ...second, firstShot: 3 }] }, 'scenes[1].firstShot'],
      [{ ...log, scenes: [first, { ...second, lastShot: 9 }] }, 'scenes[1].lastShot'],
      [{ ...log, faults: [{ ...log.faults[0], kind: 'ugly' }] }, 'faults[0].kind'],
      [{ ...log, faults: [{ ...log.faults[0], every: 0 }] }, 'faults[0].every'],
      [{ ...log, faults: [{ ...log.faults[1], endFrame: 100 }] }, 'faults[0].endFrame'],
    ];
    for (const [value, place] of broken) {
      expect(() => validateShotLog(value), place).toThrow(expect.objectContaining({ code: 'input', place }));
    }
  });

  it('names the place that is wrong', () => {
    const log = sampleLog(3, 30, spoken.slice(0, 1));
    const broken: readonly [unknown, string][] = [
      [null, 'the document'],
      [[], 'the document'],
      [{ ...log, format: 'second-unit/log@2' }, 'format'],
      [{ ...log, media: { ...log.media, timeBase: { num: 1, den: 0 } } }, 'media.timeBase.den'],
      [{ ...log, shots: [{ ...log.shots[0], endFrame: 0 }] }, 'shots[0].endFrame'],
      [{ ...log, shots: [log.shots[1], log.shots[0]] }, 'shots[0].index'],
      [{ ...log, shots: [log.shots[0], { ...log.shots[1], startFrame: 29 }] }, 'shots[1].startFrame'],
      [{ ...log, shots: [{ ...log.shots[0], keyFrame: 30 }] }, 'shots[0].keyFrame'],
      [{ ...log, shots: [{ ...log.shots[0], brightness: Number.NaN }] }, 'shots[0].brightness'],
      [
        { ...log, shots: [{ ...log.shots[0], transitionIn: { type: 'zoom', startFrame: 0, endFrame: 0 } }] },
        'shots[0].transitionIn.type',
      ],
      [{ ...log, shots: [{ ...log.shots[0], palette: [{ colour: 'red', share: 1 }] }] }, 'shots[0].palette[0].colour'],
      [{ ...log, shots: [{ ...log.shots[0], lines: [7] }] }, 'shots[0].lines'],
      [{ ...log, subtitles: [{ startFrame: 3, endFrame: 2, text: '' }] }, 'subtitles[0].endFrame'],
      [{ ...log, barcode: 'none' }, 'barcode'],
    ];
    for (const [value, place] of broken) {
      let thrown: unknown;
      try {
        validateShotLog(value);
      } catch (error) {
        thrown = error;
      }
      expect(thrown, place).toMatchObject({ code: 'input', place });
    }
  });
});

describe('times and loudness', () => {
  it('finds frames by seconds, also where their rate changes', () => {
    const times = new FrameTimes({ num: 1, den: 100 });
    const pushed = [7n, 11n, 15n, 27n, 37n].map((pts) => times.push(pts));
    expect(pushed).toEqual([0, 0.04, 0.08, 0.2, 0.3]);
    expect([0, 0.05, 0.19, 0.2, 9].map((second) => times.during(second))).toEqual([0, 1, 2, 3, 4]);
    expect([0, 0.04, 0.05, 0.3, 0.31].map((second) => times.from(second))).toEqual([0, 1, 2, 4, 5]);
    expect(times.at(5)).toBeCloseTo(0.4);
  });

  it('averages energy, not decibels, and answers nothing for silence', () => {
    const momentary = { step: 0.1, values: [-70, -70, -20, -30, -70] };
    expect(loudnessBetween(momentary, 0.2, 0.4)).toBeCloseTo(10 * Math.log10((0.01 + 0.001) / 2), 6);
    expect(loudnessBetween(momentary, 0, 0.2)).toBeUndefined();
    expect(loudnessBetween(momentary, 5, 6)).toBeUndefined();
  });
});
