import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@second-unit/evidence';
import { lockFile } from '../database/lock.ts';

/** Header of `GET /api/v1/studio` by which a studio proves which one it is. */
export const INSTANCE_HEADER = 'x-studio-instance';

interface Note {
  readonly instance: string;
  /** Absent while the studio is still opening. */
  readonly address?: string;
}

/** How long a studio that has the home is waited for, in milliseconds. */
const ANSWER_MS = 15_000;

/** The right to be the one studio of a home. */
export interface Claim {
  readonly instance: string;
  /** Writes down where the studio answers, for a second start to find. */
  publish(address: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Claims a home for this process, or finds the studio that has it already. The claim is a lock that
 * the operating system holds and that ends with the process; the note beside it, `running.json`,
 * only says where the studio answers, so what a killed one left in it is nobody's.
 *
 * @param patience milliseconds that a studio which has the home may take to answer
 * @throws Fault `conflict` where another process has the home and does not answer, `unavailable`
 *   where the home cannot be locked or written.
 */
export async function claimHome(
  root: string,
  patience: number = ANSWER_MS,
): Promise<Claim | { readonly running: string }> {
  const path = join(root, 'running.json');
  const until = Date.now() + patience;
  for (;;) {
    const unlock = lockFile(join(root, 'running.lock'));
    if (unlock) return claimOf(path, unlock);
    const note = await readNote(path);
    if (note?.address !== undefined && (await instanceAt(note.address)) === note.instance) {
      return { running: note.address };
    }
    // It opens, closes, or stands still; while it lives the home is its own.
    if (Date.now() > until) {
      throw new Fault('conflict', 'Another studio has this home and does not answer; end it first.', { place: root });
    }
    await sleep(100);
  }
}

async function claimOf(path: string, unlock: () => void): Promise<Claim> {
  const instance = randomUUID();
  const write = async (note: Note): Promise<void> => {
    const temporary = `${path}.${instance}`;
    try {
      await writeFile(temporary, JSON.stringify(note));
      await rename(temporary, path);
    } catch (thrown) {
      throw new Fault('unavailable', 'The home folder cannot be written.', { place: path, cause: thrown });
    }
  };
  try {
    await write({ instance });
  } catch (thrown) {
    unlock();
    throw thrown;
  }
  return {
    instance,
    publish: (address) => write({ instance, address }),
    release: async () => {
      await rm(path, { force: true });
      unlock();
    },
  };
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    const { instance, address } = JSON.parse(await readFile(path, 'utf8')) as Partial<Note>;
    return { instance: String(instance), ...(typeof address === 'string' ? { address } : {}) };
  } catch {
    // Not there yet or no more, or cut short by a power cut.
    return undefined;
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
