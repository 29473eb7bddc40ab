import type { CutChange } from '@second-unit/editing';
import type { Decision, Proposal } from '@second-unit/evidence';
import type { BreakdownCorrection } from '@second-unit/story';
import type { DayCorrection, LedgerEntry, ProductionView, StillSummary } from '@second-unit/studio/contract';
import { dayCorrectionInWords } from '../bins/correction-words.ts';
import { standing } from '../cut/standing.ts';
import { messages } from '../messages.ts';
import { isPaperChange, paperChangeInWords } from '../paper/change-words.ts';
import { correctionInWords } from '../story/correction-words.ts';
import { rightsInWords } from '../ui/rights-in-words.ts';

export type Filter = keyof typeof messages.ledger.filters;

/** One ledger record in words. */
export interface Line {
  readonly entry: LedgerEntry;
  readonly by: 'person' | 'model';
  readonly who: string;
  readonly what: string;
  readonly why?: string;
  /** The film whose subtitle file this gave, where that stands. */
  readonly subtitlesOf?: string;
}

/** The ledger in words, newest first, as filter and search leave it. */
export function lines(
  entries: readonly LedgerEntry[],
  production: ProductionView,
  filter: Filter,
  search: string,
  stills: readonly StillSummary[] = [],
): readonly Line[] {
  const proposals = new Map<string, Proposal>();
  for (const { record } of entries) if (record.kind === 'proposal') proposals.set(record.proposal.id, record.proposal);
  const decisions = new Map<string, Decision>();
  for (const { record } of entries) if (record.kind === 'decision') decisions.set(record.decision.id, record.decision);
  const given = new Map<unknown, string | undefined>();
  for (const { id, change } of decisions.values()) {
    if (!isRecord(change)) continue;
    if (change.kind === 'giveSubtitles') given.set(change.media, id);
    else if (change.kind === 'removeSubtitles') given.delete(change.media);
  }
  const wanted = search.trim().toLocaleLowerCase();
  return entries
    .filter(({ record }) => filter === 'all' || record.kind === filter)
    .map((entry) => {
      const line = lineOf(entry, { ...production, stills }, proposals, decisions);
      const { record } = entry;
      const film = record.kind === 'decision' ? record.decision.proposal : '';
      const stands = record.kind === 'decision' && given.get(film) === record.decision.id;
      return stands ? { ...line, subtitlesOf: film } : line;
    })
    .filter(({ who, what, why }) => wanted === '' || `${who} ${what} ${why ?? ''}`.toLocaleLowerCase().includes(wanted))
    .toReversed();
}

function lineOf(
  entry: LedgerEntry,
  production: Known,
  proposals: ReadonlyMap<string, Proposal>,
  decisions: ReadonlyMap<string, Decision>,
): Line {
  const { author, record } = entry;
  const base = {
    entry,
    by: author.kind,
    who: author.kind === 'person' ? author.name : `${author.name} ${author.version}`,
  };
  switch (record.kind) {
    case 'proposal':
      return { ...base, what: record.proposal.what };
    case 'decision': {
      const { proposal, why } = record.decision;
      const of = proposals.get(proposal);
      const lines = [why, of?.what].filter((line) => line !== undefined && line !== '');
      return {
        ...base,
        what: decided(record.decision, of, decisions),
        ...(lines.length > 0 ? { why: lines.join(' ') } : {}),
      };
    }
    case 'rights': {
      const item = named(record.item, production);
      const { rights } = record;
      return {
        ...base,
        what: item ? messages.ledger.saidRights(item.kind, item.title) : messages.ledger.saidRightsOfOther,
        why: rightsInWords(rights, production.sample),
      };
    }
    case 'removed':
    case 'restored': {
      const isMusic = production.music.some(({ id }) => id === record.item);
      const kind = record.of ?? (isMusic ? 'music' : 'script');
      return { ...base, what: messages.ledger[record.kind](record.title, kind) };
    }
    case 'peopleAgreed':
      return { ...base, what: messages.ledger.peopleAgreed };
    case 'forgotten':
      return { ...base, what: messages.ledger.forgotten[record.because] };
    case 'lock':
      return { ...base, what: record.nothingLeaves ? messages.ledger.lockedOn : messages.ledger.lockedOff };
  }
}

/** What a record may speak of. */
interface Known extends ProductionView {
  readonly stills: readonly StillSummary[];
}

function named(id: string, { media, scripts, removed, music, stills }: Known) {
  const { itemFilm, itemScript, itemMusic, itemStill } = messages.ledger;
  const kinds = [
    [itemFilm, media],
    [itemScript, scripts],
    [itemScript, removed],
    [itemMusic, music],
    [itemStill, stills],
  ] as const;
  for (const [kind, items] of kinds) {
    const item = items.find((one) => one.id === id);
    if (item) return { kind, title: item.title };
  }
  return undefined;
}

type Decisions = ReadonlyMap<string, Decision>;

/** What was done and to which shot; of a kind that this client does not know yet, that it was done. */
function decided(decision: Decision, of: Proposal | undefined, decisions: Decisions): string {
  const { change } = decision;
  if (!isRecord(change)) return '';
  const kind = String(change.kind);
  if (kind === 'correctBreakdown' || kind === 'uncorrectBreakdown') {
    const said = correctionInWords(change.correction as BreakdownCorrection);
    return kind === 'correctBreakdown' ? said : messages.ledger.tookBack(said);
  }
  if (kind === 'giveSubtitles') return messages.ledger.gaveSubtitles(String(change.name), Number(change.lines));
  if (kind === 'removeSubtitles') return messages.ledger.removedSubtitles;
  if (kind === 'moveTake') {
    const { to } = change;
    return isRecord(to) ? messages.ledger.movedTake(String(to.text)) : messages.ledger.tookTakeOut;
  }
  if (kind === 'unmoveTake') {
    const move = find(change.decision, decisions);
    return messages.ledger.tookBack(move ? decided(move, of, decisions) : messages.ledger.other);
  }
  if (kind === 'shootDay' || kind === 'undoShootDay' || kind === 'redoShootDay') {
    const said = dayCorrectionInWords(change.correction as DayCorrection);
    return kind === 'undoShootDay' ? messages.ledger.tookBack(said) : said;
  }
  if (isPaperChange(change)) return paperChangeInWords(change);
  if (kind === 'resetTaste') return messages.ledger.resetTaste;
  if (kind === 'findFilm') return messages.ledger.foundFilm(String(change.from), String(change.to));
  if (kind === 'viewFilm') return messages.ledger.viewedAs(typeof change.curve === 'string' ? change.curve : undefined);
  if (kind === 'fitLook' || kind === 'removeLook' || kind === 'restoreLook' || kind === 'look') {
    return lookInWords(change, decisions);
  }
  if (kind === 'undo') return undone(change.decision, of, decisions);
  const known: Readonly<Record<string, string>> = { ...messages.cut.decision, ...messages.ledger.people };
  const verb = known[kind] ?? messages.ledger.other;
  if (kind.endsWith('-card') && typeof change.text === 'string') return messages.ledger.ofCard(verb, change.text);
  const shot = kind === 'swap' ? change.shot : shotOf(change.item, of, before(decision, decisions));
  const number = typeof shot === 'string' ? Number(/\d+/.exec(shot)?.[0]) : Number.NaN;
  return Number.isNaN(number) ? verb : messages.ledger.ofShot(verb, number);
}

/** A look that was fitted, removed or brought back, or one that a cut was given. */
function lookInWords(change: Readonly<Record<string, unknown>>, decisions: Decisions): string {
  const { ledger } = messages;
  const title = (id: unknown): string => {
    for (const { change: one } of decisions.values()) {
      if (isRecord(one) && one.kind === 'fitLook' && one.look === id) return String(one.title);
    }
    return ledger.lookWithout;
  };
  if (change.kind === 'look') {
    const { look } = change;
    return isRecord(look) ? ledger.lookUsed(title(look.id), Number(look.strength)) : ledger.lookOff;
  }
  const words = { fitLook: ledger.lookFitted, removeLook: ledger.lookRemoved, restoreLook: ledger.lookRestored };
  return words[change.kind as keyof typeof words](title(change.look));
}

/** Says what was taken back; taking back such a taking back puts it in place again. */
function undone(id: unknown, of: Proposal | undefined, decisions: Decisions): string {
  let decision = find(id, decisions);
  let back = true;
  // A chain is as long as a person undid and redid, and its ids only point to what came before.
  while (decision && isRecord(decision.change) && decision.change.kind === 'undo') {
    decision = find(decision.change.decision, decisions);
    back = !back;
  }
  if (!decision) return messages.cut.decision.undo;
  const what = decided(decision, of, decisions);
  return back ? messages.ledger.tookBack(what) : messages.ledger.putBack(what);
}

function find(id: unknown, decisions: Decisions): Decision | undefined {
  return typeof id === 'string' ? decisions.get(id) : undefined;
}

/** What had been decided about the same proposal until then, in order. */
function before({ id, proposal }: Decision, decisions: Decisions): readonly Decision<CutChange>[] {
  const all = [...decisions.values()];
  return all
    .slice(
      0,
      all.findIndex((one) => one.id === id),
    )
    .flatMap((one) => (one.proposal === proposal && isChange(one.change) ? [{ ...one, change: one.change }] : []));
}

/** The shot that an item of a cut showed: what was swapped in, else what was proposed: `s0005`. */
function shotOf(item: unknown, of: Proposal | undefined, earlier: readonly Decision<CutChange>[]): unknown {
  const swap = standing(earlier).findLast(({ change }) => change.kind === 'swap' && change.item === item);
  if (swap?.change.kind === 'swap') return swap.change.shot;
  if (!isRecord(of?.change) || !Array.isArray(of.change.items)) return undefined;
  return of.change.items.find((one: unknown) => isRecord(one) && one.id === item)?.shot;
}

/** The ledger keeps what it was given; only a cut's decisions have a kind. */
function isChange(value: unknown): value is CutChange {
  return isRecord(value) && typeof value.kind === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
