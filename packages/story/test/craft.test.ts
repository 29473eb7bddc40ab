import { describe, expect, it } from 'vitest';
import { readThrough } from '../src/index.ts';

const PROSE =
  'INT. HALL - DAY\n\nShe looks at him, and the others are in the room with her. He was not what they have heard of.';
const notes = (action: string, kind: string): string[] => {
  const text = `${PROSE}\n\n${action}\n`;
  return readThrough(text)
    .findings.filter((one) => one.area === 'craft' && one.id.startsWith(`${kind}-`))
    .map(({ evidence: [first] }) => (first?.kind === 'script' ? text.slice(first.from, first.to) : ''));
};

describe('craft asks', () => {
  it('in questions', () => {
    const { findings } = readThrough(`${PROSE}\n\nCLOSE ON Mara. She is surprised by it. She has always been shy.\n`);
    const craft = findings.filter(({ area }) => area === 'craft');
    expect(craft.map(({ id }) => id)).toEqual(['camera-1', 'passive-1', 'unfilmable-1']);
    for (const { what } of craft) expect(what).toMatch(/\?$/u);
  });

  it.each([
    ['We PUSH IN on the door.', ['We PUSH IN on']],
    ['We slowly pull back.', ['We slowly pull back']],
    ['CLOSE ON her eyes.', ['CLOSE ON']],
    ['He walks INTO FRAME.', ['walks INTO FRAME']],
    ['ON WILL AND SANDRA', ['ON WILL AND SANDRA']],
    ['The camera follows her.', ['The camera follows']],
    ['We see a door. We hear a bell. We pass a sign.', []],
    ['Josephine gets her camera. He pushes past her.', []],
    ['ON STAGE', []],
  ])('camera: %s', (action, found) => {
    expect(notes(action, 'camera')).toEqual(found);
  });

  it.each([
    ['Norther is joined by a dog.', ['is joined by']],
    ['A shot is heard.', ['is heard']],
    ['The car is parked by the road.', []],
    ['The street is lit by candles.', []],
    ['The table is covered with books.', []],
    ['She is taken aback by it.', []],
  ])('passive: %s', (action, found) => {
    expect(notes(action, 'passive')).toEqual(found);
  });

  it.each([
    ['She has always been shy.', 1],
    ['He didn’t mean it.', 1],
    ['She knows he is lying.', 1],
    ['Those of us in the audience will guess.', 1],
    ['The trees are where they’ve always been.', 0],
    ['Does he know this woman?', 0],
    ['She looks like she’s been dead for years.', 0],
    ['She smiles. He waits at the door.', 0],
  ])('unfilmable: %s', (action, count) => {
    expect(notes(action, 'unfilmable')).toHaveLength(count);
  });

  it('a block of more than five printed lines, in any language', () => {
    const line = 'Elle marche dans la rue et regarde les vitrines des magasins '; // 61 columns
    const long = (times: number): number =>
      readThrough(`INT. RUE - JOUR\n\n${line.repeat(times)}`).findings.filter(({ id }) => id.startsWith('long-block'))
        .length;
    expect([long(5), long(6)]).toEqual([0, 1]);
  });

  it.each([
    ['bytes', '\u0001\u0002\ufffdq\u0010z '.repeat(200)],
    ['an encoded file', `${'QmFzZTY0IGlzIG5vdCBhIHNjcmVlbnBsYXku'.repeat(40)}`],
    ['figures', '12.50 17 8/3 2026-11-22 99.1 4711 '.repeat(40)],
  ])('no block of %s', (_, text) => {
    expect(readThrough(`INT. HALL - DAY\n\n${text}`).findings.filter(({ id }) => id.startsWith('long-block'))).toEqual(
      [],
    );
  });
});
