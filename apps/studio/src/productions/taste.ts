import { type CutContext, fitTaste, learnTaste, type TastePair, tasteInWords, tastePairs } from '@second-unit/editing';
import { Fault, type Person } from '@second-unit/evidence';
import type { TasteEvidence, TasteView } from '../contract/taste.ts';
import {
  type CutDecision,
  decisionsOfTaste,
  getPerson,
  getSetting,
  resetTaste,
  type Store,
  setSetting,
  unresetTaste,
} from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { type OpenCut, openCut } from './cut-room.ts';
import { type Item, itemsOf } from './export-rights.ts';
import { Recent } from './recent.ts';

/** Evidence that is named with a sentence; the rest is counted. */
const MOST_EVIDENCE = 20;

/** What cuts that were not decided on since then told, kept while the studio is open: opening them is what takes time. */
const told = new WeakMap<Store, Recent<readonly TastePair[]>>();

interface Evidence {
  readonly pairs: readonly TastePair[];
  readonly decisions: ReadonlyMap<string, TasteEvidence>;
  readonly held: TasteView['held'];
  readonly resetAt?: string;
}

const settingOf = (person: string): string => `taste ${person}`;

async function isOn(store: Store, person: string): Promise<boolean> {
  return (await getSetting<{ on: boolean }>(store, settingOf(person)))?.on ?? true;
}

/** The weights that a person's next proposal is made with; undefined for those that ship. */
export async function weightsFor(studio: Studio, person: Person): Promise<CutContext['weights']> {
  if (!(await isOn(studio.store, person.id))) return undefined;
  const { pairs } = await evidenceOf(studio, person.id);
  return pairs.length === 0 ? undefined : fitTaste(pairs).weights;
}

/** What was learned of the one who works here, from the ledger as it stands. */
export async function viewTaste(studio: Studio): Promise<TasteView> {
  const person = (await getPerson(studio.store))?.id ?? '';
  const { pairs, decisions, held, resetAt } = await evidenceOf(studio, person);
  const taste = learnTaste(pairs);
  const shipped: Readonly<Record<string, number>> = learnTaste([]).weights;
  return {
    on: await isOn(studio.store, person),
    decisions: taste.decisions,
    pairs: taste.pairs,
    said: tasteInWords(taste).map(({ decisions: ids, ...one }) => ({
      ...one,
      of: ids.length,
      evidence: ids.slice(0, MOST_EVIDENCE).flatMap((id) => decisions.get(id) ?? []),
    })),
    weights: Object.entries(taste.weights).map(([term, now]) => ({ term, shipped: shipped[term] ?? 0, now })),
    sureness: taste.sureness,
    ...(taste.foretold ? { foretold: taste.foretold } : {}),
    held,
    ...(resetAt === undefined ? {} : { resetAt }),
  };
}

/** Whether new proposals follow what was learned. */
export async function useTaste(studio: Studio, on: boolean, person: Person): Promise<TasteView> {
  await setSetting(studio.store, settingOf(person.id), { on });
  return viewTaste(studio);
}

/** From here on; what was decided before stays in the ledger and teaches nothing. */
export async function forgetTaste(studio: Studio, person: Person): Promise<TasteView> {
  await resetTaste(studio.store, person);
  return viewTaste(studio);
}

/** Takes the last reset back. Errors: `conflict` where there is none. */
export async function unforgetTaste(studio: Studio, person: Person): Promise<TasteView> {
  await unresetTaste(studio.store, person);
  return viewTaste(studio);
}

async function evidenceOf(studio: Studio, person: string): Promise<Evidence> {
  const { decisions: counted, resetAt } = await decisionsOfTaste(studio.store, person);
  const pairs: TastePair[] = [];
  const decisions = new Map<string, TasteEvidence>();
  const held = new Map<string, TasteView['held'][number]>();
  for (const [cut, own] of Map.groupBy(counted, (one) => one.cut)) {
    const found = await opening(studio, cut);
    if (!found) continue;
    const { opened, items } = found;
    // What is learned of choices between a film's shots is learned from the film.
    const holding = items.filter(({ rights }) => !rights.mayLearnFrom);
    for (const item of holding) {
      const { id, title, rights } = item;
      const decisions = (held.get(id)?.decisions ?? 0) + own.length;
      held.set(id, { item: id, kind: kindOf(item), production: opened.row.production, title, rights, decisions });
    }
    if (holding.length > 0) continue;
    for (const one of own) decisions.set(one.decision.id, evidence(one, opened));
    const all = pairsOf(studio.store, opened);
    pairs.push(...all.filter(({ decision }) => decisions.has(decision)));
  }
  return { pairs, decisions, held: [...held.values()], ...(resetAt === undefined ? {} : { resetAt }) };
}

function kindOf(item: Item): TasteView['held'][number]['kind'] {
  if ('info' in item) return 'film';
  if ('mirror' in item) return 'script';
  return 'channels' in item ? 'music' : 'still';
}

/** A cut and what it is made from; undefined where that is gone: nothing can be learned from it any more. */
async function opening(studio: Studio, cut: string) {
  try {
    const opened = await openCut(studio, cut);
    return { opened, items: await itemsOf(studio.store, opened) };
  } catch (thrown) {
    if (thrown instanceof Fault && (thrown.code === 'not-found' || thrown.code === 'conflict')) return undefined;
    throw thrown;
  }
}

function evidence({ cut, production, decision }: CutDecision, { row }: OpenCut): TasteEvidence {
  const { id, change, at } = decision;
  return { decision: id, cut, cutTitle: row.title, production, kind: change.kind, at };
}

function pairsOf(store: Store, opened: OpenCut): readonly TastePair[] {
  const { row, decisions, context, log } = opened;
  const recent = told.get(store) ?? new Recent<readonly TastePair[]>(500);
  told.set(store, recent);
  const key = [row.id, decisions.at(-1)?.id, log.revision, context.script].join(' ');
  return recent.get(key, () => tastePairs(opened));
}
