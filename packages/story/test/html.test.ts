import { describe, expect, it } from 'vitest';
import { extent } from '../src/html/charts/svg.ts';
import { chartsOf, marksOf, sentenceOf } from '../src/html/index.ts';
import { readThrough, readThroughHtml } from '../src/index.ts';

const report = (text: string): string => readThroughHtml(readThrough(text), text);

describe('the report', () => {
  const text = 'Title: A & B\n\nINT. <KITCHEN> - DAY\n\nMARA "M"\n<script>alert(1)</script> Go.\n\nTOM\nNo.\n';

  it('escapes what the writer wrote', () => {
    const html = report(text);
    expect(html).toContain('<title>A &amp; B: read-through</title>');
    expect(html).toContain('INT. &lt;KITCHEN&gt; - DAY');
    expect(html).toContain('MARA &quot;M&quot;');
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toContain('<script');
  });

  it('leads from each finding to its lines in the script beside it', () => {
    const html = report(text);
    const targets = [...html.matchAll(/href="#(at-\d+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(readThrough(text).findings.length);
    for (const id of targets) expect(html).toContain(`id="${id}"`);
    expect(html).toContain('aria-label="Line 8">8</a></span><span class="said" dir="auto">TOM\nNo.</span>');
  });

  it('loads nothing, runs nothing, and has a light for day and night', () => {
    const html = report(text);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toMatch(/https?:|<link|<img|<script|url\(/);
  });

  it('says so where there is nothing', () => {
    const html = report('');
    expect(html).toContain('Untitled screenplay');
    expect(html).toContain('Not enough to say: no scenes, no speech.');
    expect(html).toContain('There is no scene heading.');
  });

  it('survives lone surrogates and controls', () => {
    const html = report('INT. A\ud800\u0001 - DAY\n\nMARA\n\udc00Hi.\n');
    expect(html.isWellFormed()).toBe(true);
    expect(html).not.toContain('\u0001');
  });
});

describe('sentences', () => {
  it.each([
    [{ what: 'pages', value: 1 }, '1 page, so about a minute.'],
    [{ what: 'pages', value: 120 }, '120 pages, so about as many minutes.'],
    [{ what: 'characters with a single speech', value: ['ANN'] }, '1 person speaks once: ANN.'],
    [{ what: 'characters with a single speech', value: ['ANN', 'BO'] }, '2 people speak once: ANN, BO.'],
    [
      { what: 'scenes inside and outside', value: { interior: 1, exterior: 0, both: 0 } },
      '1 scene is inside, 0 outside.',
    ],
    [
      { what: 'scenes by day and by night', value: { day: 2, night: 1, unknown: 1 } },
      '2 scenes are by day, 1 by night; 1 heading does not say.',
    ],
    [
      { what: 'returns after a long absence', value: { thing: 'key', away: 1 } },
      '“key” returns after 1 scene without it.',
    ],
  ])('count as English does: %o', (finding, said) => {
    expect(sentenceOf(finding)).toBe(said);
  });
});

describe('the extent of a chart', () => {
  it('is found of more values than a call has arguments', () => {
    expect(extent(Array.from({ length: 300_000 }, (_, at) => at % 1000))).toEqual([0, 999]);
  });
});

describe('what a first reader meets', () => {
  it('is English sentences that run as English does, whoever they begin with', () => {
    const html = report('.بيت - نهار\n\n@سلمى\nأين كنت البارحة يا سامي؟\n\n@سامي\nكنت في البحر.\n');
    expect(html).toMatch(/<span dir="ltr">سلمى speaks/);
    expect(html).toContain('No error was found. That is not to say that there is none.');
  });

  it('is no chart of scenes that are all alike', () => {
    const charts = chartsOf(readThrough('INT. A - DAY\n\nRain.\n\nANN\nNo.\n\nBO\nYes.\n\n'.repeat(20)));
    const script = charts.find(({ id }) => id === 'script');
    expect(script?.table.head).not.toContain('Tension');
    expect(script?.svg).not.toContain('to 0.50');
  });

  const chapter =
    'It was late when the carriage stopped, and he, who had always been shy, stepped down to the house. '.repeat(9);

  it('is no read-through of a novel', () => {
    expect(readThrough(`CHAPTER ONE\n\n${chapter}\n\n${chapter}`).findings).toEqual([]);
  });

  it('is nobody who speaks most where all speak as much', () => {
    const { findings } = readThrough('INT. HALL - DAY\n\nANN\nHello there.\n\nBO\nHello there.\n');
    expect(findings.map(({ id }) => id)).not.toContain('lead');
    expect(findings.map(({ id }) => id)).not.toContain('most-speakers');
    expect(sentenceOf({ what: 'dialogue share', value: 0.001 })).toBe('Under 1 % of the words are spoken.');
  });

  it('is why nothing is said of turning points, which no model says', () => {
    const { findings } = readThrough('INT. HALL - DAY\n\nRain.\n');
    const unsaid = findings.find(({ id }) => id === 'turning-points-unsaid');
    expect(unsaid && [sentenceOf(unsaid), marksOf(unsaid)]).toEqual([
      'Where the story turns: not enough to say (under 20 scenes).',
      [],
    ]);
  });
});
