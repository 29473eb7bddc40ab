import type { Decision } from '@second-unit/evidence';
import { random } from '@second-unit/learning';
import { alternatives } from '../../packages/editing/src/alternatives.ts';
import { changed } from '../../packages/editing/src/change.ts';
import type { Cut, CutChange, CutContext, CutProposal } from '../../packages/editing/src/cut.ts';
import { type Material, materialOf } from '../../packages/editing/src/material.ts';
import { boundsOf } from '../../packages/editing/src/taste/bounds.ts';
import { differenceOf } from '../../packages/editing/src/taste/pairs.ts';
import { type FeatureName, WEIGHTS, type Weights } from '../../packages/editing/src/weights.ts';

/**
 * A simulated editor: a hidden taste, and how sharply they follow it. The taste is linear in the
 * objective's features, which is what is learned, so this is a test of learning from few, noisy and
 * one-sided choices, not of whether people are like that. `unseen` adds what no log shows (how well a
 * shot is acted, say): a worth by shot that no feature can express.
 */
export interface Editor {
  readonly seed: number;
  readonly weights: Weights;
  /** Standard deviation of the worth of a shot that no feature shows; 0 for none. */
  readonly unseen: number;
  /** Log odds by one of worth. */
  readonly sharpness: number;
  /** Takes the first alternative that will do, from the top; others look at all of them. */
  readonly hasty: boolean;
}

const NAMES = Object.keys(WEIGHTS) as FeatureName[];

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * Hidden weights, drawn quite unlike the learner's prior: each shipped weight times a log-normal
 * factor, one in eight at nought, and three strong opinions that may turn a sign.
 */
export function hiddenTaste(seed: number): Weights {
  const next = random(seed * 7919 + 13);
  const weights = Object.fromEntries(NAMES.map((name): [FeatureName, number] => [name, WEIGHTS[name]]));
  const free = NAMES.filter((name) => boundsOf(name).least !== boundsOf(name).most);
  for (const name of free) weights[name]! *= next() < 0.125 ? 0 : Math.exp(0.6 * normal(next));
  for (let opinion = 0; opinion < 3; opinion++) {
    const name = free[Math.floor(next() * free.length)]!;
    const by = (next() < 0.5 ? -1 : 1) * (1 + next()) * Math.max(1, Math.abs(WEIGHTS[name]));
    const { least, most } = boundsOf(name);
    weights[name] = Math.min(most, Math.max(least, weights[name]! + by));
  }
  return weights as Weights;
}

/** What no feature of a shot shows, the same for an editor whenever they see it. */
function unseenOf(editor: Pick<Editor, 'seed' | 'unseen'>, material: Material, shot: string): number {
  if (editor.unseen === 0) return 0;
  let hash = editor.seed >>> 0;
  for (const char of `${material.context.mediaId}/${shot}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return editor.unseen * normal(random(hash));
}

/** How much more the first cut is worth to the editor than the other. */
export function worthMore(
  editor: Pick<Editor, 'seed' | 'unseen' | 'weights'>,
  material: Material,
  a: Cut,
  b: Cut,
): number {
  const difference = differenceOf(material, a, b);
  let worth = NAMES.reduce((sum, name) => sum + (difference[name] ?? 0) * editor.weights[name], 0);
  for (const { shot } of a.items) worth += unseenOf(editor, material, shot);
  for (const { shot } of b.items) worth -= unseenOf(editor, material, shot);
  return worth;
}

export interface Choice {
  readonly context: CutContext;
  readonly proposal: CutProposal;
  readonly decisions: readonly Decision<CutChange>[];
}

/**
 * What an editor decides on one proposal, going through its places once: what they like better is
 * swapped in, the worst of all they saw is now and then banned, some lengths are changed, some
 * places, some shots locked, and at the end the cut is accepted. At most `most` decisions.
 */
export function edits(editor: Editor, context: CutContext, proposal: CutProposal, most: number): Choice {
  const material = materialOf(context, proposal.change.brief);
  const next = random(editor.seed * 104729 + hashOf(proposal.id));
  // Gumbel noise makes choices among many follow the same odds as choices between two.
  const liking = (cut: Cut, now: Cut) =>
    editor.sharpness * worthMore(editor, material, cut, now) - Math.log(-Math.log(next()));
  const decisions: Decision<CutChange>[] = [];
  let cut = proposal.change;
  const decide = (change: CutChange): void => {
    if (decisions.length >= most) return;
    const at = '2026-01-01T00:00:00Z';
    const by = { kind: 'person', id: 'editor', name: 'Editor' } as const;
    decisions.push({
      id: `${proposal.id}-${decisions.length}`,
      proposal: proposal.id,
      verdict: 'edited',
      change,
      by,
      at,
    });
    cut = changed(cut, change, material);
  };
  for (const { id: item } of proposal.change.items) {
    if (decisions.length >= most || !cut.items.some(({ id }) => id === item)) continue;
    const seen = alternatives(context, cut, item).map(({ shot }): CutChange => ({ kind: 'swap', item, shot }));
    const now = liking(cut, cut);
    const liked = seen.map((change) => ({ change, liking: liking(changed(cut, change, material), cut) }));
    const best = editor.hasty
      ? liked.find((one) => one.liking > now + 1)
      : liked.reduce<(typeof liked)[0] | undefined>((a, b) => (b.liking > (a?.liking ?? now) ? b : a), undefined);
    if (best && next() < 0.15 && liked.every((one) => one.liking > now)) decide({ kind: 'ban', item });
    else if (best) decide(best.change);
    else if (next() < 0.3) decide({ kind: 'lock', item });
    const trims = next() < 0.2 ? lengths(material, cut, item) : [];
    const places = next() < 0.08 ? neighbours(cut, item) : [];
    for (const choices of [trims, places]) {
      const still = liking(cut, cut);
      const [first] = choices
        .map((change) => ({ change, liking: liking(changed(cut, change, material), cut) }))
        .toSorted((a, b) => b.liking - a.liking);
      if (first && first.liking > still) decide(first.change);
    }
  }
  decide({ kind: 'accept' });
  return { context, proposal, decisions };
}

/** A quarter shorter and a quarter longer, at the end that has room. */
function lengths(material: Material, cut: Cut, id: string): CutChange[] {
  const item = cut.items.find((one) => one.id === id);
  const shot = item && material.byId.get(item.shot)?.shot;
  if (!item || !shot) return [];
  const by = Math.round((item.outFrame - item.inFrame) / 4);
  const [shorter, longer] = [item.outFrame - by, Math.min(shot.endFrame, item.outFrame + by)];
  return [shorter, longer]
    .filter((outFrame) => outFrame !== item.outFrame && outFrame > item.inFrame)
    .map((outFrame) => ({ kind: 'trim', item: id, inFrame: item.inFrame, outFrame }));
}

function neighbours(cut: Cut, id: string): CutChange[] {
  const at = cut.items.findIndex((one) => one.id === id);
  if (at < 0) return [];
  return [at - 1, at + 1]
    .filter((to) => to >= 0 && to < cut.items.length)
    .map((to) => ({ kind: 'move', item: id, to }));
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
