import { describe, expect, it } from 'vitest';
import { type CastMember, readThrough } from '../src/index.ts';

function member(text: string, name: string): CastMember {
  const found = readThrough(text).cast.members.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const names = (text: string): string[] => readThrough(text).cast.members.map(({ name }) => name);

const speech = (name: string, line = 'Well.'): string => `${name}\n${line}\n\n`;

describe('people behind the cues', () => {
  it('merges a name with the longer one of which it is part, and says why', () => {
    const text = `INT. A\n\n${speech('EDWARD BLOOM', 'One two three.')}INT. B\n\n${speech('EDWARD')}`;
    const { aliases, speeches, words } = member(text, 'EDWARD BLOOM');
    expect(aliases.map(({ cue }) => cue)).toEqual(['EDWARD']);
    expect(aliases[0]?.reason).toContain('EDWARD BLOOM');
    expect([speeches, words]).toEqual([2, 4]);
    expect(readThrough(text).findings.some(({ what }) => what === 'two cues taken for one person')).toBe(true);
  });

  it.each([
    ['who speak in one scene', `INT. A\n\n${speech('EDWARD BLOOM')}${speech('EDWARD')}`],
    [
      'where two longer names would do',
      `INT. A\n\n${speech('ANNA HILL')}${speech('ANNA BERG')}INT. B\n\n${speech('ANNA')}`,
    ],
    ['of other ages', `INT. A\n\n${speech('WILL')}INT. B\n\n${speech('YOUNG WILL')}`],
    ['with numbers', `INT. A\n\n${speech('GUARD')}INT. B\n\n${speech('GUARD #2')}`],
    [
      'whose words are common nouns',
      `INT. A\n\nA woman waits.\n\n${speech('SOPHISTICATED WOMAN')}INT. B\n\n${speech('WOMAN')}`,
    ],
  ])('keeps apart those %s', (_, text) => {
    expect(readThrough(text).cast.members.every(({ aliases }) => aliases.length === 0)).toBe(true);
  });

  it('knows another age of a person, and the voice', () => {
    const text = `INT. A\n\n${speech('WILL')}INT. B\n\n${speech('YOUNG WILL')}INT. C\n\n${speech("WILL'S VOICE")}`;
    expect(member(text, 'YOUNG WILL').versionOf).toBe('WILL');
    expect(member(text, 'WILL').aliases.map(({ cue }) => cue)).toEqual(["WILL'S VOICE"]);
  });

  it('counts a speech of two for both', () => {
    const text = `INT. A\n\n${speech('ANNA', 'One.')}${speech('BO', 'Two.')}${speech('ANNA AND BO', 'Three four.')}`;
    expect(names(text)).toEqual(['ANNA', 'BO']);
    expect(member(text, 'ANNA').words).toBe(3);
    expect(member(text, 'BO').words).toBe(3);
  });
});

describe('where action and dialogue name people', () => {
  it('not where a note or a cut names them', () => {
    const cut = `INT. A\n\nBob sits. /* Ann runs. */ Bob waits.\n\n${speech('BOB', 'You [[Ann]] there.')}INT. B\n\n${speech('ANN')}`;
    const { presence, spokenOf } = member(cut, 'ANN');
    expect(presence.map(({ scene, named }) => [scene, named])).toEqual([[1, 0]]);
    expect(spokenOf).toEqual([]);
  });

  const text = [
    'INT. A',
    'Will looks up. He will go. Will he? It is for Will. Slowly, WILL turns.',
    'ANNA\nWill, come. Will you?',
    'WILL\nI am Will.',
  ].join('\n\n');

  it('finds a name that is also a word only where it is the name', () => {
    const will = member(text, 'WILL');
    expect(will.presence).toEqual([{ scene: 0, speeches: 1, words: 3, named: 3, acts: 2 }]);
    expect(will.verbs.map(({ verb }) => verb)).toEqual(['looks', 'turns']);
    const [looks] = will.verbs;
    expect(looks?.evidence.map(({ from, to }) => text.slice(from, to))).toEqual(['Will looks']);
  });

  it('is spoken of by others only', () => {
    const bo = `INT. A\n\nANNA\nWhere is Bo?\n\nBO\nBo is here.\n`;
    expect(member(bo, 'BO').spokenOf.map(({ from, to }) => bo.slice(from, to))).toEqual(['Bo']);
  });

  it('finds names in scripts without capitals', () => {
    const japanese = '○居酒屋・中（夜）\n\n太郎が座る。\n\n@太郎\nはい。\n\n@花子\n太郎さん。\n';
    expect(member(japanese, '太郎').presence[0]?.named).toBe(1);
    expect(member(japanese, '太郎').spokenOf).toHaveLength(1);
  });
});

describe('what the writer calls them', () => {
  it.each([
    ['a cue', `INT. A\n\n${speech('OLD WOMAN')}`, 'OLD WOMAN', 'woman'],
    ['an introduction', `INT. A\n\nMARA, a tired woman of 40, waits.\n\n${speech('MARA')}`, 'MARA', 'woman'],
    ['an introduction after emphasis', `INT. A\n\n*Soft* light. **JO**, a man, waits.\n\n${speech('JO')}`, 'JO', 'man'],
    ['brackets', `INT. A\n\nJO (30s, male) waits.\n\n${speech('JO')}`, 'JO', 'man'],
  ])('is read from %s', (_, text, name, gender) => {
    expect(member(text, name).attributes[0]?.gender).toBe(gender);
  });

  it.each([
    ['a name', `INT. A\n\nMARA waits.\n\n${speech('MARA')}`],
    ['somebody beside', `INT. A\n\nMARA, with her father, waits.\n\n${speech('MARA')}`],
    ['whose somebody is', `INT. A\n\nMARA, the boy's teacher, waits.\n\n${speech('MARA')}`],
  ])('is not guessed from %s', (_, text) => {
    expect(member(text, 'MARA').attributes).toEqual([]);
  });

  it('checks for talk between women that is not of a man', () => {
    const intro = 'INT. A\n\nMARA, a woman of 40. JUNE, a girl of 9.\n\n';
    const bechdel = (text: string): unknown =>
      readThrough(`${intro}${text}`).findings.find(({ id }) => id === 'bechdel')?.value;
    expect(bechdel(`${speech('MARA', 'It rains.')}${speech('JUNE', 'Still.')}`)).toEqual({ between: ['MARA', 'JUNE'] });
    expect(bechdel(`${speech('MARA', 'He is late.')}${speech('JUNE', 'Still.')}`)).toBe('no such exchange found');
  });
});

describe('the network', () => {
  const scene = (place: string, ...pairs: string[]): string =>
    `INT. ${place}\n\n${pairs.map((name) => speech(name)).join('')}`;
  const text = [
    scene('A', 'ANNA', 'BO', 'ANNA', 'BO', 'ANNA', 'CY', 'BO', 'CY'),
    scene('B', 'DEE', 'EVE', 'DEE', 'EVE', 'FAY', 'DEE', 'FAY', 'EVE'),
    scene('C', 'CY', 'DEE'),
  ].join('');

  it('weighs who speaks right after whom, and groups those who talk among themselves', () => {
    const { links, members } = readThrough(text).cast;
    const link = links.find(({ between }) => between.includes('ANNA') && between.includes('BO'));
    expect(link?.exchanges).toBe(4);
    const group = (name: string): number | undefined => members.find((one) => one.name === name)?.community;
    expect(group('ANNA')).toBe(group('BO'));
    expect(group('DEE')).toBe(group('EVE'));
    expect(group('ANNA')).not.toBe(group('DEE'));
    expect(member(text, 'CY').betweenness).toBeGreaterThan(0);
    expect(member(text, 'ANNA').betweenness).toBe(0);
  });

  it('is the same each time', () => {
    expect(readThrough(text).cast).toEqual(readThrough(text).cast);
  });
});

describe('odd scripts', () => {
  it.each([
    ['nothing', ''],
    ['a shopping list', 'milk\neggs\n\nbread\n'],
    ['a script without headings', speech('ANNA').repeat(20)],
    ['two thousand people', Array.from({ length: 2000 }, (_, index) => speech(`PERSON ${index}`)).join('')],
    [
      'cues that are each part of another',
      `INT. A\n\n${speech('A B')}INT. B\n\n${speech('B A')}INT. C\n\n${speech('A')}`,
    ],
  ])('%s', (_, text) => {
    const { cast, pacing } = readThrough(text);
    expect(JSON.stringify({ cast, pacing })).not.toMatch(/NaN|null/u);
  });
});

describe('pacing', () => {
  it('is silent on tension in a short script, and a mean of its parts in a longer one', () => {
    const scenes = Array.from(
      { length: 12 },
      (_, index) =>
        `INT. ROOM ${index} - DAY\n\n${'She waits. '.repeat(index * 3 + 1)}\n\n${speech('ANNA', 'No! Why?')}`,
    );
    expect(readThrough(scenes.slice(0, 3).join('')).pacing.scenes[0]?.tension).toBeUndefined();
    const { pacing } = readThrough(scenes.join(''));
    for (const { tension, parts } of pacing.scenes) {
      expect(tension).toBeCloseTo(((parts?.brevity ?? 9) + (parts?.exchange ?? 9) + (parts?.urgency ?? 9)) / 3);
      expect(tension).toBeGreaterThanOrEqual(0);
      expect(tension).toBeLessThanOrEqual(1);
    }
    expect(pacing.scenes[0]?.tension).toBeGreaterThan(pacing.scenes[11]?.tension ?? 1);
  });
});
