import { describe, expect, it } from 'vitest';
import { readFdx } from '../src/formats/index.ts';
import { edit, fromDocument, parse, print, toDocument } from '../src/index.ts';

/** Shapes on which parsers that look again for what they did not find take quadratic time. */
const SHAPES: readonly [name: string, unit: string][] = [
  ['plain prose on one line', 'word '],
  ['opening notes', '[['],
  ['opening notes, one a line', '[[\n'],
  ['opening notes, joined by two spaces', '[[ a\n  \n'],
  ['opening boneyards', '/*'],
  ['opening boneyards, one a line', '/* \n'],
  ['opening boneyards in opening notes', '[[/*'],
  ['closing signs', ']]*/'],
  ['slashed stars', '/*/'],
  ['stars', '*'],
  ['opening stars', ' *a'],
  ['closing stars', 'a* '],
  ['stars and underscores across each other', '*a _b* c_ '],
  ['opening underscores, closing stars', ' _a b* '],
  ['nesting without end', '_a *b '],
  ['backslashes', '\\'],
  ['escapes', '\\*'],
  ['parentheses', '('],
  ['closing parentheses', ')'],
  ['extensions', '(X) '],
  ['carets', '^'],
  ['number signs', '#'],
  ['equals signs', '='],
  ['dashes', '- '],
  ['spaces', ' '],
  ['lines of spaces', '   \n'],
  ['empty lines', '\n'],
  ['cues without speech', 'MARA\n\n'],
  ['cues over notes', 'MARA\n[[x]]\n'],
  ['notes in a row', '[[x]]\n'],
  ['notes in a line', 'word [[note]] '],
  ['capitals', 'A'],
  ['letters beyond the first plane', '𝕏'],
  ['lone surrogates', '\ud800'],
  ['carriage returns', '\r'],
  ['keys', 'a: b\n'],
  ['headings without an empty line', 'INT. A\n'],
  ['dashes in a heading', 'INT. - '],
];

/** The best of two runs, in milliseconds of processor time: other programs do not count. */
function time(work: () => void): number {
  let best = Infinity;
  for (let run = 0; run < 2; run++) {
    const start = process.cpuUsage();
    work();
    best = Math.min(best, process.cpuUsage(start).user / 1000);
  }
  return best;
}

describe('time grows with the length', () => {
  it.each(SHAPES)('%s', (_name, unit) => {
    const small = unit.repeat(Math.ceil(50_000 / unit.length));
    const large = unit.repeat(Math.ceil(500_000 / unit.length));
    time(() => toDocument(parse(small)));
    const fast = time(() => toDocument(parse(small)));
    const slow = time(() => toDocument(parse(large)));
    // Quadratic time would take a hundred times as long. The allowance is for the collector.
    expect(slow).toBeLessThan(Math.max(fast * 40, 200));
    expect(print(parse(large))).toBe(large);
  });

  it.each(['*', '_', '_*', '[[', '/*', '('])('a word within ever so many %s has no stack overflow', (sign) => {
    const text = `${sign.repeat(200_000)}word${[...sign].reverse().join('').repeat(200_000)}`;
    expect(print(parse(text))).toBe(text);
    expect(JSON.stringify(toDocument(parse(text)))).toContain('word');
  });

  it('a speech of a hundred thousand paragraphs in FDX', () => {
    const file = (count: number): string =>
      `<FinalDraft><Content><Paragraph Type="Character"><Text>A</Text></Paragraph>${'<Paragraph Type="Dialogue"><Text>x</Text></Paragraph><Paragraph Type="Dialogue"/>'.repeat(count)}</Content></FinalDraft>`;
    const [small, large] = [file(5_000), file(50_000)];
    time(() => readFdx(small));
    expect(time(() => readFdx(large))).toBeLessThan(Math.max(time(() => readFdx(small)) * 40, 400));
  });

  it('a paragraph of two hundred thousand runs in FDX, and a speech with as many notes, have no stack overflow', () => {
    const runs = '<Text Style="Bold">a</Text><Text>b</Text>'.repeat(100_000);
    const file = `<FinalDraft><Content><Paragraph Type="Action">${runs}</Paragraph></Content></FinalDraft>`;
    expect(readFdx(file).document.elements[0]?.text.length).toBe(200_000);
    const notes = toDocument(parse(`MARA\nHi.\n${'[[x]]\n'.repeat(200_000)}`));
    expect(toDocument(parse(fromDocument(notes))).elements.length).toBe(notes.elements.length);
  });

  it('a change in one line of a million characters', () => {
    const text = `MARA\n${'word *a* [[n]] '.repeat(70_000)}\n\nEND`;
    const tree = parse(text);
    const edited = edit(tree, { from: 500_000, to: 500_000, insert: 'x' });
    expect(edited.length).toBe(text.length + 1);
  });
});
