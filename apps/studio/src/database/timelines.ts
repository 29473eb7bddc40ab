import { Fault } from '@second-unit/evidence';
import type { Selectable } from 'kysely';
import { createCut } from './cuts.ts';
import { atomically } from './dialect.ts';
import { now } from './ids.ts';
import type { Store, TimelineTable } from './tables.ts';

/** Which film a media of a timeline is. */
export interface TimelineLink {
  readonly media: string;
  /** What it was told by; empty where a person said it. */
  readonly reasons: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
}

/** A timeline of an editing program that came in. */
export interface TimelineRow {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  /** File name as it came. */
  readonly name: string;
  readonly format: string;
  /** All that it says, as OpenTimelineIO's JSON. */
  readonly otio: string;
  /** What its reader had to say, in sentences. */
  readonly notes: readonly string[];
  /** By key of the media; null where a person said that it is none of the films. */
  readonly links: Readonly<Record<string, TimelineLink | null>>;
  /** The cut that was made of it. */
  readonly cut: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

function timelineRow(row: Selectable<TimelineTable>): TimelineRow {
  const { created_at, updated_at, notes, links, ...rest } = row;
  return {
    ...rest,
    notes: JSON.parse(notes) as string[],
    links: JSON.parse(links) as TimelineRow['links'],
    createdAt: created_at,
    updatedAt: updated_at,
  };
}

export async function createTimeline(
  store: Store,
  {
    notes,
    links,
    ...rest
  }: Pick<TimelineRow, 'id' | 'production' | 'title' | 'name' | 'format' | 'otio' | 'notes' | 'links'>,
): Promise<TimelineRow> {
  const at = now();
  const row = {
    ...rest,
    notes: JSON.stringify(notes),
    links: JSON.stringify(links),
    cut: null,
    created_at: at,
    updated_at: at,
  };
  await store.insertInto('timelines').values(row).execute();
  return timelineRow(row);
}

/** Errors: `not-found`. */
export async function getTimeline(store: Store, id: string): Promise<TimelineRow> {
  const row = await store.selectFrom('timelines').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such timeline.', { place: id });
  return timelineRow(row);
}

/** The timeline that a cut was made of; undefined for a cut of ours. */
export async function timelineOfCut(store: Store, cut: string): Promise<TimelineRow | undefined> {
  const row = await store.selectFrom('timelines').selectAll().where('cut', '=', cut).executeTakeFirst();
  return row && timelineRow(row);
}

/** A production's timelines, newest first, without what they hold. */
export async function listTimelines(
  store: Store,
  production: string,
): Promise<Pick<TimelineRow, 'id' | 'production' | 'title' | 'name' | 'format' | 'cut' | 'createdAt'>[]> {
  const rows = await store
    .selectFrom('timelines')
    .select(['id', 'production', 'title', 'name', 'format', 'cut', 'created_at'])
    .where('production', '=', production)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ created_at, ...rest }) => ({ ...rest, createdAt: created_at }));
}

/** Says which film a media is, in turn with whoever says so at the same time. Errors: `not-found`. */
export async function linkTimeline(
  store: Store,
  id: string,
  key: string,
  link: TimelineLink | null,
): Promise<TimelineRow> {
  return atomically(store, async (trx) => {
    // The write comes first: it is what locks the row on PostgreSQL.
    await trx.updateTable('timelines').set({ updated_at: now() }).where('id', '=', id).execute();
    const { links } = await getTimeline(trx, id);
    const all = JSON.stringify({ ...links, [key]: link });
    await trx.updateTable('timelines').set({ links: all }).where('id', '=', id).execute();
    return getTimeline(trx, id);
  });
}

/**
 * Keeps the cut that is made of a timeline, and with it that it was; the one that there is already where somebody was
 * quicker. Errors: `not-found`; as `createCut`, nothing is kept then.
 */
export async function cutOfTimeline(store: Store, id: string, cut: Parameters<typeof createCut>[1]): Promise<string> {
  return atomically(store, async (trx) => {
    // The write comes first: it is what locks the row on PostgreSQL.
    await trx.updateTable('timelines').set({ updated_at: now() }).where('id', '=', id).execute();
    const { cut: known } = await getTimeline(trx, id);
    if (known !== null) return known;
    const made = await createCut(trx, cut);
    await trx.updateTable('timelines').set({ cut: made.id }).where('id', '=', id).execute();
    return made.id;
  });
}
