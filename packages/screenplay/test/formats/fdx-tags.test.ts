import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FdxTag, readFdx, writeFdx, writeFdxTags } from '../../src/formats/index.ts';

const FDX = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Type="Scene Heading"><Text>INT. GARAGE - DAY</Text></Paragraph>
    <Paragraph Type="Action">
      <Text>Steel picks up the </Text><Text TagNumber="4" Style="Bold" Font="Courier">beer &amp; phone</Text><Text>.</Text>
    </Paragraph>
  </Content>
  <TagData>
    <TagCategories>
      <TagCategory Color="#1" Id="p" Name="Props" Number="5" Style="Bold"/>
      <TagCategory Color="#2" Id="m" Name="Mine" Number="40" Style="Bold"/>
    </TagCategories>
    <TagDefinitions><TagDefinition CatId="p" Id="d" Label="beer" Number="1"/></TagDefinitions>
    <Tags><Tag Number="4"><DefId>d</DefId></Tag></Tags>
  </TagData>
  <Unknown kept="yes"/>
</FinalDraft>
`;

describe('tags of an FDX file', () => {
  it('go in: the words, the label and the category', () => {
    const { tags, document } = readFdx(FDX);
    expect(tags).toEqual([{ element: 1, from: 19, to: 31, label: 'beer', category: 'Props' }]);
    expect(document.elements[1]?.text.slice(19, 31)).toBe('beer & phone');
  });

  it('go out: runs are cut where tags begin and end; known ids, styles and all else stay', () => {
    const script = readFdx(FDX);
    const tags: FdxTag[] = [
      { element: 1, from: 0, to: 5, label: 'STEEL', category: 'Cast' },
      { element: 1, from: 19, to: 23, label: 'beer', category: 'Props' },
      { element: 1, from: 26, to: 31, label: 'phone', category: 'Props' },
    ];
    const { xml, leftOut } = writeFdxTags(script, tags);
    expect(leftOut).toEqual([]);
    const again = readFdx(xml);
    expect(again.tags).toEqual(tags);
    expect(again.fountain).toBe(script.fountain);
    expect(xml).toContain('<Text TagNumber="1">Steel</Text><Text> picks up the </Text>');
    expect(xml).toContain('<Text TagNumber="2" Style="Bold" Font="Courier">beer</Text>');
    expect(xml).toContain('<TagDefinition CatId="p" Id="d" Label="beer"');
    expect(xml).toContain('Name="Mine"');
    expect(xml).toContain('<Unknown kept="yes"/>');
    expect(writeFdxTags(again, again.tags).xml).toBe(xml);
  });

  it('go away when none is given, and nothing else changes', () => {
    const { xml } = writeFdxTags(readFdx(FDX), []);
    expect(xml).not.toContain('TagNumber');
    expect(readFdx(xml).tags).toEqual([]);
    expect(readFdx(xml).fountain).toBe(readFdx(FDX).fountain);
  });

  it('a file without any gets its categories as Final Draft numbers them; what has no place is said', () => {
    const fresh = readFdx(writeFdx(readFdx(FDX).document));
    const on: FdxTag = { element: 1, from: 0, to: 5, label: 'STEEL', category: 'Cast' };
    const over: FdxTag = { element: 1, from: 2, to: 9, label: 'eel', category: 'Animals' };
    const beyond: FdxTag = { element: 9, from: 0, to: 3, label: 'x', category: 'Props' };
    const { xml, leftOut } = writeFdxTags(fresh, [on, over, beyond]);
    expect(leftOut).toEqual([over, beyond]);
    expect(readFdx(xml).tags).toEqual([on]);
    expect(xml).toContain('Id="01fc9642-84ff-4366-b37c-a3068dee57e8" Name="Cast" Number="1"');
  });

  it('whatever is tagged comes back', () => {
    const span = fc.record({
      at: fc.nat(30),
      length: fc.integer({ min: 1, max: 9 }),
      label: fc.string({ minLength: 1, maxLength: 8 }).map((label) => label.replace(/\p{C}/gu, '_')),
      category: fc.constantFrom('Props', 'Cast', 'Mine', 'Own & new'),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), (spans) => {
        const tags = spans.map(
          ({ at, length, label, category }): FdxTag => ({
            element: 1,
            from: at,
            to: Math.min(at + length, 32),
            label,
            category,
          }),
        );
        const { xml, leftOut } = writeFdxTags(readFdx(FDX), tags);
        const written = tags.filter((tag) => !leftOut.includes(tag));
        const letters = (list: readonly FdxTag[]): string[] =>
          list.flatMap(({ from, to, label, category }) =>
            Array.from({ length: to - from }, (_, index) => `${from + index} ${category} ${label}`),
          );
        expect(letters(readFdx(xml).tags).sort()).toEqual(letters(written).sort());
      }),
    );
  });
});
