import { Fault } from '@second-unit/evidence';
import { withBeaten } from './beaten.ts';
import { briefCards, cardBreaks, cardsAmong, checkRoom, type PlacedCard, placedCards } from './card-plan.ts';
import type { Brief, Cut, CutContext, CutItem, CutProposal } from './cut.ts';
import { type LockedItem, tastefulRules } from './fill.ts';
import { fillAll } from './fill-all.ts';
import { fittedToTime } from './fit-to-time.ts';
import { arrange, checkedLocks, inFilmOrder } from './locks.ts';
import { type Material, materialOf, shotFrames } from './material.ts';
import type { Placement } from './objective.ts';
import { scored } from './reasons.ts';
import { type Stretch, usableRange } from './stretch-problem.ts';
import { toneWords } from './tone.ts';
import { transitionsSettled } from './transitions.ts';
import { WEIGHTS } from './weights.ts';

export type { Search } from './fill-all.ts';

export interface ProposeInput extends CutContext {
  readonly brief: Brief;
  /** Items to keep, with their first frame among the shots of the cut; see `kept`. */
  readonly locked?: readonly LockedItem[];
  /** Ids of shots that must not be used. */
  readonly banned?: readonly string[];
  /** Title cards to keep, instead of the brief's. */
  readonly cards?: readonly PlacedCard[];
  /** Id of the person who asks. */
  readonly onBehalfOf: string;
  /** Id of the proposal. */
  readonly id: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** What of a cut is kept when the cutter is asked again: `proposeCut({ ...input, ...kept(cut) })`. */
export function kept(cut: Cut): Pick<Required<ProposeInput>, 'locked' | 'banned'> & Pick<ProposeInput, 'cards'> {
  let start = 0;
  const locked: LockedItem[] = [];
  const inOrder = inFilmOrder(cut.items);
  const of = cut.items.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
  for (const [index, item] of cut.items.entries()) {
    if (item.locked) locked.push({ item, start, of, apart: !inOrder.has(index) });
    start += item.outFrame - item.inFrame;
  }
  return { locked, banned: cut.banned, ...(cut.cards ? { cards: placedCards(cut) } : {}) };
}

/**
 * A trailer of exactly `brief.seconds`, title cards included (to the frame; as near as whole frames
 * allow where the frame rate varies), in the film's order, its end kept back, each shot with its
 * reasons and what it beat. The same input gives the same cut. Locked items keep their trims, their
 * order and how far apart they stand, in proportion where the cut becomes longer or shorter, and as
 * far as the film has shots between them (`arrange`); there the best sequence is found by dynamic
 * programming. How near it is to the best stands in the settings as `search`: see `Search`.
 * @throws Fault `input` when the film has too little to cut from or the brief cannot be cut by,
 * `conflict` when the locked items alone are longer than the brief.
 */
export function proposeCut(input: ProposeInput): CutProposal {
  const { brief, onBehalfOf, id, at } = input;
  const given = materialOf(input, brief);
  const { media } = given.context.log;
  const cards = input.cards ?? briefCards(brief);
  const total = shotFrames(
    brief,
    cards.map(({ card }) => card),
    media,
  );
  const material = { ...given, total };
  const shortest = tastefulRules(material).shortest;
  checkRoom(cards, total, shortest);
  const locked = checkedLocks(material, input.locked ?? []);
  const banned = [...new Set(input.banned ?? [])];
  const taken = new Set([...banned, ...locked.map(({ item }) => item.shot)]);

  const lockedFrames = locked.reduce((sum, { item }) => sum + item.outFrame - item.inFrame, 0);
  if (lockedFrames > total) {
    throw new Fault(
      'conflict',
      `The locked shots are ${inSeconds(material, lockedFrames)} long and the brief asks for ${inSeconds(material, total)}${cards.length > 0 ? ' beside its title cards' : ''}: unlock some, or ask for more.`,
    );
  }
  checkEnough(material, taken, total - lockedFrames, brief, banned.length);

  const {
    items: laid,
    search,
    breaks,
  } = fittedToTime(material, (frames) => {
    const { placed, stretches } = arrange({ ...material, total: frames }, locked, taken);
    const breaks = cardBreaks(cards, placed, { total: frames, shortest, media });
    const sized = { ...material, total: frames, breaks };
    const filled = fillAll(sized, stretches, taken);
    return { items: numbered(sized, placed, stretches, filled.placements), search: filled.search, breaks };
  });
  const placedTitles = cards.length === 0 ? undefined : cardsAmong(cards, breaks, laid);
  const scoredItems = scored(material, laid, placedTitles);
  // Locked shots bring their transitions along, where these fit their new neighbours.
  const settled = transitionsSettled(
    { brief, items: scoredItems, banned, ...(placedTitles ? { cards: placedTitles } : {}) },
    media,
  );
  const items = withBeaten(material, { items: settled.items, banned });
  const cut: Cut = {
    brief,
    items,
    banned,
    ...(placedTitles ? { cards: placedTitles } : {}),
    ...(brief.keepBack > 0 ? { keptBackFrom: material.horizon } : {}),
  };
  return {
    id,
    what: whatOf(material, cut),
    change: cut,
    by: {
      kind: 'model',
      name: 'teaser-cutter',
      version: '2',
      settings: {
        ...brief,
        weights: input.weights ?? WEIGHTS,
        locked: locked.map(({ item }) => item.id),
        banned,
        ...(search ? { search } : {}),
      },
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

/** The proposal in one sentence, and what a person should know of it. */
function whatOf({ context, keptBackBy, brief }: Material, { items, cards = [] }: Cut): string {
  const seconds = Math.round(brief.seconds * 10) / 10;
  const different = new Set(items.map(({ shot }) => shot)).size;
  const shots =
    (different < items.length ? `${items.length} parts of ` : '') + (different === 1 ? '1 shot' : `${different} shots`);
  const apart = items.length - inFilmOrder(items).size;
  const elsewhere =
    apart === 0 ? '' : `, but for ${apart === 1 ? 'one that is' : `${apart} that are`} locked in another place`;
  const titles =
    cards.length === 0 ? '' : cards.length === 1 ? ' and a title card' : ` and ${cards.length} title cards`;
  const back =
    brief.keepBack === 0
      ? ''
      : keptBackBy === 'act'
        ? ', its last act kept back'
        : `, its last ${Math.round(brief.keepBack * 100)}% kept back`;
  const asked = [brief.tone, brief.lead].flatMap((name) => (name === undefined ? [] : [toneWords(name)]));
  const only =
    context.log.shots.length === 1
      ? '. The film is one shot, so there was nothing to choose between: log it again if it has cuts'
      : '';
  const still = context.log.media.audio ? '' : '. The film has no sound: nothing was chosen by what is heard';
  return `A teaser of ${seconds} s: ${shots}${titles} in the film's order${elsewhere}${back}${asked.length > 0 ? ` (${asked.join('; ')})` : ''}${only}${still}`;
}

function inSeconds(material: Material, frames: number): string {
  return `${Math.round((frames / material.rate) * 10) / 10} s`;
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
  const rest = because.length > 0 ? ` and ${because.join(' and ')}` : ' and';
  // What fades and dissolves take, and the black between them, is no shot's.
  const between = material.horizon - availableFrames(material, new Set());
  const lost =
    between < 0.1 * material.horizon
      ? ''
      : ` (fades, dissolves and black between shots, ${inSeconds(material, between)}, left out)`;
  const or = [
    most > 0 ? `ask for at most ${most} s` : '',
    brief.keepBack > 0 ? 'keep less back' : '',
    banned > 0 ? 'lift a ban' : '',
  ].filter((part) => part !== '');
  const advice = or.length === 0 ? 'too little for a teaser, which is 1 s at least' : or.join(', or ');
  throw new Fault(
    'input',
    `The brief asks for ${inSeconds(material, material.total)}, but the film is ${inSeconds(material, media.frames)} long${rest} has ${inSeconds(material, available)} of shots to cut from${lost}: ${advice}.`,
    { place: media.fileName ?? media.originalPath },
  );
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
