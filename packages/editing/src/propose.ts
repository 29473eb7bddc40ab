import { Fault } from '@second-unit/evidence';
import type { Brief, Cut, CutContext, CutItem, CutProposal } from './cut.ts';
import { fillStretch, fillWithAll, type LockedItem } from './fill.ts';
import { fittedToTime } from './fit-to-time.ts';
import { type Material, materialOf } from './material.ts';
import { carriesLine, type Neighbour, type Placement } from './objective.ts';
import { scored } from './reasons.ts';
import { type Stretch, usableRange } from './stretch-problem.ts';

export interface ProposeInput extends CutContext {
  readonly brief: Brief;
  /** Items to keep, with their first frame in the cut; see `kept`. */
  readonly locked?: readonly LockedItem[];
  /** Ids of shots that must not be used. */
  readonly banned?: readonly string[];
  /** Id of the person who asks. */
  readonly onBehalfOf: string;
  /** Id of the proposal. */
  readonly id: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** What of a cut is kept when the cutter is asked again: `proposeCut({ ...input, ...kept(cut) })`. */
export function kept(cut: Cut): { readonly locked: readonly LockedItem[]; readonly banned: readonly string[] } {
  let start = 0;
  const locked: LockedItem[] = [];
  for (const item of cut.items) {
    if (item.locked) locked.push({ item, start });
    start += item.outFrame - item.inFrame;
  }
  return { locked, banned: cut.banned };
}

/**
 * A teaser of exactly `brief.seconds` (to the frame; as near as whole frames allow where the frame
 * rate varies), in the film's order, its end kept back, each shot with its reasons. The same input gives the same cut. Locked items keep their trims and their
 * first frame in the cut (unless the brief has become too short for it, or what is left before
 * them is too short for a shot); between them the best sequence is found by dynamic programming.
 * @throws Fault `input` when the film has too little to cut from, `conflict` when the locked items
 * alone are longer than the brief.
 */
export function proposeCut(input: ProposeInput): CutProposal {
  const { brief, onBehalfOf, id, at } = input;
  const material = materialOf(input, brief);
  const locked = checkedLocks(material, input.locked ?? []);
  const banned = [...new Set(input.banned ?? [])];
  const taken = new Set([...banned, ...locked.map(({ item }) => item.shot)]);

  const lockedFrames = locked.reduce((total, { item }) => total + item.outFrame - item.inFrame, 0);
  if (lockedFrames > material.total) {
    throw new Fault(
      'conflict',
      `The locked shots are ${inSeconds(material, lockedFrames)} long and the brief asks for ${inSeconds(material, material.total)}: unlock some, or ask for more.`,
    );
  }
  checkEnough(material, taken, material.total - lockedFrames, brief, banned.length);

  const items = fittedToTime(material, (total) => {
    const sized = { ...material, total };
    const placed = arrange(sized, locked);
    const stretches = stretchesBetween(sized, placed);
    return numbered(sized, placed, stretches, fillAll(sized, stretches, taken));
  });
  const cut: Cut = { brief, items: scored(material, items), banned };
  return {
    id,
    what: `A teaser of ${inSeconds(material, material.total)}: ${items.length} shots in the film's order${
      brief.keepBack > 0 ? `, its last ${Math.round(brief.keepBack * 100)}% kept back` : ''
    }`,
    change: cut,
    by: {
      kind: 'model',
      name: 'teaser-cutter',
      version: '1',
      settings: { ...brief, weights: material.weights, locked: locked.map(({ item }) => item.id), banned },
      onBehalfOf,
    },
    evidence: items.map((item) => ({
      kind: 'film',
      media: item.media,
      startFrame: item.inFrame,
      endFrame: item.outFrame,
    })),
    at,
  };
}

function inSeconds(material: Material, frames: number): string {
  return `${Math.round((frames / material.rate) * 10) / 10} s`;
}

function checkedLocks(material: Material, locked: readonly LockedItem[]): readonly LockedItem[] {
  for (const { item } of locked) {
    const shot = material.byId.get(item.shot)?.shot;
    if (!shot) throw new Fault('not-found', `The locked shot ${item.shot} is not in the log of this film.`);
    if (item.inFrame < shot.startFrame || item.outFrame > shot.endFrame || item.inFrame >= item.outFrame) {
      throw new Fault('input', `The locked item ${item.id} reaches beyond its shot ${item.shot}.`);
    }
  }
  return locked.toSorted((a, b) => a.start - b.start);
}

/** Frames that the shots not yet taken can give. */
function availableFrames(material: Material, taken: ReadonlySet<string>): number {
  return material.shots
    .filter((shot) => !taken.has(shot.shot.id))
    .reduce((total, shot) => {
      const { from, to } = usableRange(material, shot, true);
      return total + to - from;
    }, 0);
}

/** The longest teaser, in whole seconds, that the film allows with its end kept back; `keepBack` is a share, 0 to 1. */
export function longestTeaser(context: CutContext, keepBack: number): number {
  const material = materialOf(context, { seconds: 1, seed: 0, keepBack });
  const available = availableFrames(material, new Set());
  const whole = Math.floor(available / material.rate);
  // A brief's length is rounded to frames, so that one more second may still fit.
  return Math.round((whole + 1) * material.rate) <= available ? whole + 1 : whole;
}

function checkEnough(
  material: Material,
  taken: ReadonlySet<string>,
  needed: number,
  brief: Brief,
  banned: number,
): void {
  const available = availableFrames(material, taken);
  if (needed <= available) return;
  const { media } = material.context.log;
  const most = Math.floor((available + material.total - needed) / material.rate);
  const because = [
    brief.keepBack > 0 ? `with its last ${Math.round(brief.keepBack * 100)}% kept back` : '',
    banned > 0 ? `without the ${banned === 1 ? 'banned shot' : `${banned} banned shots`}` : '',
  ].filter((part) => part !== '');
  const rest = because.length > 0 ? ` and ${because.join(' and ')}` : '';
  const or = [brief.keepBack > 0 ? 'keep less back' : '', banned > 0 ? 'lift a ban' : ''].filter((part) => part !== '');
  throw new Fault(
    'input',
    `The brief asks for ${inSeconds(material, material.total)}, but the film is ${inSeconds(material, media.frames)} long${rest} has ${inSeconds(material, available)} of shots to cut from: ask for at most ${most} s${or.length > 0 ? `, or ${or.join(', or ')}` : ''}.`,
    { place: media.originalPath },
  );
}

/** Locked items at their first frames, moved only where they would overlap, overrun, or leave a gap too short for a shot. */
function arrange(material: Material, locked: readonly LockedItem[]): readonly LockedItem[] {
  const length = ({ item }: LockedItem) => item.outFrame - item.inFrame;
  const starts: number[] = [];
  let end = 0;
  for (const lock of locked) {
    starts.push(Math.max(end, lock.start));
    end = starts.at(-1)! + length(lock);
  }
  let limit = material.total;
  for (let index = locked.length - 1; index >= 0; index--) {
    starts[index] = Math.min(starts[index]!, limit - length(locked[index]!));
    limit = starts[index]!;
  }
  // Gaps before each lock and after the last; one too short for a shot goes to its longest neighbour.
  const gaps = [...starts, material.total].map(
    (start, index) => start - (index === 0 ? 0 : starts[index - 1]! + length(locked[index - 1]!)),
  );
  const shortest = Math.ceil(material.rate * 0.5);
  gaps.forEach((gap, index) => {
    if (gap === 0 || gap >= shortest || gaps.length === 1) return;
    const other = gaps
      .map((_, candidate) => candidate)
      .filter((candidate) => candidate !== index)
      .reduce((a, b) => (gaps[b]! > gaps[a]! ? b : a));
    if (gaps[other] === 0) return;
    gaps[other]! += gap;
    gaps[index] = 0;
  });
  let start = 0;
  return locked.map((lock, index) => {
    start += gaps[index]!;
    const placed = { item: lock.item, start };
    start += length(lock);
    return placed;
  });
}

function stretchesBetween(material: Material, placed: readonly LockedItem[]): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  for (let index = 0; index <= placed.length; index++) {
    const next = placed[index];
    const end = next?.start ?? material.total;
    const before = neighbour(material, placed[index - 1]);
    const after = neighbour(material, next);
    stretches.push({ start, length: end - start, ...(before ? { before } : {}), ...(after ? { after } : {}) });
    if (next) start = end + next.item.outFrame - next.item.inFrame;
  }
  return stretches;
}

function neighbour(material: Material, lock: LockedItem | undefined): Neighbour | undefined {
  const shot = lock && material.byId.get(lock.item.shot);
  return shot && { shot, carries: carriesLine({ shot, inFrame: lock.item.inFrame, outFrame: lock.item.outFrame }) };
}

function fillAll(
  material: Material,
  stretches: readonly Stretch[],
  taken: ReadonlySet<string>,
): readonly (readonly Placement[])[] {
  const used = new Set(taken);
  const filled: (readonly Placement[])[] = [];
  for (const stretch of stretches) {
    const placements = stretch.length === 0 ? [] : fillStretch(material, stretch, used);
    if (!placements) return fillWithAll(material, stretches, taken);
    for (const { shot } of placements) used.add(shot.shot.id);
    filled.push(placements);
  }
  return filled;
}

function numbered(
  material: Material,
  placed: readonly LockedItem[],
  stretches: readonly Stretch[],
  filled: readonly (readonly Placement[])[],
): Omit<CutItem, 'score' | 'reasons'>[] {
  const ids = new Set(placed.map(({ item }) => item.id));
  let number = 0;
  const nextId = (): string => {
    do number++;
    while (ids.has(`i${String(number).padStart(3, '0')}`));
    return `i${String(number).padStart(3, '0')}`;
  };
  return stretches.flatMap((_, index) => {
    const items = filled[index]!.map(({ shot, inFrame, outFrame }) => ({
      id: nextId(),
      media: material.context.mediaId,
      shot: shot.shot.id,
      inFrame,
      outFrame,
      locked: false,
    }));
    const lock = placed[index]?.item;
    return lock ? [...items, { ...lock, locked: true }] : items;
  });
}
