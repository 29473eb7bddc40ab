import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polyline, runningMean, scriptChart } from '../src/html/charts/script-chart.ts';
import { chartsOf, detailOf, readThroughHtml, sectionsOf, sentenceOf } from '../src/html/index.ts';
import { readThrough } from '../src/index.ts';

const ODD: Readonly<Record<string, string>> = {
  empty: '',
  'a shopping list': 'milk\neggs\n2 kg flour\n',
  'no headings': 'MARA\nHello.\n\nTOM\nHello you.\n'.repeat(30),
  'one scene of 300 pages': `INT. ROOM - DAY\n\n${'MARA\nGo on then.\n\nTOM\nI will not.\n\n'.repeat(4000)}`,
  '2,000 people': `INT. HALL - DAY\n\n${Array.from({ length: 2000 }, (_, n) => `GUEST ${n}\nHere.\n`).join('\n')}`,
  Japanese: '○喫茶店（昼）\n\n@花子\n来ないと思った。\n\n@太郎\nすまない。\n',
  'headings and nothing else': 'INT. A - DAY\n\nEXT. B - NIGHT\n\nINT. C - CONTINUOUS\n\n',
};

describe('charts', () => {
  for (const [name, text] of Object.entries(ODD)) {
    it(`hold numbers only: ${name}`, () => {
      const read = readThrough(text);
      for (const { svg, table } of chartsOf(read)) {
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        for (const row of table.rows) {
          expect(row).toHaveLength(table.head.length);
          for (const cell of row) expect(cell.text).not.toMatch(/NaN|Infinity|undefined/);
        }
      }
      expect(readThroughHtml(read, text)).not.toMatch(/NaN|Infinity|undefined|\[object/);
    });
  }

  it('hold numbers only, whatever the lanes hold', () => {
    const value = fc.option(fc.double(), { nil: undefined });
    const { scenes } = readThrough('INT. A - DAY\n\nOne.\n\nEXT. B - NIGHT\n\nTwo.\n\nINT. C - DAY\n\nThree.\n');
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.boolean(), fc.boolean(), (values, signed, stretch) => {
        const chart = scriptChart({ scenes }, [
          { name: 'Any', method: 'As given.', language: 'any', values, signed, stretch },
        ]);
        expect(chart?.svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });

  it('break a line where a scene has no value', () => {
    expect(polyline([{ x: 0, y: 1 }, undefined, { x: 2, y: 3 }, { x: 4, y: 5 }])).toBe('M0 1M2 3L4 5');
    expect(polyline([])).toBe('M0 0');
    expect(runningMean([1, undefined, 3])).toEqual([2, undefined, 2]);
  });

  it('lead from each scene to its heading, and say the same in a table', () => {
    const text = 'INT. A - DAY\n\nMARA\nOne.\n\nEXT. B - NIGHT\n\nTOM\nTwo.\n';
    const [script] = chartsOf(readThrough(text));
    expect(script?.svg).toContain('data-scene="1"');
    expect(script?.table.rows[1]?.[0]?.from).toBe(text.indexOf('EXT. B'));
    expect(script?.table.rows.map(([scene]) => scene?.text.split(',')[0])).toEqual([
      '1. INT. A - DAY',
      '2. EXT. B - NIGHT',
    ]);
  });
});

describe('while words are written', () => {
  it('drawings of scenes stay as they are, though every offset behind them moves', () => {
    const text = 'INT. A - DAY\n\nMARA\nOne.\n\nEXT. B - NIGHT\n\nTOM\nTwo.\n';
    const presence = (script: string) => chartsOf(readThrough(script)).find(({ id }) => id === 'presence');
    const [before, after] = [presence(text), presence(`\n\n${text}`)];
    expect(after?.svg).toBe(before?.svg);
    expect(after?.table).not.toEqual(before?.table);
  });
});

describe('findings in words', () => {
  const text = 'INT. A - DAY\n\nMARA\nOne two three.\n\nTOM\nTwo.\n\nINT. B - NIGHT\n\nMARA\nThree.\n';

  it('puts errors first and keeps every finding once', () => {
    const { findings } = readThrough(text.replace('TOM', 'TOM(V.0.)'));
    const sections = sectionsOf(findings);
    expect(sections[0]?.area).toBe('continuity');
    const told = sections.flatMap(({ groups }) => groups.flatMap((group) => group.findings.map(({ id }) => id)));
    expect(told.toSorted()).toEqual(findings.map(({ id }) => id).toSorted());
  });

  it('says a sentence, never an object', () => {
    for (const finding of readThrough(text).findings) {
      expect(sentenceOf(finding)).toMatch(/^\p{Lu}|^[\d“]/u);
      expect(sentenceOf(finding)).not.toMatch(/\[object|undefined|NaN/);
      expect(detailOf(finding) ?? '').not.toMatch(/\[object|undefined|NaN/);
    }
    expect(
      sentenceOf({ what: 'who speaks most', value: { name: 'MARA', share: 0.8, next: 'TOM', nextShare: 0.2 } }),
    ).toBe('MARA speaks 80 % of all words, TOM after that 20 %.');
    expect(sentenceOf({ what: 'something new', value: { camelCase: [1, 2.345], none: null } })).toBe(
      'Something new: camel case 1, 2.35',
    );
  });
});
