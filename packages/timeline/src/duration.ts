import { type Composable, type Track, trimmedRange } from './model.ts';
import { add, compare, type Rational } from './rational.ts';
import { seconds } from './rational-time.ts';

const ZERO: Rational = { num: 0, den: 1 };

/**
 * How long an item plays on its track, in exact seconds: a stack that says no range, as long as the longest of what it
 * holds. Undefined of what takes no time of its own (a transition), and where nothing says it.
 */
export function durationOf(of: Composable): Rational | undefined {
  switch (of.schema) {
    case 'Clip':
    case 'Gap': {
      const range = trimmedRange(of);
      return range && seconds(range.duration);
    }
    case 'Track':
      return of.sourceRange ? seconds(of.sourceRange.duration) : trackDuration(of);
    case 'Stack': {
      if (of.sourceRange) return seconds(of.sourceRange.duration);
      const all = of.children.flatMap((one) => durationOf(one) ?? []);
      return all.reduce<Rational | undefined>((most, one) => (most && compare(most, one) >= 0 ? most : one), undefined);
    }
    case 'Transition':
    case 'UnknownSchema':
      return undefined;
  }
}

/** How long the items of a track play one after the other, in exact seconds; what says no length takes none. */
export function trackDuration({ children }: Pick<Track, 'children'>): Rational {
  return children.reduce((sum, one) => add(sum, durationOf(one) ?? ZERO), ZERO);
}
