import fc from 'fast-check';
import { expect } from 'vitest';
import { TimelineError } from '../src/index.ts';

/** A text with pieces cut out, doubled, swapped for others or for nonsense. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 60 }),
    with: fc.oneof(
      fc.constantFrom(
        '',
        '0',
        '-1',
        '99999999999999999999',
        '1/0s',
        'NaN',
        '<',
        '>',
        '&',
        '"',
        '\n',
        '00:00:99:99',
        '&lol;',
      ),
      fc.string({ maxLength: 8 }),
    ),
  });
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((now, one) => {
      const at = Math.floor(one.at * now.length);
      return now.slice(0, at) + one.with + now.slice(at + one.length);
    }, text),
  );
}

/** Whatever comes in, a reader answers or throws one sentence for a person. */
export function neverCrashes(read: (text: string) => unknown, texts: readonly string[], runs = 300): void {
  fc.assert(
    fc.property(mutated(texts), (text) => {
      try {
        read(text);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(TimelineError);
        expect((thrown as TimelineError).code).toBe('input');
        expect((thrown as TimelineError).message).toMatch(/\.$/);
      }
    }),
    { numRuns: runs },
  );
}
