import { userInfo } from 'node:os';
import type { Person } from '@second-unit/evidence';
import { keepFrameIndexes } from '@second-unit/media';
import type { Logger } from 'pino';
import type { JobKind } from '../contract/index.ts';
import { type Database, getPerson, namePerson, openDatabase, type Store } from '../database/index.ts';
import { type Gate, openGate } from '../gate/index.ts';
import { frameIndexes, type Home, openHome, readSettings, type Settings } from '../home/index.ts';
import { type Jobs, openJobs } from '../jobs/index.ts';
import { Cutter } from '../productions/cutter.ts';
import { endConsents } from '../productions/people-forgetting.ts';
import { Reader } from '../productions/reader.ts';
import { Scripts } from '../scripts/index.ts';
import { EventHub } from './event-hub.ts';
import { openLog } from './log.ts';
import { shareEvents } from './shared-events.ts';

/** One open home and all that works on it. What an action or a route is given. */
export interface Studio {
  readonly home: Home;
  readonly settings: Settings;
  readonly database: Database;
  readonly store: Store;
  readonly events: EventHub;
  readonly scripts: Scripts;
  readonly jobs: Jobs;
  readonly reader: Reader;
  readonly cutter: Cutter;
  /** The one way out of this machine. */
  readonly gate: Gate;
  readonly log: Logger;
  /** Writes what is still in memory and lets everything go. */
  close(): Promise<void>;
}

/** Jobs after which more is known of a film. */
const OF_FILMS: ReadonlySet<JobKind> = new Set<JobKind>(['log', 'transcribe', 'things', 'describe']);

/** Opens a home, making it where there is none. Errors: as `openHome` and `openDatabase`. */
export async function openStudio(options: { home: string; settings?: Partial<Settings> }): Promise<Studio> {
  const home = await openHome(options.home);
  keepFrameIndexes(frameIndexes(home));
  const settings = await readSettings(home, options.settings);
  const log = await openLog(home.logs);
  const database = await openDatabase({ home, databaseUrl: settings.databaseUrl });
  const { store } = database;
  const events = new EventHub();
  const scripts = new Scripts({
    store,
    home,
    events,
    report: (error) => log.error({ err: error }, 'A mirror could not be written'),
  });
  const reader = new Reader({
    report: (error, script) => log.warn({ err: error, script }, 'A script could not be aligned with a film'),
  });
  // On SQLite nobody else writes: a home has one studio.
  let unshare = (): void => {};
  if (database.dialect === 'postgresql') {
    await scripts.follow(database.signals);
    unshare = await shareEvents(events, database.signals);
  }
  const gate = openGate({ database });
  const jobs = await openJobs({
    database,
    home,
    concurrency: settings.jobs,
    report: (job, end) => log.error({ job: job.id, kind: job.kind, end }, 'A job failed'),
  });
  jobs.events.on('job', (job) => {
    events.emit({ kind: 'job', job });
    if (job.state !== 'done') return;
    const { kind, production, subject } = job;
    if (OF_FILMS.has(kind)) events.emit({ kind: 'media', media: subject, production });
    else if (kind === 'render') events.emit({ kind: 'cut', cut: subject, production });
    else if (kind === 'paper-render') events.emit({ kind: 'paper', paper: subject, production });
    else if (kind === 'people') events.emit({ kind: 'people', production });
    else if (kind === 'shoot-day') events.emit({ kind: 'shoot-day', shootDay: subject, production });
    else {
      events.emit({ kind: 'production', production });
      // The sample film is there; now it is watched like any other.
      void import('../productions/sample.ts')
        .then(({ logSample }) => logSample(studio, production))
        .catch((error: unknown) => log.error({ err: error }, 'The sample film could not be queued for logging'));
    }
  });
  const studio: Studio = {
    home,
    settings,
    database,
    store,
    events,
    scripts,
    jobs,
    reader,
    cutter: new Cutter(),
    gate,
    log,
    close: async () => {
      unshare();
      await jobs.close();
      await gate.close();
      await Promise.all([reader.close(), studio.cutter.close()]);
      await scripts.flush();
      await database.close();
      log.flush();
    },
  };
  // Whose consent ran out while nothing was open goes now, not when somebody looks.
  await endConsents(studio).catch((error: unknown) =>
    log.error({ err: error }, 'Consents that ran out could not be ended'),
  );
  return studio;
}

/** A name to offer at first run: the account's. */
export function suggestedName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the system's list, as in some containers.
    return 'Me';
  }
}

/** Who works here. Someone who decides before giving a name signs with the account's until they give one. */
export async function personOf(studio: Studio): Promise<Person> {
  return (await getPerson(studio.store)) ?? namePerson(studio.store, suggestedName());
}
