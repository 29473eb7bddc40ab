import { Fault } from '@second-unit/evidence';
import { type FrameTimes, frameTimes, onGrid, sequenceRate } from '@second-unit/footage/interchange';
import type { CutItem } from './cut.ts';
import type { Material } from './material.ts';
import { carriesLine, cutLines } from './objective.ts';

type Item = Omit<CutItem, 'score' | 'reasons'>;

/** Items, and whatever else was found out when they were laid out. */
interface Laid {
  readonly items: readonly Item[];
}

const MOST_TRIES = 5;

/**
 * Items that last as long as the brief asks, for a film whose frame rate varies: so many frames last
 * longer in one place than in another. `lay` lays out items of so many frames in all; it is asked
 * for more or fewer until the time is near, then the ends of unlocked items are moved frame by frame,
 * as far as their shots and lines let them. What else `lay` said of the items that are kept goes with
 * them. A constant rate needs none of this. Errors: as `lay` of the brief's own frames.
 */
export function fittedToTime<Of extends Laid>(material: Material, lay: (frames: number) => Of): Of {
  const { media } = material.context.log;
  const times = media.variableFrameRate ? frameTimes(media) : undefined;
  const first = lay(material.total);
  if (!times) return first;
  const rate = sequenceRate(media);
  // What title cards leave of the brief, by the average rate, on the timeline's own.
  const wanted = Math.max(
    1,
    Math.round((material.total * media.frameRate.den * rate.num) / (media.frameRate.num * rate.den)),
  );
  const lengthOf = (items: readonly Item[]): number =>
    items.reduce((sum, item) => {
      const { start, end } = onGrid(times, item, rate);
      return sum + end - start;
    }, 0);
  const offBy = (items: readonly Item[]): number => Math.abs(lengthOf(items) - wanted);
  let best = first;
  let frames = material.total;
  const tried = new Set([frames]);
  for (let at = 1; at < MOST_TRIES && offBy(best.items) > 0; at++) {
    frames = Math.max(1, Math.round((frames * wanted) / Math.max(1, lengthOf(best.items))));
    if (tried.has(frames)) break;
    tried.add(frames);
    let laid: Of;
    try {
      laid = lay(frames);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      // As many frames as that are not there: what was found stands.
      break;
    }
    if (offBy(laid.items) >= offBy(best.items)) break;
    best = laid;
  }
  return { ...best, items: trimmedTo(material, times, best.items, offBy) };
}

/** Moves one end of one item by one frame, the move that helps most, for as long as one helps. */
function trimmedTo(
  material: Material,
  times: FrameTimes,
  laid: readonly Item[],
  offBy: (items: readonly Item[]) => number,
): readonly Item[] {
  let items = laid;
  const uses = new Map<string, number>();
  for (const { shot } of items) uses.set(shot, (uses.get(shot) ?? 0) + 1);
  for (let off = offBy(items); off > 0; ) {
    let better: readonly Item[] | undefined;
    for (const [index, item] of items.entries()) {
      // Two parts of one shot must not run into each other.
      if (item.locked || uses.get(item.shot) !== 1) continue;
      for (const moved of [
        { ...item, outFrame: item.outFrame + 1 },
        { ...item, outFrame: item.outFrame - 1 },
        { ...item, inFrame: item.inFrame - 1 },
        { ...item, inFrame: item.inFrame + 1 },
      ]) {
        if (!isFit(material, times, item, moved)) continue;
        const candidate = items.with(index, moved);
        const left = offBy(candidate);
        if (left < off) [better, off] = [candidate, left];
      }
      if (better) break;
    }
    if (!better) return items;
    items = better;
  }
  return items;
}

/** Is a moved item still inside its shot, long enough to be seen, and no worse for what is said in it? */
function isFit(material: Material, times: FrameTimes, item: Item, moved: Item): boolean {
  const shot = material.byId.get(item.shot);
  if (!shot || moved.inFrame < shot.from || moved.outFrame > shot.to || moved.outFrame <= moved.inFrame) return false;
  const longer = moved.outFrame - moved.inFrame > item.outFrame - item.inFrame;
  if (!longer && times.seconds(moved.inFrame, moved.outFrame) < 0.5) return false;
  const lines = ({ inFrame, outFrame }: Item) => cutLines(shot, inFrame, outFrame);
  const carries = ({ inFrame, outFrame }: Item) => carriesLine({ shot, inFrame, outFrame });
  return lines(moved) <= lines(item) && carries(moved) === carries(item);
}
