import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { edit, parse } from '@second-unit/screenplay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { castOf } from '../src/cast/index.ts';
import { readThrough } from '../src/read.ts';
import { readingOf } from '../src/reading-of.ts';
import type { Voice } from '../src/voice/index.ts';
import { voicesOf } from '../src/voice/people.ts';
import { setOffWords } from '../src/voice/set-off.ts';
import { speakerScores } from '../src/voice/speakers.ts';
import { spokenOf } from '../src/voice/spoken.ts';

const SAYS = {
  MARA: ['I reckon', 'the river', 'ain’t', 'never', 'mister', 'down yonder', 'I reckon so', 'muddy'],
  ODA: ['Therefore', 'one must', 'the committee', 'precisely', 'furthermore', 'a report', 'Quite', 'the minutes'],
  IVO: ['boom', 'wow', 'dude', 'no way', 'let’s go', 'sick', 'crazy', 'totally'],
} as const;
type Name = keyof typeof SAYS;
const NAMES = Object.keys(SAYS) as Name[];

function words(name: Name, seed: number): string {
  const phrases = SAYS[name];
  return [0, 3, 5].map((step) => phrases[(seed * 5 + step * (seed + 1)) % phrases.length]).join(', ');
}

/** So many scenes of three speeches, each person with words of their own. */
function script(scenes: number, heading = (at: number): string => `INT. ROOM ${at} - DAY`): string {
  return Array.from({ length: scenes }, (_, at) => {
    const speeches = NAMES.map((name, index) => `${name}\nListen, ${words(name, at + index)}.`);
    return `${heading(at)}\n\nSomebody waits by the door.\n\n${speeches.join('\n\n')}\n`;
  }).join('\n');
}

function voiceOf(text: string): Voice {
  return readThrough(text).voice;
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

describe('voice', () => {
  it('shows a line of each where all that is said is short', () => {
    const text = Array.from({ length: 40 }, (_, at) => `INT. R${at} - DAY\n\nMARA\nYes.\n\nODA\nNo.\n`).join('\n');
    const told = readThrough(text).findings.find(({ id }) => id === 'voice-told');
    const shown = told?.evidence.map((one) => (one.kind === 'script' ? text.slice(one.from, one.to) : one.kind));
    expect(shown?.map((said) => said.split('\n')[0])).toEqual(['MARA', 'ODA']);
  });

  it('tells people with words of their own from each other, in scenes that it has not read', () => {
    const { test, current, people } = voiceOf(script(40));
    expect(current).toBe(true);
    expect(test?.names.toSorted()).toEqual(NAMES.toSorted());
    expect(test?.speeches).toBe(120);
    expect(test?.right).toBeGreaterThan(114);
    expect(test?.majority).toBe(40);
    expect(test?.leftOut).toBe('scene');
    for (const person of people) {
      expect(person.enough).toBe(true);
      expect(person.most).toHaveLength(3);
    }
  });

  it('finds the words that stand alone between signs, and not those at the end of a line of the page', () => {
    const said = [
      'Well, Captain, the river\nis high. Go!',
      'No... Captain?',
      'well the captain\nGo on.',
      '大佐、はい。',
    ];
    const text = `INT. ROOM - DAY\n\n${said.map((line, at) => `@P${at}\n${line}`).join('\n\n')}\n\nMARA\nはい!\n`;
    const { matrix, names } = setOffWords(spokenOf(readingOf(parse(text))));
    const rows = Array.from({ length: matrix.rows }, (_, row) =>
      [...matrix.column.subarray(matrix.starts[row], matrix.starts[row + 1])].map((column) => names[column]),
    );
    expect(rows).toEqual([['captain'], ['captain'], [], ['はい'], ['はい']]);
  });

  it('tells people by what they call each other, where the words are the same', () => {
    const calls = {
      MARA: 'Captain, is the doctor here, the old sir?',
      ODA: 'Is the captain here, doctor, the old sir?',
    };
    const text = Array.from({ length: 40 }, (_, at) => {
      const said = Object.entries(calls).map(([name, line]) => `${name}\n${line}`);
      return `INT. ROOM ${at} - DAY\n\n${said.join('\n\n')}\n`;
    }).join('\n');
    const reading = readingOf(parse(text));
    const spoken = spokenOf(reading);
    const { parts } = speakerScores(spoken, voicesOf(spoken, castOf(reading)));
    for (const row of spoken.keys()) {
      const [one, other] = parts.setOff.subarray(row * 2, row * 2 + 2) as unknown as [number, number];
      expect(Math.abs(one - other)).toBeGreaterThan(2);
    }
  });

  it('does not tell people apart who say the same', () => {
    const text = Array.from({ length: 60 }, (_, at) => {
      const said = words(NAMES[at % 3] as Name, at);
      return `INT. ROOM ${at} - DAY\n\nMARA\n${said}\n\nODA\n${said}\n`;
    }).join('\n');
    const { test, misfits } = voiceOf(text);
    expect(test?.balanced).toBeLessThan(0.6);
    expect(misfits).toEqual([]);
  });

  it('asks about a line in another’s words, with the words that say so', () => {
    const odd = 'I reckon the river never ain’t muddy down yonder, mister, I reckon so.';
    const text = `${script(40)}\nINT. HALL - DAY\n\nODA\n${odd}\n\nMARA\nThe river, mister.\n`;
    const { voice, findings } = readThrough(text);
    const [misfit] = voice.misfits;
    expect(misfit?.name).toBe('MARA');
    expect(misfit?.against).toBe('ODA');
    expect(text.slice(misfit?.line.from, misfit?.line.to)).toBe(`ODA\n${odd}`);
    const question = findings.find(({ id }) => id === 'voice-misfit-0');
    expect(question?.evidence[0]).toEqual(misfit?.line);
    const because = question?.evidence.flatMap((one) => (one.kind === 'feature' ? [one.name] : [])) ?? [];
    expect(because.length).toBeGreaterThanOrEqual(3);
    for (const name of because.join(' ').split(/[ ,.]+/u))
      expect([
        'length',
        'of',
        'the',
        'speech',
        '',
        ...odd
          .toLowerCase()
          .replaceAll('’', "'")
          .split(/[ ,.]+/u),
      ]).toContain(name);
  });

  it('says nothing of people who say too little', () => {
    const { test, people, lines, misfits } = voiceOf(script(12));
    expect(test).toBeUndefined();
    expect(misfits).toEqual([]);
    expect(people.map(({ enough }) => enough)).toEqual([false, false, false]);
    expect(lines).toHaveLength(36);
    expect(lines.every(({ chance }) => chance === undefined)).toBe(true);
  });

  it('leaves out stretches where there are no scenes, or one', () => {
    for (const heading of [(): string => '', (at: number): string => (at === 0 ? 'INT. ROOM - DAY' : '')]) {
      const { test } = voiceOf(script(60, heading));
      expect(test?.leftOut).toBe('stretch');
      expect(test?.right).toBeGreaterThan(171);
    }
  });

  it('works by letters in a language without spaces', () => {
    const text = Array.from({ length: 40 }, (_, at) => {
      const end = ['。', 'よ。', 'ね。'][at % 3];
      return `.部屋 ${at}\n\n@太郎\n俺は${['行く', '食う', '知らん'][at % 3]}ぜ${end}\n\n@花子\n私は${['参ります', 'いただきます', '存じません'][at % 3]}わ${end}\n`;
    }).join('\n');
    const { test } = voiceOf(text);
    expect(test?.names.toSorted()).toEqual(['太郎', '花子'].toSorted());
    expect(test?.right).toBeGreaterThan(70);
  });

  it('is silent where there is no speech', () => {
    for (const text of ['', 'milk\neggs\n\nbread', 'INT. ROOM - DAY\n\nNobody speaks.'])
      expect(readThrough(text).voice).toEqual({ current: true, people: [], lines: [], misfits: [] });
  });

  it('stays sensible with 2,000 characters', () => {
    const text = Array.from({ length: 2000 }, (_, at) => `@Person ${at}\nThis is what I say.`).join('\n\n');
    const voice = voiceOf(text);
    expect(voice.test).toBeUndefined();
    expect(voice.people).toHaveLength(2000);
    expect(numbersOf(voice).every(Number.isFinite)).toBe(true);
  });

  it('never says what is not a number', () => {
    const cue = fc.constantFrom('MARA', 'ODA', 'THE CROWD');
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom('?!', '…', 'No.', '12'),
    );
    const scene = fc
      .array(fc.tuple(cue, line), { maxLength: 12 })
      .map((all) => `INT. ROOM - DAY\n\n${all.map(([name, said]) => `${name}\n${said}`).join('\n\n')}\n`);
    fc.assert(
      fc.property(fc.array(scene, { minLength: 0, maxLength: 14 }), (scenes) => {
        const text = scenes.join('\n');
        const { voice, findings } = readThrough(text);
        expect(numbersOf(voice).every(Number.isFinite)).toBe(true);
        expect(numbersOf(findings.filter(({ area }) => area === 'voice')).every(Number.isFinite)).toBe(true);
        for (const { from, to } of voice.lines) expect(text.slice(from, to).trim()).not.toBe('');
      }),
      { numRuns: 60 },
    );
  });

  it('moves with edits of action, and reads dialogue again when nobody types', () => {
    const text = script(40);
    let tree = parse(text);
    readThrough(tree);
    const action = text.indexOf('waits');
    tree = edit(tree, { from: action, to: action, insert: 'still ' });
    expect(readThrough(tree, { typing: true }).voice).toEqual(voiceOf(text.replace('waits', 'still waits')));
    const said = tree.length - 3;
    tree = edit(tree, { from: said, to: said, insert: ' wow' });
    const typed = readThrough(tree, { typing: true }).voice;
    expect(typed.current).toBe(false);
    expect(typed.lines.length).toBeLessThan(120);
    expect(typed.lines.length).toBeGreaterThan(110);
    expect(readThrough(tree).voice.current).toBe(true);
    expect(readThrough(tree).voice.lines).toHaveLength(120);
  });
});

describe('voice, Big Fish', () => {
  const file = resolve(
    import.meta.dirname,
    '../../..',
    process.env.SECOND_UNIT_DATA ?? '../shared/data',
    'screenplays/fountain/nyousefi/Big Fish.fountain',
  );
  let text: string | undefined;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    console.log('skipped: no Big Fish in the data folder');
  }

  it.skipIf(text === undefined)('explains each line by parts that are its words', () => {
    const { people, test } = voiceOf(text as string);
    expect(test?.names).toContain('EDWARD');
    expect(test?.right).toBeGreaterThan(test?.majority ?? Infinity);
    for (const { line, because } of people.flatMap(({ most }) => most)) {
      const said = (text as string).slice(line.from, line.to).toLowerCase().replaceAll('’', "'");
      expect(because.length).toBeGreaterThan(0);
      for (const { name } of because) {
        if (name === 'length of the speech' || name === 'a name') continue;
        for (const word of name.split(' ')) expect(said).toContain(word);
      }
    }
  });
});
