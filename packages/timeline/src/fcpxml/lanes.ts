import { type Composable, gap, type JsonObject, type Track, type Transition, track } from '../model.ts';
import { add, compare, type Rational, subtract } from '../rational.ts';
import { exactTime } from '../rational-time.ts';
import { ZERO } from './time.ts';

/** An item and its place, in seconds from the start of its sequence. A transition stands at its cut. */
export interface Placed {
  readonly item: Composable;
  readonly at: Rational;
  readonly end: Rational;
}

/** Which track something belongs to: 0 is the primary storyline; sound that plays with its picture has its own. */
export interface LaneKey {
  readonly lane: number;
  readonly kind: 'Video' | 'Audio';
  readonly sound: boolean;
}

/** Collects what plays in each lane, and makes tracks of it. */
export class Lanes {
  readonly #lanes = new Map<string, { readonly key: LaneKey; readonly placed: Placed[] }>();

  add(key: LaneKey, placed: Placed): void {
    const name = `${key.lane} ${key.kind} ${key.sound}`;
    const lane = this.#lanes.get(name);
    if (lane) lane.placed.push(placed);
    else this.#lanes.set(name, { key, placed: [placed] });
  }

  /** Pictures from the lowest lane up, then sounds from the primary storyline's down. */
  tracks(rate: Rational): Track[] {
    const order = ({ key }: { key: LaneKey }): number =>
      key.kind === 'Video'
        ? key.lane
        : 10_000 + (key.sound ? 2 * Math.abs(key.lane) : 1 + 2 * Math.abs(key.lane)) + (key.lane < 0 ? 0.5 : 0);
    const lanes = [...this.#lanes.values()].sort((a, b) => order(a) - order(b));
    const counts = { Video: 0, Audio: 0 };
    return lanes.flatMap(({ key, placed }) =>
      layers(placed).map((layer) => {
        counts[key.kind] += 1;
        const own: JsonObject = { lane: key.lane, ...(key.sound ? { sound: true } : {}) };
        return {
          ...track(key.kind, `${key.kind === 'Video' ? 'V' : 'A'}${counts[key.kind]}`, filled(layer, rate)),
          metadata: { fcpxml: own },
        };
      }),
    );
  }
}

/** One list for each that no two of play at once. */
function layers(placed: readonly Placed[]): Placed[][] {
  const sorted = placed
    .map((one, index) => ({ one, index }))
    .sort((a, b) => compare(a.one.at, b.one.at) || a.index - b.index)
    .map(({ one }) => one);
  const made: { items: Placed[]; end: Rational }[] = [];
  for (const one of sorted) {
    let layer = made.find(({ end }) => compare(end, one.at) <= 0);
    if (!layer) {
      layer = { items: [], end: ZERO };
      made.push(layer);
    }
    layer.items.push(one);
    layer.end = one.end;
  }
  return made.map(({ items }) => items);
}

function filled(placed: readonly Placed[], rate: Rational): Composable[] {
  const items: Composable[] = [];
  let at: Rational = ZERO;
  for (const one of placed) {
    if (compare(at, one.at) < 0) {
      items.push(gap({ startTime: exactTime(ZERO, rate), duration: exactTime(subtract(one.at, at), rate) }));
    }
    items.push(one.item);
    at = one.end;
  }
  return items;
}

/** A transition whose element begins at `offset` and lasts `duration`, at the cut. */
export function transitionAt(
  cut: Rational,
  offset: Rational,
  duration: Rational,
  rate: Rational,
  rest: Pick<Transition, 'name' | 'metadata' | 'transitionType'>,
): Transition {
  const clamp = (of: Rational) => (of.num < 0 ? ZERO : of);
  return {
    schema: 'Transition',
    ...rest,
    inOffset: exactTime(clamp(subtract(cut, offset)), rate),
    outOffset: exactTime(clamp(subtract(add(offset, duration), cut)), rate),
  };
}
