import { Fault } from '@second-unit/evidence';
import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { JobKind, JobState, JobView } from '../contract/index.ts';
import { databaseTime } from './clock.ts';
import { atomically } from './dialect.ts';
import { newId, now } from './ids.ts';
import { turnOfProduction } from './productions.ts';
import type { JobTable, Store, Tables } from './tables.ts';

/** What a runner needs to know of a job beyond what is shown. */
export interface JobRow extends JobView {
  readonly input: unknown;
  /** Counts the claims. Writes of an earlier claim are refused. */
  readonly attempt: number;
  readonly cancelAsked: boolean;
  /** Counts the changes: of two reads of a job, the later one has the higher. */
  readonly revision: number;
}

/** All of a job but its checkpoint, which may be megabytes: every studio looks at its jobs several times a second. */
const COLUMNS = [
  'id',
  'kind',
  'production',
  'subject',
  'label',
  'state',
  'progress',
  'doing',
  'message',
  'input',
  'attempt',
  'revision',
  'cancel_asked',
  'runner',
  'heartbeat_at',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof JobTable)[];

/** What every visible change of a job sets. */
function change() {
  return { revision: sql<number>`revision + 1`, updated_at: now() };
}

function jobRow(row: Pick<Selectable<JobTable>, (typeof COLUMNS)[number]>): JobRow {
  return {
    id: row.id,
    kind: row.kind as JobKind,
    production: row.production,
    subject: row.subject,
    label: row.label,
    state: row.state as JobState,
    progress: row.progress,
    doing: row.doing,
    ...(row.message === null ? {} : { message: row.message }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    input: JSON.parse(row.input),
    attempt: row.attempt,
    cancelAsked: row.cancel_asked === 1,
    revision: row.revision,
  };
}

/** What is shown of a job. */
export function jobView(row: JobRow): JobView {
  const { input: _1, attempt: _2, cancelAsked: _3, revision: _4, ...view } = row;
  return view;
}

/** What a person or the studio asks to be done. */
export interface JobRequest {
  readonly kind: JobKind;
  readonly production: string;
  /** Id of what it works on. */
  readonly subject: string;
  /** In a person's words: `Log “Sintel”`. */
  readonly label: string;
  /** JSON for the handler. */
  readonly input: unknown;
}

export async function insertJob(store: Store, request: JobRequest): Promise<JobRow> {
  const at = now();
  const row = await store
    .insertInto('jobs')
    .values({
      id: newId(),
      kind: request.kind,
      production: request.production,
      subject: request.subject,
      label: request.label,
      state: 'queued',
      progress: 0,
      doing: 'Waiting',
      message: null,
      input: JSON.stringify(request.input ?? null),
      checkpoint: null,
      attempt: 0,
      revision: 0,
      lost: 0,
      cancel_asked: 0,
      runner: null,
      heartbeat_at: null,
      created_at: at,
      updated_at: at,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return jobRow(row);
}

/**
 * The job of a kind that waits or runs for a subject. Others that would begin one wait until the transaction ends, so
 * that two windows, or two studios on one database, begin one and not two.
 */
export async function findUnderWay(
  trx: Store,
  { kind, production, subject }: Pick<JobRequest, 'kind' | 'production' | 'subject'>,
): Promise<JobRow | undefined> {
  await turnOfProduction(trx, production);
  return (await listJobs(trx, { kind, subject, states: ['queued', 'running'], limit: 1 }))[0];
}

/** Errors: `not-found`. */
export async function getJob(store: Store, id: string): Promise<JobRow> {
  const row = await store.selectFrom('jobs').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault('not-found', 'There is no such job.', { place: id });
  return jobRow(row);
}

export interface JobFilter {
  readonly production?: string;
  readonly subject?: string;
  readonly kind?: JobKind;
  readonly states?: readonly JobState[];
  /** Default 100. */
  readonly limit?: number;
}

/** Jobs, newest first. */
export async function listJobs(store: Store, filter: JobFilter = {}): Promise<JobRow[]> {
  let query = store.selectFrom('jobs').select(COLUMNS);
  if (filter.production !== undefined) query = query.where('production', '=', filter.production);
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.states !== undefined) query = query.where('state', 'in', filter.states);
  const found = await query
    .orderBy('id', 'desc')
    .limit(filter.limit ?? 100)
    .execute();
  return found.map(jobRow);
}

/**
 * Claims the oldest waiting job of one of `kinds` for a runner. Undefined where there is none; one
 * job is never given to two runners.
 */
export async function claimJob(
  store: Store,
  { runner, kinds }: { runner: string; kinds: readonly JobKind[] },
): Promise<JobRow | undefined> {
  if (kinds.length === 0) return undefined;
  for (;;) {
    const next = await store
      .selectFrom('jobs')
      .select('id')
      .where('state', '=', 'queued')
      .where('kind', 'in', kinds)
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!next) return undefined;
    const claimed = await claim(store, runner, next.id, (expression) => expression('state', '=', 'queued'));
    // Another runner was faster: look again.
    if (claimed) return claimed;
  }
}

/**
 * Milliseconds after a sign of life in which a running job is not taken from its runner. More than
 * the time between two signs, less than the time after which pg-boss gives a runner up.
 */
const FRESH = 6_000;

/**
 * Claims one job that a queue outside handed to this runner, also from a runner that the queue gave
 * up on. Undefined where it is finished, cancelled, or plainly running: a queue may hand out an
 * entry twice.
 */
export async function takeJob(store: Store, runner: string, id: string): Promise<JobRow | undefined> {
  return claim(store, runner, id, (expression) =>
    expression.or([
      expression('state', '=', 'queued'),
      expression.and([
        expression('state', '=', 'running'),
        expression('heartbeat_at', '<', databaseTime(store, FRESH)),
      ]),
    ]),
  );
}

async function claim(
  store: Store,
  runner: string,
  id: string,
  from: (expression: ExpressionBuilder<Tables, 'jobs'>) => Expression<SqlBool>,
): Promise<JobRow | undefined> {
  const row = await store
    .updateTable('jobs')
    .set((expression) => ({
      state: 'running',
      runner,
      attempt: expression('attempt', '+', 1),
      heartbeat_at: databaseTime(store),
      ...change(),
      doing: 'Starting',
      message: null,
    }))
    .where('id', '=', id)
    .where(from)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && jobRow(row);
}

/** One claim of a job. Its writes do nothing once the job was handed to another. */
export interface Claim {
  readonly id: string;
  readonly attempt: number;
}

function held(store: Store, claim: Claim) {
  return store
    .updateTable('jobs')
    .where('id', '=', claim.id)
    .where('attempt', '=', claim.attempt)
    .where('state', '=', 'running');
}

/** Notes progress (0 to 1). Undefined where the claim no longer holds. */
export async function noteProgress(
  store: Store,
  claim: Claim,
  { fraction, doing }: { fraction: number; doing: string },
): Promise<JobRow | undefined> {
  const row = await held(store, claim)
    .set({ progress: Math.min(1, Math.max(0, fraction)), doing, ...change(), heartbeat_at: databaseTime(store) })
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && jobRow(row);
}

/**
 * Does a claim hold? Said in a transaction it holds until the commit, so that what is written with it is written by the
 * runner that has the job, or by none.
 */
export async function isHeldBy(trx: Store, claim: Claim): Promise<boolean> {
  const result = await held(trx, claim)
    .set({ heartbeat_at: databaseTime(trx) })
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Keeps what the handler wants back if it is started again. False where the claim no longer holds. */
export async function saveCheckpoint(store: Store, claim: Claim, checkpoint: unknown): Promise<boolean> {
  const result = await held(store, claim)
    .set({ checkpoint: JSON.stringify(checkpoint ?? null), heartbeat_at: databaseTime(store) })
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** What the handler of a job last saved; undefined before that. */
export async function findCheckpoint(store: Store, id: string): Promise<unknown> {
  const row = await store.selectFrom('jobs').select('checkpoint').where('id', '=', id).executeTakeFirst();
  return row === undefined || row.checkpoint === null ? undefined : JSON.parse(row.checkpoint);
}

/** Ends a job. Undefined where the claim no longer holds. */
export async function finishJob(
  store: Store,
  claim: Claim,
  end: { state: 'cancelled' } | { state: 'done'; message?: string } | { state: 'failed'; message: string },
): Promise<JobRow | undefined> {
  const row = await held(store, claim)
    .set({
      state: end.state,
      doing: '',
      message: end.state === 'cancelled' ? null : (end.message ?? null),
      ...(end.state === 'done' ? { progress: 1, checkpoint: null } : {}),
      runner: null,
      ...change(),
    })
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && jobRow(row);
}

/**
 * Gives a claimed job back to the queue, its checkpoint kept; one that somebody wants cancelled is
 * cancelled by it. Undefined where the claim no longer holds.
 */
export async function releaseJob(store: Store, claim: Claim): Promise<JobRow | undefined> {
  const row = await held(store, claim)
    .set((expression) => ({
      state: expression.case().when('cancel_asked', '=', 1).then('cancelled').else('queued').end(),
      doing: expression.case().when('cancel_asked', '=', 1).then('').else('Waiting').end(),
      runner: null,
      ...change(),
    }))
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && jobRow(row);
}

/** Says that a runner lives, for all that it runs. */
export async function beat(store: Store, runner: string): Promise<void> {
  await store
    .updateTable('jobs')
    .set({ heartbeat_at: databaseTime(store) })
    .where('runner', '=', runner)
    .where('state', '=', 'running')
    .execute();
}

/** Which of these running jobs somebody wants cancelled, or no longer has under this claim. */
export async function findStopped(store: Store, claims: readonly Claim[]): Promise<string[]> {
  if (claims.length === 0) return [];
  const rows = await store
    .selectFrom('jobs')
    .select(['id', 'attempt', 'state', 'cancel_asked'])
    .where(
      'id',
      'in',
      claims.map((claim) => claim.id),
    )
    .execute();
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return claims
    .filter((claim) => {
      const row = rowOf.get(claim.id);
      return !row || row.cancel_asked === 1 || row.state !== 'running' || row.attempt !== claim.attempt;
    })
    .map((claim) => claim.id);
}

/** Running jobs with who runs them, and for how many milliseconds nothing was heard of them. */
export async function listRunning(store: Store): Promise<{ job: JobRow; runner: string; silent: number }[]> {
  const rows = await store
    .selectFrom('jobs')
    .select(COLUMNS)
    .select(databaseTime(store).as('clock'))
    .where('state', '=', 'running')
    .execute();
  return rows.map(({ clock, ...row }) => ({
    job: jobRow(row),
    runner: row.runner ?? '',
    silent: Date.parse(clock) - Date.parse(row.heartbeat_at ?? row.updated_at),
  }));
}

/** A job that takes its runner down with it every time must not do so for ever. */
const LOST_LIMIT = 5;

/**
 * Deals with a job whose runner is gone: back to the queue with its checkpoint, cancelled if that
 * was asked, failed if it went this way too often. Undefined where the claim no longer holds.
 */
export async function giveUpRunner(store: Store, job: JobRow): Promise<JobRow | undefined> {
  if (job.cancelAsked) return finishJob(store, job, { state: 'cancelled' });
  const row = await held(store, job)
    .set((expression) => ({
      state: expression.case().when('lost', '<', LOST_LIMIT).then('queued').else('failed').end(),
      message: expression
        .case()
        .when('lost', '<', LOST_LIMIT)
        .then(null)
        .else('The process that ran this stopped every time it was tried.')
        .end(),
      lost: expression('lost', '+', 1),
      runner: null,
      doing: 'Waiting',
      ...change(),
    }))
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && jobRow(row);
}

/** Jobs that wait or run, and of the jobs named those that do so no longer. */
export async function listActive(store: Store, known: readonly string[]): Promise<JobRow[]> {
  const rows = await store
    .selectFrom('jobs')
    .select(COLUMNS)
    .where((expression) =>
      expression.or([
        expression('state', 'in', ['queued', 'running']),
        ...(known.length > 0 ? [expression('id', 'in', known)] : []),
      ]),
    )
    .execute();
  return rows.map(jobRow);
}

/**
 * Asks for a job to be stopped: one that waits is cancelled at once, one that runs when its runner
 * has stopped it. A finished job stays as it is.
 */
export async function askCancel(store: Store, id: string): Promise<JobRow> {
  // One statement: between two, a runner could give the job back to the queue and neither would fit.
  const row = await store
    .updateTable('jobs')
    .set((expression) => ({
      cancel_asked: 1,
      state: expression.case().when('state', '=', 'queued').then('cancelled').else(expression.ref('state')).end(),
      doing: expression.case().when('state', '=', 'queued').then('').else('Stopping').end(),
      ...change(),
    }))
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ? jobRow(row) : getJob(store, id);
}

/** Jobs of which several may work for one subject. */
const TOGETHER: readonly JobKind[] = ['watch'];

/**
 * Puts a failed or cancelled job back into the queue, its checkpoint kept. Errors: `conflict` where it is neither, or
 * another does the same by now.
 */
export async function retryJob(store: Store, id: string): Promise<JobRow> {
  return atomically(store, async (trx) => {
    const job = await getJob(trx, id);
    if (!TOGETHER.includes(job.kind) && (await findUnderWay(trx, job)) !== undefined) {
      throw new Fault('conflict', 'Another job does the same by now; wait for it, or cancel it first.', { place: id });
    }
    const row = await trx
      .updateTable('jobs')
      .set({ state: 'queued', cancel_asked: 0, lost: 0, message: null, doing: 'Waiting', ...change() })
      .where('id', '=', id)
      .where('state', 'in', ['failed', 'cancelled'])
      .returning(COLUMNS)
      .executeTakeFirst();
    if (row) return jobRow(row);
    throw new Fault('conflict', `Only a failed or cancelled job can be tried again; this one is ${job.state}.`, {
      place: id,
    });
  });
}
