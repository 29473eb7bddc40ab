import { durationOf } from './duration.ts';
import { type Composable, mediaReference, type Timeline, type Track, trimmedRange } from './model.ts';
import { add, compare, equals, type Rational, subtract } from './rational.ts';
import { seconds } from './rational-time.ts';
import { mediaKey } from './used-media.ts';

/** Where a clip lies on the timeline, in seconds, and how far that is from where it lies in its film. */
interface Placed {
  readonly from: Rational;
  readonly to: Rational;
  readonly offset: Rational;
}

const ZERO: Rational = { num: 0, den: 1 };

/**
 * How many events play each media file, by its key (see `mediaKey`), as an editor counts them: a picture and its sound
 * are one, on however many tracks the sound lies and if it begins before its picture or ends behind it. Sound that no
 * picture of its file plays with is counted by itself.
 */
export function mediaEvents({ tracks }: Timeline): ReadonlyMap<string, number> {
  const events = new Map<string, number>();
  const visit = (stack: { readonly children: readonly Composable[] }): void => {
    const counted = new Map<string, Placed[]>();
    const lanes = stack.children.filter((one) => one.schema === 'Track');
    // Pictures first, so that sound finds them.
    for (const track of lanes.toSorted((a, b) => Number(isSound(a)) - Number(isSound(b)))) {
      for (const { key, placed } of clipsOf(track)) {
        const others = counted.get(key) ?? [];
        if (isSound(track) && others.some((one) => isTogether(one, placed))) continue;
        counted.set(key, [...others, placed]);
        events.set(key, (events.get(key) ?? 0) + 1);
      }
    }
    for (const one of [...stack.children, ...lanes.flatMap(({ children }) => children)]) {
      if (one.schema === 'Stack') visit(one);
    }
  };
  visit(tracks);
  return events;
}

function isSound({ kind }: Track): boolean {
  return kind === 'Audio';
}

/** Do both play the same frames of their film at the same time? */
function isTogether(one: Placed, other: Placed): boolean {
  return equals(one.offset, other.offset) && compare(one.from, other.to) < 0 && compare(other.from, one.to) < 0;
}

function clipsOf({ children }: Track): { readonly key: string; readonly placed: Placed }[] {
  let at = ZERO;
  return children.flatMap((one) => {
    const from = at;
    at = add(at, durationOf(one) ?? ZERO);
    const [reference, range] = one.schema === 'Clip' ? [mediaReference(one), trimmedRange(one)] : [];
    if (one.schema !== 'Clip' || !reference) return [];
    const offset = subtract(from, range ? seconds(range.startTime) : ZERO);
    return [{ key: mediaKey(reference, one), placed: { from, to: at, offset } }];
  });
}
