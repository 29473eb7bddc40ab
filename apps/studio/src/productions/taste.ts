import { type CutContext, learnTaste, type Taste, type TastePair, tasteInWords } from '@second-unit/editing';
import { Fault, type Person } from '@second-unit/evidence';
import type { TasteEvidence, TasteView } from '../contract/taste.ts';
import {
  type CutDecision,
  type CutRow,
  decisionsOfTaste,
  getCut,
  getPerson,
  getSetting,
  resetTaste,
  type Store,
  setSetting,
  unresetTaste,
} from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { type OpenCut, openCut } from './cut-room.ts';
import { type Item, itemsFrom, type Sources, sourcesOf } from './export-rights.ts';
import { Recent } from './recent.ts';

/** Evidence that is named with a sentence; the rest is counted. */
const MOST_EVIDENCE = 20;

/** What a cut told of taste, and of what it is made: whose rights count is looked up each time. */
interface Told {
  readonly sources: Sources;
  /** Absent where it was not asked, as nothing may be learned from it. */
  readonly pairs?: readonly TastePair[];
}

/** Of cuts that were not decided on since then, kept while the studio is open: opening them is what takes time. */
const told = new WeakMap<Store, Recent<Told>>();

/** What was last learned, kept until something else is decided. */
const learned = new WeakMap<Store, { readonly from: string; readonly taste: Taste }>();

interface Evidence {
  /** The same for the same evidence. */
  readonly state: string;
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
export async function weightsFor(studio: Studio, person: Person, signal?: AbortSignal): Promise<CutContext['weights']> {
  if (!(await isOn(studio.store, person.id))) return undefined;
  const { pairs, state } = await evidenceOf(studio, person.id, signal);
  if (pairs.length === 0) return undefined;
  const known = learned.get(studio.store);
  return known?.from === state ? known.taste.weights : studio.cutter.weights(pairs, signal);
}

/** What was learned of the one who works here, from the ledger as it stands. Errors: `cancelled` by the signal. */
export async function viewTaste(studio: Studio, signal?: AbortSignal): Promise<TasteView> {
  const person = (await getPerson(studio.store))?.id ?? '';
  const { pairs, decisions, held, resetAt, state } = await evidenceOf(studio, person, signal);
  const known = learned.get(studio.store);
  const taste = known?.from === state ? known.taste : await studio.cutter.taste(pairs, signal);
  learned.set(studio.store, { from: state, taste });
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

async function evidenceOf(studio: Studio, person: string, signal?: AbortSignal): Promise<Evidence> {
  const { decisions: counted, resetAt } = await decisionsOfTaste(studio.store, person);
  const pairs: TastePair[] = [];
  const decisions = new Map<string, TasteEvidence>();
  const held = new Map<string, TasteView['held'][number]>();
  const state = [person];
  for (const [cut, own] of Map.groupBy(counted, (one) => one.cut)) {
    const found = await opening(studio, cut, own);
    if (!found) continue;
    const { row, key, items } = found;
    // What is learned of choices between a film's shots is learned from the film.
    const holding = items.filter(({ rights }) => !rights.mayLearnFrom);
    for (const item of holding) {
      const { id, title, rights } = item;
      const decisions = (held.get(id)?.decisions ?? 0) + own.length;
      held.set(id, { item: id, kind: kindOf(item), production: row.production, title, rights, decisions });
    }
    if (holding.length > 0) continue;
    for (const one of own) decisions.set(one.decision.id, evidence(one, row));
    const all = await pairsOf(studio, found, signal);
    state.push(key, ...own.map(({ decision }) => decision.id));
    pairs.push(...all.filter(({ decision }) => decisions.has(decision)));
  }
  return {
    state: state.join(' '),
    pairs,
    decisions,
    held: [...held.values()],
    ...(resetAt === undefined ? {} : { resetAt }),
  };
}

function kindOf(item: Item): TasteView['held'][number]['kind'] {
  if ('info' in item) return 'film';
  if ('mirror' in item) return 'script';
  return 'channels' in item ? 'music' : 'still';
}

interface Found {
  readonly row: CutRow;
  /** All that its pairs depend on. */
  readonly key: string;
  readonly told: Told;
  readonly items: readonly Item[];
  /** Where it had to be opened for this. */
  readonly opened?: OpenCut;
}

/** A cut and what it is made from; undefined where that is gone: nothing can be learned from it any more. */
async function opening(studio: Studio, cut: string, own: readonly CutDecision[]): Promise<Found | undefined> {
  const { store } = studio;
  try {
    const row = await getCut(store, cut);
    const key = [row.id, row.updatedAt, row.log, own.length, own.at(-1)?.decision.id].join(' ');
    const known = recentOf(store).peek(key);
    const opened = known ? undefined : await openCut(studio, cut);
    const told = known ?? { sources: sourcesOf(opened!) };
    const items = await itemsFrom(store, told.sources);
    if (!known) recentOf(store).get(key, () => told);
    return { row, key, told, items, ...(opened ? { opened } : {}) };
  } catch (thrown) {
    if (thrown instanceof Fault && (thrown.code === 'not-found' || thrown.code === 'conflict')) return undefined;
    throw thrown;
  }
}

function evidence({ cut, production, decision }: CutDecision, { title }: CutRow): TasteEvidence {
  const { id, change, at } = decision;
  return { decision: id, cut, cutTitle: title, production, kind: change.kind, at };
}

function recentOf(store: Store): Recent<Told> {
  const recent = told.get(store) ?? new Recent<Told>(500);
  told.set(store, recent);
  return recent;
}

async function pairsOf(
  studio: Studio,
  { row, key, told: known, opened }: Found,
  signal: AbortSignal | undefined,
): Promise<readonly TastePair[]> {
  if (known.pairs) return known.pairs;
  const pairs = await studio.cutter.pairs(opened ?? (await openCut(studio, row.id)), signal);
  const recent = recentOf(studio.store);
  recent.forget(key);
  recent.get(key, () => ({ ...known, pairs }));
  return pairs;
}
