import { describe, expect, it } from 'vitest';
import { briefStems, matches, unmatched } from '../src/brief-words.ts';
import { standsAlone } from '../src/spoken-line.ts';
import { wordsIn } from '../src/words.ts';

const line = (text: string) => standsAlone({ startFrame: 0, endFrame: 50, text, home: 0 } as never, 25);

describe('words of a brief and of lines, in any language', () => {
  it.each([
    ['手紙', '手紙のことは言わなかった。', ['手紙']],
    ['चिट्ठी', 'वह चिट्ठी कहाँ है?', ['चिट्ठी']],
    ['จดหมาย', 'ฉันไม่ได้พูดถึงจดหมาย', ['จดหมาย']],
    ['the letters', 'She never sent the letter.', ['letter']],
    ['café', 'Meet me at the cafe\u0301.', ['café']],
    ['письмо', 'Где письмо?', ['письмо']],
  ])('finds %s', (brief, said, found) => {
    expect(matches(said, briefStems(brief))).toEqual(found);
    expect(unmatched(brief, [said])).toEqual([]);
  });

  it('asks for nothing by grammar alone, in Japanese either', () => {
    expect([...briefStems('手紙のことは')]).toEqual(['手紙']);
    expect([...briefStems('a trailer of the film, please: x')]).toEqual([]);
  });

  it('keeps signs and accents with their word', () => {
    expect(wordsIn('चिट्ठी, don’t')).toEqual(['चिट्ठी', 'don’t']);
  });

  it('lets a line without spaces stand alone as one with spaces does', () => {
    expect(line('誰がそこにいるの？')).toBeCloseTo(line('Who is there now?'));
    expect(line('手紙のことは言わなかった、')).toBeLessThan(line('手紙のことは言わなかった。'));
    expect(line('あ')).toBe(0);
  });
});
