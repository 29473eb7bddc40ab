import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@second-unit/evidence';

/** Header of `GET /api/v1/studio` by which a studio proves which one it is. */
export const INSTANCE_HEADER = 'x-studio-instance';

interface Note {
  readonly instance: string;
  readonly pid: number;
  /** Absent while the studio is still opening. */
  readonly address?: string;
}

/** How long an opening studio is waited for. */
const OPENING_MS = 15_000;

/** The right to be the one studio of a home. */
export interface Claim {
  readonly instance: string;
  /** Writes down where the studio answers, for a second start to find. */
  publish(address: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Claims a home for this process, or finds the studio that has it already. What a killed studio
 * left behind is recognised (nothing answers at its address as itself) and taken over.
 */
export async function claimHome(root: string): Promise<Claim | { readonly running: string }> {
  const path = join(root, 'running.json');
  const instance = randomUUID();
  const until = Date.now() + OPENING_MS;
  for (;;) {
    if (await placeNew(path, { instance, pid: process.pid })) return claimOf(path, instance);
    const note = await readNote(path);
    if (!note) continue;
    if (note.address !== undefined) {
      if ((await instanceAt(note.address)) === note.instance) return { running: note.address };
      await takeAway(path, note);
    } else if (!isAlive(note.pid) || (await ageOf(path)) > OPENING_MS) {
      await takeAway(path, note);
    } else if (Date.now() > until) {
      throw new Fault('conflict', 'Another studio is opening this home and does not get ready.', { place: root });
    } else {
      await sleep(100);
    }
  }
}

function claimOf(path: string, instance: string): Claim {
  return {
    instance,
    publish: async (address) => {
      await replace(path, { instance, pid: process.pid, address });
    },
    release: async () => {
      if ((await readNote(path))?.instance === instance) await rm(path, { force: true });
    },
  };
}

/** Puts the whole note in place, or nothing where there is one already. */
async function placeNew(path: string, note: Note): Promise<boolean> {
  const temporary = `${path}.${note.instance}`;
  await writeFile(temporary, JSON.stringify(note));
  try {
    await link(temporary, path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new Fault('unavailable', 'The home folder cannot be written.', { place: path, cause: thrown });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function replace(path: string, note: Note): Promise<void> {
  const temporary = `${path}.${note.instance}`;
  await writeFile(temporary, JSON.stringify(note));
  await rename(temporary, path);
}

/** Removes a dead studio's note, unless another start has put its own there in the meantime. */
async function takeAway(path: string, dead: Note): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readNote(aside);
  if (moved && moved.instance !== dead.instance) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof note !== 'object' || note === null) throw new SyntaxError('not a note');
    const { instance, pid, address } = note as Partial<Note>;
    return {
      instance: String(instance),
      pid: Number(pid),
      ...(typeof address === 'string' ? { address } : {}),
    };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // Unreadable: a power cut in the middle of a write. Nobody can be meant by it.
    return { instance: '', pid: 0, address: '' };
  }
}

/** What the studio at `address` calls itself; undefined where none answers within a second. */
function instanceAt(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (!URL.canParse(address)) {
      resolve(undefined);
      return;
    }
    const request = get(new URL('/api/v1/studio', address), { timeout: 1000 }, (response) => {
      const instance = response.headers[INSTANCE_HEADER];
      response.resume();
      resolve(typeof instance === 'string' ? instance : undefined);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ageOf(path: string): Promise<number> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs;
}
