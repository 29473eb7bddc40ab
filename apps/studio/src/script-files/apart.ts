import { type ApartOptions, inProcess } from '../apart/in-process.ts';
import type { ApartAsk, ReadApart } from './apart-messages.ts';
import type { WrittenFile } from './write.ts';

/** A feature's PDF takes a second and 200 MB. */
const LIMITS = { seconds: 150, megabytes: 2048 };

/**
 * Reads a screenplay file in a process of its own, with limits: a file that keeps its reader busy for ever, or fills
 * its memory, ends that process and nothing else.
 *
 * @throws Fault as `readFileBytes`; `too-large` past the limits; `cancelled`.
 */
export async function readApart(ask: Omit<Extract<ApartAsk, { kind: 'read' }>, 'kind'>, options: ApartOptions = {}) {
  return (await inScriptProcess({ kind: 'read', ...ask }, ask.name, options)) as ReadApart;
}

/**
 * Writes a script as a file, into its original where that is of the same format, in a process of its own.
 *
 * @throws Fault as `writeFileBytes`, and as `readFileBytes` for the original; `too-large` past the limits; `cancelled`.
 */
export async function writeApart(
  ask: Omit<Extract<ApartAsk, { kind: 'write' }>, 'kind'> & { readonly name: string },
  options: ApartOptions = {},
) {
  const { name, ...rest } = ask;
  return (await inScriptProcess({ kind: 'write', ...rest }, name, options)) as WrittenFile;
}

function inScriptProcess(ask: ApartAsk, name: string, options: ApartOptions): Promise<unknown> {
  const entry = new URL('./apart-process.ts', import.meta.url);
  return inProcess({ entry, ask, name, doing: ask.kind === 'read' ? 'Reading' : 'Writing', limits: LIMITS }, options);
}
