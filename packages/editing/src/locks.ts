import { Fault } from '@second-unit/evidence';
import type { CutItem } from './cut.ts';
import { type LockedItem, looserRules, tastefulRules } from './fill.ts';
import type { Material } from './material.ts';
import { carriesLine, type Neighbour } from './objective.ts';
import { candidatesOf, type Rules, type Stretch, usableRange } from './stretch-problem.ts';

/**
 * Locked items in the order of their places.
 * @throws Fault `not-found` or `input` where one does not fit the log.
 */
export function checkedLocks(material: Material, locked: readonly LockedItem[]): readonly LockedItem[] {
  for (const { item } of locked) {
    const shot = material.byId.get(item.shot)?.shot;
    if (!shot) throw new Fault('not-found', `The locked shot ${item.shot} is not in the log of this film.`);
    if (item.inFrame < shot.startFrame || item.outFrame > shot.endFrame || item.inFrame >= item.outFrame) {
      throw new Fault('input', `The locked item ${item.id} reaches beyond its shot ${item.shot}.`);
    }
  }
  return locked.toSorted((a, b) => a.start - b.start);
}

/** Locked items where they are to be, and what is left to fill before, between and behind them. */
export interface Arranged {
  readonly placed: readonly LockedItem[];
  readonly stretches: readonly Stretch[];
}

/**
 * Where locked items are to be: in their order, as far apart as they were, in proportion where the cut
 * is to be longer or shorter than it was. Each stretch has the shots that lie between its locked ones in the film, no two the
 * same, and becomes shorter where these are too few; none is too short for a shot as far as that can be.
 * @param taken ids of shots that may not be used
 */
export function arrange(material: Material, locked: readonly LockedItem[], taken: ReadonlySet<string>): Arranged {
  const { total } = material;
  if (locked.length === 0) return { placed: [], stretches: [{ start: 0, length: total }] };
  const wanted = gapsWanted(material, locked);
  const ranges = rangesBetween(material, locked, taken, wanted);
  const setups = new Set(locked.flatMap(({ item }) => material.byId.get(item.shot)?.setup ?? []));
  const rooms = rulesOf(material, locked).map((rules) =>
    ranges.map((between) => roomOf(material, between, { shots: taken, setups }, rules)),
  );
  const free = total - locked.reduce((sum, lock) => sum + lengthOf(lock), 0);
  const gaps = withoutShort(...sharedOut(wanted, rooms, free), tastefulRules(material).shortest);

  const placed: LockedItem[] = [];
  const stretches: Stretch[] = [];
  let start = 0;
  for (const [index, length] of gaps.entries()) {
    const before = neighbour(material, locked[index - 1]);
    const after = neighbour(material, locked[index]);
    stretches.push({
      start,
      length,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      between: ranges[index]!,
    });
    start += length;
    const lock = locked[index];
    if (!lock) continue;
    placed.push({ ...lock, start });
    start += lengthOf(lock);
  }
  return { placed, stretches };
}

/**
 * The places, among some items, of those that keep the film's order: as many as can be. The others stand where
 * somebody put them.
 */
export function inFilmOrder(items: readonly Pick<CutItem, 'inFrame'>[]): ReadonlySet<number> {
  const longest: { readonly length: number; readonly before: number }[] = [];
  let last = -1;
  for (const [at, { inFrame }] of items.entries()) {
    let [length, before] = [1, -1];
    for (const [other, one] of longest.entries()) {
      if (items[other]!.inFrame < inFrame && one.length + 1 >= length) [length, before] = [one.length + 1, other];
    }
    longest.push({ length, before });
    // Of equals the one that ends later: what was put in front is what stands apart.
    if (last < 0 || length >= longest[last]!.length) last = at;
  }
  const kept = new Set<number>();
  for (let at = last; at >= 0; at = longest[at]!.before) kept.add(at);
  return kept;
}

/** By its place in front of, between and behind locked items. */
type Gaps = readonly number[];
type Between = NonNullable<Stretch['between']>;

function lengthOf({ item }: LockedItem): number {
  return item.outFrame - item.inFrame;
}

const sum = (values: Gaps): number => values.reduce((total, value) => total + value, 0);

/** The gaps that there were, each as much longer or shorter as what is to be filled is. */
function gapsWanted({ total }: Material, locked: readonly LockedItem[]): Gaps {
  const gaps: number[] = [];
  let end = 0;
  for (const lock of locked) {
    gaps.push(Math.max(0, lock.start - end));
    end = Math.max(end, lock.start) + lengthOf(lock);
  }
  gaps.push(Math.max(0, (locked[0]?.of ?? total) - end));
  const [was, free] = [sum(gaps), total - sum(locked.map(lengthOf))];
  return gaps.map((gap) => (was === 0 ? 0 : (gap * free) / was));
}

/**
 * What of the film each gap may be filled from: what lies between the locked items that keep its order. Around one that
 * somebody put elsewhere the film goes on, and is divided as the gaps are.
 */
function rangesBetween(
  material: Material,
  locked: readonly LockedItem[],
  taken: ReadonlySet<string>,
  wanted: Gaps,
): readonly Between[] {
  const own = locked.map((_, index) => index).filter((index) => !locked[index]!.apart);
  const kept = inFilmOrder(own.map((index) => locked[index]!.item));
  const edges = [...own.filter((_, at) => kept.has(at)), locked.length];
  const placeOf = (index: number): number =>
    index === locked.length ? material.shots.length : material.byId.get(locked[index]!.item.shot)!.index;
  const ranges: Between[] = [];
  let from = -1;
  for (const edge of edges) {
    const to = placeOf(edge);
    ranges.push(...divided(material, { from, to }, taken, wanted.slice(ranges.length, edge + 1)));
    from = to;
  }
  return ranges;
}

/** A range of shots in as many as there are shares, by the frames that may be used. */
function divided(
  material: Material,
  { from, to }: Between,
  taken: ReadonlySet<string>,
  shares: Gaps,
): readonly Between[] {
  const shots = material.shots.slice(from + 1, to).filter(({ shot }) => !taken.has(shot.id));
  const frames = shots.map((shot) => {
    const range = usableRange(material, shot, true);
    return Math.max(0, range.to - range.from);
  });
  const [all, whole] = [sum(frames), sum(shares)];
  const ranges: Between[] = [];
  let [first, reached, share, at] = [from, 0, 0, 0];
  for (const part of shares.slice(0, -1)) {
    share += part;
    while (at < shots.length && whole > 0 && reached + frames[at]! / 2 < (all * share) / whole) {
      reached += frames[at]!;
      at++;
    }
    const next = Math.max(first + 1, shots[at]?.index ?? to);
    ranges.push({ from: first, to: next });
    first = next - 1;
  }
  return [...ranges, { from: first, to }];
}

/** A cut longer than before by more than this is to have something to choose from in every stretch. */
const MUCH_LONGER = 1.2;

/** By which rules room is counted, the best first. */
function rulesOf(material: Material, [lock]: readonly LockedItem[]): readonly Rules[] {
  const tasteful = tastefulRules(material);
  const all = { ...tasteful, loose: true, cards: true, shortest: 1, longest: Number.MAX_SAFE_INTEGER };
  const longer = lock?.of !== undefined && material.total > lock.of * MUCH_LONGER;
  const choosy = longer ? [{ ...tasteful, longest: Math.round(material.meanLength) }] : [];
  return [...choosy, tasteful, looserRules(tasteful), all];
}

/** How many frames a range of the film can fill by some rules, about; exact where everything may be used. */
function roomOf(material: Material, between: Between, taken: Parameters<typeof candidatesOf>[2], rules: Rules): number {
  // Lengths are multiples of this, mostly; see `cutGrid`.
  const step = rules.shortest === 1 ? 1 : Math.max(1, Math.floor(material.rate / 12));
  const most = new Map<number, number>();
  for (const { shot, from, to } of candidatesOf(material, between, taken, rules)) {
    const frames = Math.floor(Math.min(to - from, rules.longest) / step) * step;
    const one = rules.loose ? shot.index : shot.setup;
    most.set(one, Math.max(most.get(one) ?? 0, frames));
  }
  return sum([...most.values()]);
}

/** Gaps near those wanted that fill all that is free and have room, by the first rules by which there is any; and that room. */
function sharedOut(wanted: Gaps, rooms: readonly Gaps[], free: number): [gaps: Gaps, room: Gaps] {
  let least: Gaps = wanted.map(() => 0);
  for (const [index, own] of rooms.entries()) {
    const most = own.map((room, at) => Math.max(room, least[at]!));
    if (sum(most) < free && index < rooms.length - 1) {
      least = most;
      continue;
    }
    let gaps: Gaps = wanted.map((gap, at) => Math.min(most[at]!, Math.max(least[at]!, gap)));
    // Where two locked items followed each other nothing comes in between while there is room elsewhere.
    gaps = moved(gaps, free, (at) => (wanted[at]! > 0 ? most[at]! : gaps[at]!), least);
    gaps = moved(gaps, free, (at) => most[at]!, least);
    return [inFrames(gaps, free), most];
  }
  return [inFrames(wanted, free), wanted];
}

/** Gaps that are all longer, or all shorter, in proportion to how far they may be so, until they fill what is free. */
function moved(gaps: Gaps, free: number, most: (at: number) => number, least: Gaps): Gaps {
  const by = free - sum(gaps);
  const reach = gaps.map((gap, at) => (by > 0 ? most(at) - gap : gap - least[at]!));
  const all = sum(reach);
  if (all <= 0) return gaps;
  return gaps.map((gap, at) => gap + (Math.sign(by) * Math.min(Math.abs(by), all) * reach[at]!) / all);
}

/** Whole frames that add up to all that is free. */
function inFrames(gaps: Gaps, free: number): Gaps {
  let [reached, before] = [0, 0];
  return gaps.map((gap, at) => {
    reached += gap;
    const end = at === gaps.length - 1 ? free : Math.min(free, Math.round(reached));
    const length = end - before;
    before = end;
    return length;
  });
}

/** The gaps without those too short for a shot, which go to the longest that has room for them. */
function withoutShort(gaps: Gaps, room: Gaps, shortest: number): Gaps {
  return gaps.reduce<Gaps>((now, gap, at) => {
    if (gap === 0 || gap >= shortest) return now;
    const others = now
      .map((_, other) => other)
      .filter((other) => other !== at && now[other]! >= shortest && now[other]! + gap <= room[other]!);
    if (others.length === 0) return now;
    const longest = others.reduce((a, b) => (now[b]! > now[a]! ? b : a));
    return now.with(longest, now[longest]! + gap).with(at, 0);
  }, gaps);
}

function neighbour(material: Material, lock: LockedItem | undefined): Neighbour | undefined {
  const shot = lock && material.byId.get(lock.item.shot);
  return shot && { shot, carries: carriesLine({ shot, inFrame: lock.item.inFrame, outFrame: lock.item.outFrame }) };
}
