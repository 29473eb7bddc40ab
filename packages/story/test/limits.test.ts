import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../src/html/index.ts';
import { readThrough } from '../src/index.ts';
import { LIMITS } from '../src/limits.ts';

const leftOut = (text: string) => {
  const finding = readThrough(text).findings.find(({ id }) => id === 'left-out');
  return finding && sentenceOf(finding);
};

describe('what there is too much of', () => {
  it('is said to be left out', () => {
    const names = Array.from({ length: LIMITS.names + 1 }, (_, at) => `PERSON ${at}\nHello.\n`);
    expect(leftOut(`INT. HALL - DAY\n\n${names.join('\n')}`)).toBe(
      'Left out, as there is too much to compare: spelling of names (1,001 names, compared up to 1,000).',
    );
    const places = Array.from({ length: LIMITS.places + 1 }, (_, at) => `INT. ROOM ${at} - DAY\n\nRain.\n`);
    expect(leftOut(places.join('\n'))).toContain('spelling of places (601 places, compared up to 600)');
    const speeches = `INT. HALL - DAY\n\n${'MARA\nHello.\n\nTOM\nHello.\n\n'.repeat(LIMITS.speeches / 2 + 1)}`;
    expect(leftOut(speeches)).toContain('voice (20,002 speeches, compared up to 20,000)');
    expect(readThrough(speeches).voice.lines).toEqual([]);
  });

  it('is not in a script for the screen', () => {
    expect(leftOut('INT. HALL - DAY\n\nMARA\nHello.\n')).toBeUndefined();
  });
});
