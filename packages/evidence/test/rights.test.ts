import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASES, combineRights, defaultRights, type Rights } from '../src/index.ts';

const rights: fc.Arbitrary<Rights> = fc.record({
  version: fc.constant(1 as const),
  basis: fc.constantFrom(...BASES),
  mayLearnFrom: fc.boolean(),
  mayLeaveMachine: fc.boolean(),
  mayExport: fc.boolean(),
});

describe('default rights', () => {
  it('let nothing leave, teach nothing, and export nothing of unknown origin', () => {
    expect(defaultRights()).toEqual({
      version: 1,
      basis: 'unknown',
      mayLearnFrom: false,
      mayLeaveMachine: false,
      mayExport: false,
    });
  });

  it('export what a person said they may use', () => {
    for (const basis of BASES) expect(defaultRights(basis).mayExport).toBe(basis !== 'unknown');
  });
});

describe('rights of something made from several items', () => {
  it('never allow what one of them forbids', () => {
    fc.assert(
      fc.property(fc.array(rights, { minLength: 1 }), (items) => {
        const all = combineRights(items);
        expect(all.mayLearnFrom).toBe(items.every((item) => item.mayLearnFrom));
        expect(all.mayLeaveMachine).toBe(items.every((item) => item.mayLeaveMachine));
        expect(all.mayExport).toBe(items.every((item) => item.mayExport));
      }),
    );
  });

  it('do not depend on order or grouping', () => {
    fc.assert(
      fc.property(fc.array(rights, { minLength: 2 }), fc.nat(), (items, cut) => {
        const at = (cut % (items.length - 1)) + 1;
        const grouped = combineRights([combineRights(items.slice(0, at)), combineRights(items.slice(at))]);
        const { mayLearnFrom, mayLeaveMachine, mayExport } = combineRights([...items].reverse());
        expect(grouped).toMatchObject({ mayLearnFrom, mayLeaveMachine, mayExport });
      }),
    );
  });

  it('of nothing are the safe default', () => {
    expect(combineRights([])).toEqual(defaultRights());
  });
});
