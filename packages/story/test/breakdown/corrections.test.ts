import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BREAKDOWN_CATEGORIES,
  type Breakdown,
  type BreakdownCorrection,
  type BreakdownElement,
  readThrough,
} from '../../src/index.ts';
import { breakdownLexicon } from '../../src/node/index.ts';

const lexicon = await breakdownLexicon();
const TEXT = `INT. GARAGE - DAY

A truck waits. Ann holds a wrench. A lamp hangs from a beam.

ANN
Start it.

EXT. ROAD - DAY

The truck rolls. A dog barks at the wrench.

INT. GARAGE - DAY

Ann reads a letter. Oil drips.
`;

function read(corrections: readonly BreakdownCorrection[], text = TEXT): Breakdown {
  return readThrough(text, { lexicon, corrections }).breakdown;
}

function find(sheet: Breakdown, scene: number, name: string): BreakdownElement | undefined {
  return sheet.scenes[scene]?.elements.find((one) => one.name === name);
}

describe('corrections', () => {
  it('recategorise through the script, and in one scene', () => {
    expect(find(read([]), 0, 'lamp')?.category).toBe('setDressing');
    const all = read([{ kind: 'recategorise', category: 'vehicles', name: 'Truck', to: 'setDressing' }]);
    expect([0, 1].map((scene) => find(all, scene, 'truck'))).toMatchObject([
      { category: 'setDressing', confidence: 1 },
      { category: 'setDressing', confidence: 1 },
    ]);
    const one = read([
      { kind: 'recategorise', category: 'vehicles', name: 'truck', to: 'props', scene: { heading: 'EXT. ROAD - DAY' } },
    ]);
    expect([0, 1].map((scene) => find(one, scene, 'truck')?.category)).toEqual(['vehicles', 'props']);
  });

  it('rename, and a later correction sees the new name', () => {
    const sheet = read([
      { kind: 'rename', category: 'vehicles', name: 'truck', to: 'The Mazda' },
      { kind: 'recategorise', category: 'vehicles', name: 'the mazda', to: 'setDressing' },
    ]);
    expect(find(sheet, 1, 'The Mazda')?.category).toBe('setDressing');
    expect(find(sheet, 1, 'truck')).toBeUndefined();
    expect(sheet.elements).toContainEqual({ category: 'setDressing', name: 'The Mazda', scenes: [0, 1] });
  });

  it('merge makes one element of two, with the mentions of both', () => {
    const sheet = read([
      { kind: 'merge', category: 'setDressing', name: 'lamp', into: { category: 'props', name: 'wrench' } },
    ]);
    const words = find(sheet, 0, 'wrench')?.mentions.map(({ from, to }) => TEXT.slice(from, to));
    expect(words).toEqual(['wrench', 'lamp']);
    expect(find(sheet, 0, 'lamp')).toBeUndefined();
  });

  it('remove', () => {
    expect(find(read([{ kind: 'remove', category: 'props', name: 'wrench' }]), 0, 'wrench')).toBeUndefined();
  });

  it('add: wherever the words stand; or in one scene, on its heading where they do not', () => {
    const sheet = read([{ kind: 'add', category: 'effects', name: 'oil leak', words: 'oil' }]);
    expect(find(sheet, 2, 'oil leak')).toMatchObject({ category: 'effects', confidence: 1 });
    expect(find(sheet, 0, 'oil leak')).toBeUndefined();
    const here = read([
      { kind: 'add', category: 'stunts', name: 'fire', scene: { heading: 'INT. GARAGE - DAY', which: 1 } },
    ]);
    const [range] = find(here, 2, 'fire')?.mentions ?? [];
    expect(TEXT.slice(range?.from, range?.to)).toBe('INT. GARAGE - DAY');
  });

  it('hold for a re-read after the script changed, and what is gone changes nothing', () => {
    const corrections = JSON.parse(
      JSON.stringify([
        { kind: 'rename', category: 'vehicles', name: 'truck', to: 'Mazda' },
        { kind: 'remove', category: 'props', name: 'letter', scene: { heading: 'INT. CELLAR - DAY' } },
      ]),
    ) as BreakdownCorrection[];
    const changed = `EXT. FIELD - DAWN\n\nA new first scene.\n\n${TEXT}\nEXT. SEA - DAY\n\nThe truck sinks.\n`;
    const sheet = read(corrections, changed);
    expect(sheet.elements).toContainEqual({ category: 'vehicles', name: 'Mazda', scenes: [1, 2, 4] });
    expect(find(sheet, 3, 'letter')?.category).toBe('props');
  });

  it('whatever is corrected: no element twice, none without a mention, and the same corrections twice are as once', () => {
    const name = fc.constantFrom('truck', 'wrench', 'lamp', 'ANN', 'dog', 'letter', 'nothing', 'oil');
    const category = fc.constantFrom(...BREAKDOWN_CATEGORIES);
    const scene = fc.option(
      fc.record({ heading: fc.constantFrom('INT. GARAGE - DAY', 'EXT. ROAD - DAY', 'NOWHERE'), which: fc.nat(2) }),
      { nil: undefined },
    );
    const correction: fc.Arbitrary<BreakdownCorrection> = fc
      .tuple(fc.constantFrom('recategorise', 'rename', 'merge', 'remove', 'add'), category, name, category, name, scene)
      .map(([kind, from, one, to, other, only]): BreakdownCorrection => {
        const at = { category: from, name: one, ...(only === undefined ? {} : { scene: only }) };
        switch (kind) {
          case 'recategorise':
            return { kind, ...at, to };
          case 'rename':
            return { kind, ...at, to: other };
          case 'merge':
            return { kind, ...at, into: { category: to, name: other } };
          default:
            return { kind: kind as 'remove' | 'add', ...at };
        }
      });
    fc.assert(
      fc.property(fc.array(correction, { maxLength: 5 }), (corrections) => {
        const sheet = read(corrections);
        for (const { elements } of sheet.scenes) {
          expect(new Set(elements.map((one) => `${one.category} ${one.name.toLowerCase()}`)).size).toBe(
            elements.length,
          );
          expect(elements.every(({ mentions }) => mentions.length > 0)).toBe(true);
        }
        expect(read(JSON.parse(JSON.stringify(corrections)) as BreakdownCorrection[])).toEqual(sheet);
      }),
      { numRuns: 60 },
    );
  });
});
