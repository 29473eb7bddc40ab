import { Fault } from '@second-unit/evidence';
import type { Brief, Cut, CutProposal } from './cut.ts';
import { materialOf } from './material.ts';
import { type ProposeInput, proposeCut } from './propose.ts';
import { scored } from './reasons.ts';
import type { Lead, Tone } from './tone.ts';

export interface SeveralInput extends Omit<ProposeInput, 'id'> {
  /** A new id for each proposal. */
  readonly id: (index: number) => string;
}

/** One of several trailers, and how it stands beside the others. */
export interface Several {
  readonly proposal: CutProposal;
  /** Share of its time that an earlier one shows too, by frames; the most of any. 0 for the first. */
  readonly overlap: number;
  /**
   * Share of the first one's worth that it gives up, by the brief that was asked; below 0 where it is worth more, as it
   * can be where the first is not proven the best.
   */
  readonly loss: number;
}

/** Most trailers that are asked for at once: each costs as much as one. */
export const MOST_PROPOSALS = 5;

/** What the later trailers lean on, where the brief leaves it open. */
const TURNS: readonly { readonly lead?: Lead; readonly tone?: Tone }[] = [
  {},
  { lead: 'voices' },
  { lead: 'pictures', tone: 'quick' },
  { lead: 'story', tone: 'tense' },
  { lead: 'pictures', tone: 'quiet' },
];

/**
 * Several trailers that differ in what they show, not by chance: each pays for shots, set-ups and
 * scenes of those before it (the term `again`), and leans on something else where the brief leaves
 * that open. What must be shared, as where there is little film, is spread over those before it. The first is `proposeCut`'s. Locked shots are in all of them. Overlap and loss are
 * measured and said in each proposal's sentence and settings (`among`).
 * @throws Fault as `proposeCut`; `input` for a count that is not 1 to 5, or for several trailers of one shot.
 */
export function proposeCuts({ id, ...input }: SeveralInput, count: number): readonly Several[] {
  if (!Number.isInteger(count) || count < 1 || count > MOST_PROPOSALS) {
    throw new Fault('input', `${count} trailers cannot be proposed at once: ask for 1 to ${MOST_PROPOSALS}.`);
  }
  if (count > 1 && input.log.shots.length === 1) {
    throw new Fault(
      'input',
      `The film is one shot, so ${count} trailers would all show the same: ask for one, or log the film again if it has cuts.`,
      { place: input.log.media.originalPath },
    );
  }
  const several: Several[] = [];
  for (let index = 0; index < count; index++) {
    const before = several.map(({ proposal }) => proposal.change);
    const proposal = unlikeThose({ ...input, id: id(index) }, before);
    const first = before[0];
    const overlap = mostOverlap(proposal.change, before).overlap;
    const loss = first ? lossOf(worthOf(input, first), worthOf(input, proposal.change)) : 0;
    several.push({ proposal: count === 1 ? proposal : said(proposal, { index, count, overlap, loss }), overlap, loss });
  }
  return several;
}

/** Sharing more of its time than this with one earlier trailer, a trailer is asked for again. */
const MUCH_ALIKE = 0.3;
/** So many times, at most. */
const MOST_AGAIN = 3;

/**
 * A trailer that pays for what earlier ones show. Where it shares much with one of them it is asked for again, and pays
 * more for the shots of that one, so that what must be shared is spread; of these the least alike is taken.
 */
function unlikeThose(input: ProposeInput, before: readonly Cut[]): CutProposal {
  const locked = new Set((input.locked ?? []).map(({ item }) => item.shot));
  const shotsOf = ({ items }: Cut): string[] => items.map(({ shot }) => shot).filter((shot) => !locked.has(shot));
  let unlike = [...new Set([...(input.brief.unlike ?? []), ...before.flatMap(shotsOf)])];
  const proposed = (): CutProposal => proposeCut({ ...input, brief: briefOf(input.brief, before.length, unlike) });
  let best = proposed();
  let [least, last] = [mostOverlap(best.change, before).overlap, best];
  for (let again = 0; again < MOST_AGAIN && least > MUCH_ALIKE; again++) {
    const { cut } = mostOverlap(last.change, before);
    const shared = new Set(shotsOf(last.change));
    const dearer = shotsOf(cut!).filter((shot) => shared.has(shot));
    if (dearer.length === 0) break;
    unlike = [...unlike, ...dearer];
    last = proposed();
    const { overlap } = mostOverlap(last.change, before);
    if (overlap < least) [best, least] = [last, overlap];
  }
  return best;
}

/** The earlier one that a cut shares most of its time with, and how much that is. */
function mostOverlap(cut: Cut, before: readonly Cut[]): { readonly overlap: number; readonly cut?: Cut } {
  return before.reduce<{ readonly overlap: number; readonly cut?: Cut }>(
    (most, other) => {
      const overlap = overlapOf(cut, other);
      return overlap > most.overlap ? { overlap, cut: other } : most;
    },
    { overlap: 0 },
  );
}

function briefOf(brief: Brief, index: number, unlike: readonly string[]): Brief {
  if (index === 0) return brief;
  const turn = brief.lead === undefined && brief.tone === undefined ? TURNS[index]! : {};
  return { ...brief, ...turn, unlike };
}

/** Share of the time of a cut whose frames another shows too. */
export function overlapOf(cut: Pick<Cut, 'items'>, other: Pick<Cut, 'items'>): number {
  const total = cut.items.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
  const shared = cut.items.reduce(
    (sum, item) =>
      sum +
      other.items.reduce((own, { media, inFrame, outFrame }) => {
        const both = Math.min(item.outFrame, outFrame) - Math.max(item.inFrame, inFrame);
        return media === item.media ? own + Math.max(0, both) : own;
      }, 0),
    0,
  );
  return total === 0 ? 0 : shared / total;
}

/** Of a film of poor shots the best may be worth nothing, or less: a share is of how much that is, whatever its sign. */
export function lossOf(first: number, other: number): number {
  return (first - other) / Math.max(Math.abs(first), 1) + 0;
}

/** What the shots of a cut are worth by the brief that was asked, whatever brief made them. */
function worthOf(input: Omit<SeveralInput, 'id'>, { items, cards }: Cut): number {
  return scored(materialOf(input, input.brief), items, cards).reduce((sum, { score }) => sum + score, 0);
}

function said(
  proposal: CutProposal,
  among: { readonly index: number; readonly count: number; readonly overlap: number; readonly loss: number },
): CutProposal {
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  const { index, count, overlap, loss } = among;
  const words =
    index === 0
      ? `The first of ${count}, and the best by the brief`
      : `Number ${index + 1} of ${count}: shares ${percent(overlap)} of its time with another, and is worth ${percent(Math.abs(loss))} ${loss < 0 ? 'more' : 'less'} than the first by the brief`;
  return {
    ...proposal,
    what: `${proposal.what}. ${words}`,
    by: {
      ...proposal.by,
      settings: { ...proposal.by.settings, among: { number: index + 1, of: count, overlap, loss } },
    },
  };
}
