import { describe, expect, it } from 'vitest';
import { loudnessBetween } from '../src/detectors/loudness.ts';
import { FrameTimes } from '../src/frame-times.ts';
import { logCsv, logHtml, validateShotLog } from '../src/index.ts';
import { sampleLog } from './sample-log.ts';

const spoken = [
  { startFrame: 10, endFrame: 30, text: '=SUM(A1), he said "no",\nand left' },
  { startFrame: 60, endFrame: 80, text: '<script>alert(1)</script>' },
];

describe('exports of a log', () => {
  it('writes CSV that a spreadsheet reads as text, one shot a row', () => {
    const csv = logCsv(sampleLog(3, 50, spoken));
    const [head, first] = csv.split('\r\n');
    expect(head).toMatch(/^shot,start frame,end frame,start,end,/);
    expect(first).toMatch(/^s0001,0,50,0:00:00\.000,0:00:02\.000,50,none,0,0,0\.9,25,/);
    expect(csv).toContain(`"'=SUM(A1), he said ""no"",\nand left"`);
    expect(csv.endsWith('\r\n')).toBe(true);
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

describe('reading a log back', () => {
  it('takes what was written', () => {
    const log = sampleLog(4, 30, spoken.slice(0, 1));
    expect(validateShotLog(JSON.parse(JSON.stringify(log)))).toEqual(log);
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
