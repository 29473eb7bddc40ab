import { describe, expect, it } from 'vitest';
import { readFdx, writeFdx } from '../../src/formats/index.ts';

/** All that Final Draft writes into a script, in the small: as in its own files, with more of what nobody knows. */
const FILE = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft xmlns:x="urn:x" DocumentType="Script" Template="No" Version="5" x:kept="yes">
  <!-- by hand -->
  <Content>
    <Paragraph Type="Action"/>
    <Paragraph Number="1A" Type="Scene Heading" x:id="h1">
      <SceneProperties Color="#112233" Length="3/8" Page="1" Title="Start">
        <SceneArcBeats><CharacterArcBeat Name="MARA"/></SceneArcBeats>
        <Summary><Paragraph><Text>She comes home.</Text></Paragraph></Summary>
      </SceneProperties>
      <Text>INT. LAB - DAY</Text>
    </Paragraph>
    <Paragraph Type="Action" x:id="a1">
      <Text>She </Text>
      <Text RevisionID="2" x:run="r">waits</Text>
      <Text> by the </Text>
      <Text TagNumber="7" AdornmentStyle="-1" Style="Bold">red door</Text>
      <Text>.</Text>
      <x:Unknown a="1"><deep/></x:Unknown>
    </Paragraph>
    <x:Between/>
    <Paragraph Alignment="Right" Type="Shot"><Text>CLOSE ON THE DOOR</Text></Paragraph>
    <Paragraph Type="Cast List"><Text>Mara, Jon</Text></Paragraph>
    <Paragraph StartsNewPage="Yes" Type="General">
      <DualDialogue x:dual="1">
        <Paragraph Type="Character" x:id="c1"><Text>MARA</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Yes.</Text></Paragraph>
        <Paragraph Type="Character"><Text>JON (O.S.)</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>No.</Text></Paragraph>
      </DualDialogue>
    </Paragraph>
    <Paragraph Number="2" Type="Scene Heading"><Text>OMITTED</Text>
      <OmittedScene>
        <Paragraph Type="Scene Heading"><Text>EXT. YARD - DAY</Text></Paragraph>
        <Paragraph Type="Action"><Text>Rain.</Text></Paragraph>
      </OmittedScene>
    </Paragraph>
    <Paragraph Alignment="Center" Type="General"><Text Style="Underline+AllCaps">The End</Text></Paragraph>
  </Content>
  <TitlePage><Content>
    <Paragraph Alignment="Center" x:t="1"><Text>THE DOOR</Text></Paragraph>
  </Content></TitlePage>
  <Revisions><Revision Color="#FFFF0000FFFF" ID="2" Mark="*" Name="Pink"/></Revisions>
  <TagData>
    <TagCategories><TagCategory Id="c-5" Name="Props" Number="5"/></TagCategories>
    <TagDefinitions><TagDefinition CatId="c-5" Id="d-1" Label="The door" Number="1"/></TagDefinitions>
    <Tags><Tag Number="7"><DefId>d-1</DefId></Tag></Tags>
  </TagData>
  <ScriptNotes>
    <ScriptNote ID="1" Range="16,27" WriterName="Ada"><Paragraph><Text>Why wait?</Text></Paragraph></ScriptNote>
    <ScriptNote ID="2" Range="43,60" WriterName="Ada"><Paragraph><Text>Closer.</Text></Paragraph></ScriptNote>
  </ScriptNotes>
  <Later><What/></Later>
</FinalDraft>
`;

const script = readFdx(FILE);
const change = (from: string, to: string): string => {
  expect(script.fountain).toContain(from);
  return writeFdx(script.fountain.replace(from, to), { from: script });
};

describe('what is read of a Final Draft file', () => {
  it('is the script', () => {
    expect(script.fountain).toBe(
      `Title: THE DOOR

INT. LAB - DAY #1A#

= She comes home.

She waits by the **red door**. [[Why wait?]]

CLOSE ON THE DOOR [[Closer.]]

Mara, Jon

===

MARA
Yes.

JON (O.S.) ^
No.

OMITTED #2#

/* EXT. YARD - DAY

Rain. */

> _The End_ <
`.replace('OMITTED', '.OMITTED'),
    );
  });

  it('is revisions and tags by the letters that they are about', () => {
    const text = (mark: { element: number; from: number; to: number }): string | undefined =>
      script.document.elements[mark.element]?.text.slice(mark.from, mark.to);
    expect(script.revisions).toEqual([{ id: '2', name: 'Pink', mark: '*', color: '#FFFF0000FFFF' }]);
    expect(script.revised.map((mark) => [text(mark), mark.revision])).toEqual([['waits', 'Pink']]);
    expect(script.tags.map((mark) => [text(mark), mark.label, mark.category])).toEqual([
      ['red door', 'The door', 'Props'],
    ]);
    expect(script.template).toBe(false);
  });

  it('tells a template', () => {
    expect(readFdx(FILE.replace('Template="No"', 'Template="Yes"')).template).toBe(true);
  });
});

describe('a changed script in its old file', () => {
  it('is the file where nothing changed', () => {
    expect(writeFdx(script.fountain, { from: script })).toBe(FILE);
    expect(writeFdx(script.document, { from: script })).toBe(FILE);
  });

  it('keeps revisions, tags and unknown elements of the letters that stay', () => {
    const written = change('She waits by the', 'Mara waits at the');
    expect(written).toContain('<Text>Mara </Text><Text RevisionID="2" x:run="r">waits</Text>');
    expect(written).toContain('<Text TagNumber="7" AdornmentStyle="-1" Style="Bold">red door</Text><Text>.</Text>');
    expect(written).toContain('<x:Unknown a="1"><deep/></x:Unknown>');
    expect(written).toContain('x:id="a1"');
  });

  it('gives new letters in a tag the tag, and letters beside it none', () => {
    expect(change('red door', 'red, red door')).toContain(
      'TagNumber="7" AdornmentStyle="-1" Style="Bold">red, red door<',
    );
    const beside = change('red door**.', 'red door** now.');
    expect(beside).toContain('Style="Bold">red door</Text><Text AdornmentStyle="-1"');
    expect(readFdx(beside).tags).toHaveLength(1);
  });

  it('moves the ranges of notes with their text', () => {
    const written = change('INT. LAB - DAY', 'INT. LAB - NIGHT');
    expect(written).toContain('Range="18,29" WriterName="Ada"');
    expect(written).toContain('Range="45,62"');
    expect(readFdx(written).fountain).toBe(script.fountain.replace('DAY #1A#', 'NIGHT #1A#'));
  });

  it('takes a note out, changes one and adds one', () => {
    expect(change(' [[Why wait?]]', '')).not.toContain('Why wait?');
    expect(change('Why wait?', 'Why?')).toContain('ID="1" Range="16,27" WriterName="Ada"><Paragraph><Text>Why?</Text>');
    const added = change('Mara, Jon', 'Mara, Jon\n\n[[Who else?]]');
    expect(readFdx(added).fountain).toContain('Mara, Jon\n\n[[Who else?]]');
    expect(added).toContain('ID="1" Range="16,27" WriterName="Ada"');
  });

  it('keeps all of a heading whose text changed', () => {
    const written = change('INT. LAB - DAY #1A#', 'INT. LAB - DAY #1B#');
    expect(written.replace('Number="1B"', 'Number="1A"')).toBe(FILE);
  });

  it('changes one line of dual dialogue and leaves the rest', () => {
    expect(change('Yes.', 'Yes!').replace('Yes!', 'Yes.')).toBe(FILE);
  });

  it('changes a synopsis, and removes it', () => {
    expect(change('She comes home.', 'She leaves.').replace('She leaves.', 'She comes home.')).toBe(FILE);
    expect(change('= She comes home.\n\n', '')).toContain(
      '<CharacterArcBeat Name="MARA"/></SceneArcBeats>\n      </SceneProperties>',
    );
  });

  it('adds and removes paragraphs, and what stood between them stays', () => {
    const written = change('CLOSE ON THE DOOR [[Closer.]]\n\nMara, Jon', 'A bell rings.');
    expect(written).not.toContain('CLOSE ON');
    expect(written).toContain('<x:Between/>');
    expect(written).toContain('A bell rings.');
    expect(readFdx(written).fountain).toContain('door**. [[Why wait?]]\n\nA bell rings.\n\n===');
  });

  it('adds a page break and removes one', () => {
    expect(change('Mara, Jon', '===\n\nMara, Jon')).toContain('<Paragraph Type="Cast List" StartsNewPage="Yes">');
    expect(change('===\n\n', '').replace('StartsNewPage="No"', 'StartsNewPage="Yes"')).toBe(FILE);
  });

  it('keeps the words of a style that Fountain does not have', () => {
    expect(change('> _The End_ <', '> **The End** <')).toContain('<Text Style="Bold+AllCaps">The End</Text>');
  });

  it('changes the title page line by line', () => {
    const written = change('Title: THE DOOR', 'Title: THE DOOR\nAuthor: Ada');
    expect(written).toContain('<Paragraph Alignment="Center" x:t="1"><Text>THE DOOR</Text></Paragraph>');
    expect(readFdx(written).titlePage.map(({ key, value }) => [key, value])).toEqual([
      ['Title', 'THE DOOR'],
      ['Author', 'Ada'],
    ]);
  });
});
