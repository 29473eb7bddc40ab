import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openHome, type Settings } from '../home/index.ts';
import { sweepCacheOf } from '../productions/sweep-cache.ts';
import { createApp } from './app.ts';
import { listen } from './listen.ts';
import { claimHome } from './running.ts';
import { openStudio, type Studio } from './studio.ts';
import { builtWeb } from './web-build.ts';

/** How long open requests may take to end before they are cut off. */
const GRACE_MS = 3000;

export interface StartOptions {
  readonly home: string;
  readonly settings?: Partial<Settings>;
  /** Folder of the client where it is built already, as in tests; else it is built when needed. */
  readonly web?: string;
  /** Make the sample production in a new home? Default true. */
  readonly sample?: boolean;
  /** Hears what a person may want to know while waiting. */
  readonly tell?: (line: string) => void;
}

export interface Running {
  readonly address: string;
  /** Absent where another process runs the studio of this home. */
  readonly studio?: Studio;
  /** Ends streams, lets requests finish, writes everything, lets go of the home. */
  close(): Promise<void>;
}

/** Starts the studio of a home, or finds the one that runs already. */
export async function startStudio(options: StartOptions): Promise<Running> {
  await openHome(options.home);
  const claim = await claimHome(options.home);
  if ('running' in claim) return { address: claim.running, close: async () => {} };
  const closing = new AbortController();
  const undo: (() => Promise<void>)[] = [() => claim.release()];
  const close = async (): Promise<void> => {
    closing.abort();
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const studio = await openStudio({
      home: options.home,
      ...(options.settings ? { settings: options.settings } : {}),
    });
    undo.push(() => studio.close());
    await clearIncoming(studio.home.incoming);
    const tell = options.tell ?? (() => {});
    const web = options.web === undefined ? builtWeb(tell, closing.signal) : Promise.resolve(options.web);
    // Pages wait for it and answer with its fault; nobody else needs to hear of it.
    web.catch((error: unknown) => {
      if (!closing.signal.aborted) tell(error instanceof Error ? error.message : String(error));
    });
    const app = createApp({ studio, instance: claim.instance, web, closing: closing.signal });
    const { server, address } = await listen(app, studio.settings.port);
    undo.push(() => stopServer(server));
    await claim.publish(address);
    // Before a render goes on from what another left.
    await sweepCacheOf(studio).catch((error: unknown) => {
      studio.log.error({ err: error }, 'What old renders left could not be removed');
    });
    await studio.jobs.work();
    const background = settle(studio, options.sample ?? true, closing.signal).catch((error: unknown) => {
      studio.log.error({ err: error }, 'What a start looks after could not be finished');
    });
    undo.push(() => background);
    studio.log.info({ address, home: studio.home.root }, 'The studio is open');
    return { address, studio, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** Uploads that a killed studio left half done; whoever sent them was told nothing. */
async function clearIncoming(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

/** What may take its time once the studio answers. */
async function settle(studio: Studio, sample: boolean, signal: AbortSignal): Promise<void> {
  if (sample) {
    const { ensureSample } = await import('../productions/sample.ts');
    await ensureSample(studio);
  }
  await studio.scripts.syncMirrors(signal);
}

async function stopServer(server: { close(done: () => void): unknown } & object): Promise<void> {
  const http = server as typeof server & { closeIdleConnections?(): void; closeAllConnections?(): void };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => http.closeAllConnections?.(), GRACE_MS);
    http.close(() => {
      clearTimeout(timer);
      resolve();
    });
    http.closeIdleConnections?.();
  });
}
