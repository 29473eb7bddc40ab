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
  /** Share of the first one's worth that it gives up, by the first one's brief; can be below 0 only by rounding. */
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
 * that open. The first is `proposeCut`'s. Locked shots are in all of them. Overlap and loss are
 * measured and said in each proposal's sentence and settings (`among`).
 * @throws Fault as `proposeCut`; `input` for a count that is not 1 to 5.
 */
export function proposeCuts({ id, ...input }: SeveralInput, count: number): readonly Several[] {
  if (!Number.isInteger(count) || count < 1 || count > MOST_PROPOSALS) {
    throw new Fault('input', `${count} trailers cannot be proposed at once: ask for 1 to ${MOST_PROPOSALS}.`);
  }
  const several: Several[] = [];
  const locked = new Set((input.locked ?? []).map(({ item }) => item.shot));
  for (let index = 0; index < count; index++) {
    const before = several.map(({ proposal }) => proposal.change);
    const proposal = proposeCut({ ...input, id: id(index), brief: briefOf(input.brief, before, index, locked) });
    const first = before[0];
    const overlap = Math.max(0, ...before.map((cut) => overlapOf(proposal.change, cut)));
    const loss = first ? 1 - worthOf(input, proposal.change) / worthOf(input, first) : 0;
    several.push({ proposal: count === 1 ? proposal : said(proposal, { index, count, overlap, loss }), overlap, loss });
  }
  return several;
}

function briefOf(brief: Brief, before: readonly Cut[], index: number, locked: ReadonlySet<string>): Brief {
  if (before.length === 0) return brief;
  const turn = TURNS[index]!;
  const shots = before.flatMap(({ items }) => items.map(({ shot }) => shot)).filter((shot) => !locked.has(shot));
  return {
    ...(brief.lead === undefined && brief.tone === undefined ? { ...brief, ...turn } : brief),
    unlike: [...new Set([...(brief.unlike ?? []), ...shots])],
  };
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
