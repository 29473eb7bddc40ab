import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFdx, readOsf, writeFdx, writeOsf } from '../../src/formats/index.ts';
import { styledScript } from '../../src/formats/script/styled.ts';
import { BOLD, ITALIC, type StyleSpan, UNDERLINE, visibleStyles } from '../../src/formats/script/styles.ts';

/** Runs of whole words, any of them bold, italic or underlined, in an FDX of one paragraph. */
const STYLES = [
  '',
  'Bold',
  'Italic',
  'Underline',
  'Bold+Italic',
  'Bold+Underline',
  'Italic+Underline',
  'Bold+Italic+Underline',
] as const;

type Runs = readonly (readonly [style: string, text: string])[];

function fdxOf(runs: Runs, after = ''): string {
  const texts = runs.map(([style, text]) => `<Text${style === '' ? '' : ` Style="${style}"`}>${text}</Text>`);
  return `<?xml version="1.0"?><FinalDraft DocumentType="Script" Version="5"><Content><Paragraph Type="Action">${texts.join('')}</Paragraph>${after}</Content></FinalDraft>`;
}

const BITS: Readonly<Record<string, number>> = { Bold: BOLD, Italic: ITALIC, Underline: UNDERLINE };

function wantedOf(runs: Runs): readonly StyleSpan[] {
  const text = runs.map(([, own]) => own).join('');
  let from = 0;
  const spans = runs.map(([style, own]): StyleSpan => {
    const to = from + own.length;
    const span = { from, to, style: style.split('+').reduce((sum, name) => sum | (BITS[name] ?? 0), 0) };
    from = to;
    return span;
  });
  return visibleStyles(text, spans);
}

const stylesOf = (fountain: string): readonly StyleSpan[] => styledScript(fountain).elements[0]?.styles ?? [];

describe('emphasis of a paragraph read as Fountain', () => {
  test.each<[string, Runs, string]>([
    [
      'bold around an underline',
      [
        ['Bold', 'Alpha '],
        ['Bold+Underline', 'beta'],
        ['Bold', ' gamma'],
      ],
      '**Alpha _beta_ gamma**',
    ],
    [
      'an asterisk of the text at the end of bold',
      [
        ['Bold', 'Alpha *'],
        ['', ' beta'],
      ],
      '**Alpha \\*** beta',
    ],
    [
      'italic, then both',
      [
        ['Italic', 'Alpha '],
        ['Bold+Italic', 'beta'],
      ],
      '*Alpha **beta***',
    ],
    [
      'both, then italic',
      [
        ['Bold+Italic', 'Alpha'],
        ['Italic', ' beta'],
      ],
      '***Alpha** beta*',
    ],
    [
      'underline around bold',
      [
        ['Underline', 'Alpha '],
        ['Bold+Underline', 'beta'],
        ['Underline', ' gamma'],
      ],
      '_Alpha **beta** gamma_',
    ],
    [
      'one run into the other',
      [
        ['Bold', 'Alpha '],
        ['Bold+Underline', 'beta'],
        ['Underline', ' gamma'],
      ],
      '**Alpha** _**beta** gamma_',
    ],
    [
      'in the middle of a word',
      [
        ['Italic', 'Al'],
        ['Bold+Italic', 'ph'],
        ['Italic', 'a'],
      ],
      '*Al****ph****a*',
    ],
  ])('%s', (_, runs, fountain) => {
    const read = readFdx(fdxOf(runs));
    expect(read.fountain.trim()).toBe(fountain);
    expect(stylesOf(readOsf(writeOsf(read.fountain)).fountain)).toEqual(wantedOf(runs));
  });

  test('keeps all but the run that has no signs', () => {
    const runs: Runs = [
      ['Bold', 'Alpha'],
      ['', ' under'],
      ['Underline', 'li'],
      ['', 'ned '],
      ['Italic', 'gamma'],
    ];
    const { fountain, unmarked } = readFdx(fdxOf(runs));
    expect([fountain.trim(), unmarked]).toEqual(['**Alpha** underlined *gamma*', 1]);
  });

  const words = fc.array(
    fc.tuple(fc.constantFrom(...STYLES), fc.stringMatching(/^[a-z]{1,6}[.,!]?( [a-z]{1,6}){0,2}$/)),
    { minLength: 1, maxLength: 8 },
  );

  test('comes back from FDX by way of Fountain (property)', () => {
    let [drawn, kept] = [0, 0];
    fc.assert(
      fc.property(words, fc.boolean(), (drawnWords, spaceBefore) => {
        const runs: Runs = drawnWords.map(([style, text], index) => {
          const last = index === drawnWords.length - 1;
          return [style, `${spaceBefore && index > 0 ? ' ' : ''}${text}${spaceBefore || last ? '' : ' '}`];
        });
        const { fountain } = readFdx(fdxOf(runs));
        const again = stylesOf(readFdx(writeFdx(fountain)).fountain);
        drawn++;
        if (JSON.stringify(again) === JSON.stringify(wantedOf(runs))) kept++;
      }),
      { numRuns: 1000 },
    );
    expect(kept / drawn).toBeGreaterThanOrEqual(0.99);
  });

  test('stays in the file where another word is changed (property)', () => {
    const anywhere = fc.array(fc.tuple(fc.constantFrom(...STYLES), fc.stringMatching(/^[a-z]{0,3} ?[a-z]{1,3}$/)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(anywhere, (drawn) => {
        const runs: Runs = [...drawn, ['', ' ZZZ']];
        const from = readFdx(fdxOf(runs));
        const written = writeFdx(from.fountain.replace('ZZZ', 'changed'), { from });
        for (const [style, text] of drawn.filter(([, own]) => own !== '')) {
          expect(written).toContain(`<Text${style === '' ? '' : ` Style="${style}"`}>${text}</Text>`);
        }
        expect(written).not.toContain('Style=""');
      }),
      { numRuns: 300 },
    );
  });
});
