import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { edit, parse } from '@second-unit/screenplay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Breakdown, type BreakdownCategory, loadLexicon, readThrough } from '../../src/index.ts';
import { breakdownLexicon } from '../../src/node/index.ts';

const lexicon = await breakdownLexicon();

function sheet(text: string): Breakdown {
  return readThrough(text, { lexicon }).breakdown;
}

function names(text: string, category: BreakdownCategory, scene = 0): string[] {
  return (sheet(text).scenes[scene]?.elements ?? []).filter((one) => one.category === category).map(({ name }) => name);
}

const scene = (action: string, heading = 'INT. KITCHEN - DAY'): string => `${heading}\n\n${action}\n`;

describe('cast', () => {
  const text = `INT. HALL - DAY

Nora waits. Nobody mentions Paul's house. It is not Greta.

NORA
Greta is in Paris.

PAUL (V.O.)
I am late.

EXT. STREET - DAY

GRETA
Hello.

Paul's hand waves. A MAN called BERT VANCE, 40, laughs. Bert Vance leaves.
`;

  it('speaks in the scene or is named in its action; who is only spoken of, denied, or owns a house is not there', () => {
    expect(names(text, 'cast', 0)).toEqual(['NORA', 'PAUL']);
  });

  it('is heard only where every cue is a voice', () => {
    const [nora, paul] = sheet(text).scenes[0]?.elements ?? [];
    expect(nora?.voice).toBeUndefined();
    expect(paul?.voice).toBe(true);
  });

  it('is there by a hand, and by name and age without a cue', () => {
    expect(names(text, 'cast', 1)).toEqual(['GRETA', 'PAUL', 'BERT VANCE']);
  });

  it('by cue in any language, and says that it needs none', () => {
    const [first] = sheet('.公園 - 朝\n\n@太郎\nおはよう。\n').scenes[0]?.elements ?? [];
    expect(first).toMatchObject({ category: 'cast', name: '太郎', language: 'any', confidence: 1 });
    expect(first?.mentions).toEqual([{ kind: 'script', from: 10, to: 12 }]);
    const findings = readThrough('.公園 - 朝\n\n@太郎\nおはよう。\n').findings.filter(
      ({ area }) => area === 'breakdown',
    );
    expect(findings.map(({ id, language }) => [id, language])).toEqual([['breakdown-cast', 'any']]);
  });

  it.each(['**BOB**', '  BOB', '@ BOB', '@BOB', '_BOB_ (V.O.)', 'BOB ^'])('shows the name on the cue %s', (cue) => {
    const text = `INT. A - DAY\n\n${cue}\nHello.\n`;
    const [bob] = sheet(text).scenes[0]?.elements ?? [];
    expect(bob?.mentions.map(({ from, to }) => text.slice(from, to))).toEqual(['BOB']);
  });

  it('shows a name with doubled spaces whole', () => {
    const text = 'INT. A - DAY\n\nANN  SMITH\nHello.\n';
    const [ann] = sheet(text).scenes[0]?.elements ?? [];
    expect(ann?.mentions.map(({ from, to }) => text.slice(from, to))).toEqual(['ANN  SMITH']);
  });

  it('alone is told of a script that is not English', () => {
    const german = scene('Karl nimmt den REVOLVER. Der Revolver ist ein Gift. '.repeat(20), 'INT. ZIMMER - TAG');
    const { elements } = sheet(`${german}\nKARL\nIch weiß es nicht.\n`);
    expect(elements.map(({ category, name }) => [category, name])).toEqual([['cast', 'KARL']]);
  });

  it('another age of a person is another part, and named so in scenes of that age', () => {
    const ages = `INT. A - DAY\n\nYOUNG EDNA\nNo.\n\nEdna runs.\n\nINT. B - DAY\n\nEDNA\nYes.\n`;
    expect(names(ages, 'cast', 0)).toEqual(['YOUNG EDNA']);
    expect(names(ages, 'cast', 1)).toEqual(['EDNA']);
  });
});

describe('things', () => {
  it.each([
    ['She picks up the lamp.', 'props', 'lamp'],
    ['A lamp stands on the desk.', 'setDressing', 'lamp'],
    ['He lights a cigarette.', 'props', 'cigarette'],
    ['Four sacks of groceries in her arms.', 'props', 'grocery'],
    ["She winds Edward's watch.", 'props', 'watch'],
    ['A horse gallops past.', 'animals', 'horse'],
    ['He wears a blue coat.', 'wardrobe', 'coat'],
    ['A truck slams into a wall.', 'vehicles', 'truck'],
    ['The keys are in her hand.', 'props', 'key'],
  ] as const)('%s: %s', (action, category, name) => {
    expect(names(scene(action), category)).toContain(name);
  });

  it.each([
    ['There is no gun.', 'props'],
    ['He fights like a horse.', 'animals'],
    ['The sound of a helicopter fades.', 'vehicles'],
    ['He stays in check.', 'props'],
  ] as const)('%s: nothing', (action, category) => {
    expect(names(scene(action), category)).toEqual([]);
  });

  it('what is only spoken of is not needed', () => {
    expect(names('INT. BAR - DAY\n\nANN\nBring the gun and the car.\n', 'props')).toEqual([]);
  });

  it('a scene in a car needs the car; a place that is called after one does not have it', () => {
    expect(names("INT. WILL'S CAR - DAY\n\nThey wait.\n", 'vehicles')).toEqual(['car']);
    expect(names('INT. CAR DEALERSHIP - DAY\n\nThey wait.\n', 'vehicles')).toEqual([]);
  });

  it('names are remembered: the truck is the Mazda, the gun the pistol, the card the birthday card', () => {
    const text = `EXT. ROAD - DAY\n\nA Mazda pickup waits. He holds a birthday card and a revolver.\n\nEXT. HILL - DAY\n\nThe truck rolls. He drops the card. The gun falls from his hand.\n`;
    expect(names(text, 'vehicles', 1)).toEqual(['mazda pickup']);
    expect(names(text, 'props', 1)).toEqual(['birthday card', 'revolver']);
    expect(sheet(text).elements).toContainEqual({ category: 'vehicles', name: 'mazda pickup', scenes: [0, 1] });
  });

  it('what is handled somewhere in a scene is its prop, with all its mentions', () => {
    const text = scene('A vase stands on the table. Ann throws the vase.');
    expect(names(text, 'setDressing')).toEqual(['table']);
    const [vase] = sheet(text).scenes[0]?.elements.filter(({ name }) => name === 'vase') ?? [];
    expect(vase?.mentions.map(({ from, to }) => text.slice(from, to))).toEqual(['vase', 'vase']);
  });

  it.each([
    ['Ann pulls out pots and pans.', ['pot', 'pan']],
    ['Ann is taking notes.', ['note']],
    ['Ann opens boxes. She lifts a velvet box.', ['box', 'velvet box']],
    ['Ann holds a gun. Bob grabs the pistol.', ['gun']],
    ['Ann pours champagne. She puts the champagne bottle down.', ['champagne']],
  ])('%s', (line, props) => {
    expect(names(scene(line), 'props')).toEqual(props);
  });

  it('emphasis and notes are no words of it', () => {
    const text = scene('She picks up the *silver* _phone_. [[Or a gun?]] He waits.');
    const elements = sheet(text).scenes[0]?.elements ?? [];
    expect(elements.map(({ name }) => name)).toEqual(['phone']);
    expect(text.slice(elements[0]?.mentions[0]?.from, elements[0]?.mentions[0]?.to)).toContain('phone');
  });
});

describe('any text', () => {
  it('an empty script, one without headings, a shopping list: nothing to break down', () => {
    for (const text of ['', '\n\n', 'MARA\nHello.\n', 'Milk\nEggs\n2 lemons\n', '# Act\n\n= Synopsis\n']) {
      expect(sheet(text)).toEqual({ scenes: [], elements: [] });
    }
  });

  it('without the lexicon it is cast by cue alone', () => {
    const { breakdown } = readThrough('INT. BAR - DAY\n\nAnn lifts a gun.\n\nANN\nNo.\n');
    expect(breakdown.elements).toEqual([{ category: 'cast', name: 'ANN', scenes: [0] }]);
  });

  it('one scene of 300 pages, and 2,000 people, are read in time', () => {
    const long = `INT. HALL - DAY\n\n${'She picks up a lamp and throws it at the door. He runs.\n\n'.repeat(5000)}`;
    const people = Array.from({ length: 2000 }, (_, at) => `INT. ROOM ${at} - DAY\n\nP${at} X${at}\nHello.\n\n`).join(
      '',
    );
    const start = process.cpuUsage();
    expect(names(long, 'props')).toContain('lamp');
    expect(sheet(people).elements).toHaveLength(2000);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(30_000);
  });

  const words = fc.constantFrom(
    ..."INT. EXT. KITCHEN - DAY\n \n\n MARA (V.O.) picks up the gun of his car , . * _ [[ ]] /* */ @ > < . 公園 太郎 é “ ” ’s ' -- YOUNG WILL Will 90 of a an RINGS".split(
      ' ',
    ),
    '\n\n',
    ' ',
  );

  it('every mention lies in its scene and on words, and no scene has an element twice', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 80 }), (parts) => {
        const text = parts.join(' ');
        const { breakdown, scenes } = readThrough(text, { lexicon });
        expect(breakdown.scenes).toHaveLength(scenes.length);
        for (const { scene: index, elements } of breakdown.scenes) {
          const { from, to } = scenes[index] as { from: number; to: number };
          expect(new Set(elements.map(({ category, name }) => `${category} ${name}`)).size).toBe(elements.length);
          for (const { mentions, confidence, name } of elements) {
            expect(name).not.toBe('');
            expect(confidence).toBeGreaterThanOrEqual(0.4);
            expect(confidence).toBeLessThanOrEqual(1);
            expect(mentions.length).toBeGreaterThan(0);
            for (const mention of mentions) {
              expect(mention.from).toBeGreaterThanOrEqual(from);
              expect(mention.to).toBeLessThanOrEqual(to);
              expect(mention.to).toBeGreaterThan(mention.from);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('after an edit it is what a fresh reading gives', () => {
    const text = `${scene('Ann holds a gun. The Mazda pickup waits.')}\nANN\nNo.\n\nEXT. ROAD - DAY\n\nThe truck leaves. She reads a letter.\n`;
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(12),
        fc.constantFrom('', 'x', 'car ', '\n\n', 'BOB\nHi.\n\n', '.A '),
        (at, cut, insert) => {
          const tree = edit(parse(text), { from: at, to: Math.min(at + cut, text.length), insert });
          const after = text.slice(0, at) + insert + text.slice(Math.min(at + cut, text.length));
          expect(readThrough(tree, { lexicon }).breakdown).toEqual(sheet(after));
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('the lexicon', () => {
  it('is small, and anything else is refused with a sentence', () => {
    expect(() => loadLexicon(new TextEncoder().encode('{"format":"other"}'))).toThrow(/not of the format/u);
    expect(() => loadLexicon(new Uint8Array([1, 2]))).toThrow(/not JSON/u);
  });

  it('is the file that its card describes, at most 1 MB', () => {
    const models = new URL('../../models/', import.meta.url);
    const bytes = readFileSync(new URL('breakdown-lexicon.json', models));
    expect(bytes.length).toBeLessThan(1024 * 1024);
    const card = readFileSync(new URL('breakdown-lexicon.md', models), 'utf8');
    expect(card).toContain(createHash('sha256').update(bytes).digest('hex'));
  });

  it('knows plurals, compounds and verbs', () => {
    expect(lexicon.classOf('knives')).toBe('weapon');
    expect(lexicon.classOf('fire_engines')).toBe('vehicle');
    expect(lexicon.verbOf('slipped')).toMatchObject({ lemma: 'slip', form: 'ed' });
    expect(lexicon.verbOf('held')?.lemma).toBe('hold');
  });
});
