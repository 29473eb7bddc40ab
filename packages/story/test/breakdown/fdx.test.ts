import { parse, toDocument } from '@second-unit/screenplay';
import { readFdx, writeFdx, writeFdxTags } from '@second-unit/screenplay/formats';
import { describe, expect, it } from 'vitest';
import { correctionsOfFdx, fdxTagsOf, readThrough } from '../../src/index.ts';
import { breakdownLexicon } from '../../src/node/index.ts';

const lexicon = await breakdownLexicon();
const TEXT = `INT. CAR - DAY

Ann holds a *silver* pistol & a letter. The pistol shines.

ANN
Drive.

INT. CAR - DAY

A dog barks at Ann.
`;

describe('a breakdown as FDX tags', () => {
  const { breakdown } = readThrough(TEXT, { lexicon });
  const document = toDocument(parse(TEXT));
  const tags = fdxTagsOf(breakdown, document.elements, TEXT);
  const { xml, leftOut } = writeFdxTags(readFdx(writeFdx(document)), tags);
  const back = readFdx(xml);

  it('goes out under Final Draft’s names, on the words', () => {
    expect(leftOut).toEqual([]);
    const words = back.tags.map(
      ({ element, from, to, label, category }) =>
        `${category}: ${label} = ${back.document.elements[element]?.text.slice(from, to)}`,
    );
    expect(words).toContain('Props: pistol = silver pistol');
    expect(words).toContain('Vehicles: car = CAR');
    expect(words).toContain('Cast: ANN = ANN');
    expect(words).toContain('Animals: dog = dog');
  });

  it('comes back as corrections, which name every element in its scene again', () => {
    const corrections = correctionsOfFdx(back.tags, back.document.elements);
    const again = readThrough(TEXT, { corrections }).breakdown;
    expect(again.elements).toEqual(breakdown.elements);
  });

  it('categories of the file’s own stay out, finer ones are ours', () => {
    const [first] = back.tags;
    const tagged = (category: string) =>
      correctionsOfFdx([{ ...(first as NonNullable<typeof first>), category }], back.document.elements);
    expect(tagged('Security')).toEqual([]);
    expect(tagged('Visual Effects')).toMatchObject([{ kind: 'add', category: 'effects' }]);
  });
});
