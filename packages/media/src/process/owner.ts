import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
/**
 * Where numbers of processes mean the same: containers of one machine may have one name, and machines too. Of what was
 * written before the machine was started again nobody knows either.
 */
const OWN_HOST = short(
  [
    hostname(),
    found(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    found(() => readlinkSync('/proc/self/ns/pid')),
  ].join('\n'),
);
/** Tags that this process gave out, told from those of an earlier process of the same number. */
const given = new Set<string>();

/** A part of a file's name that says which process writes it, another one each time: `host-pid-nonce`. */
export function ownerTag(): string {
  const tag = `${OWN_HOST}-${process.pid}-${randomUUID().slice(0, 8)}`;
  given.add(tag);
  return tag;
}

/** The process is done with what it marked by this tag; what is left of it may be removed. */
export function giveUpTag(tag: string): void {
  given.delete(tag);
}

/** Is what has this tag surely written by nobody any more? Of another machine nobody knows. */
export function isOwnerGone(tag: string): boolean {
  const [host, pid] = tag.split('-');
  if (host !== OWN_HOST) return false;
  if (Number(pid) === process.pid) return !given.has(tag);
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  return isZombie(Number(pid));
}

/** Ended, but not yet collected by its parent: in containers that may take for ever. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // The state follows the name, which is in parentheses and may hold any character.
    return /^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** What Linux tells; empty where there is no such file. */
function found(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
