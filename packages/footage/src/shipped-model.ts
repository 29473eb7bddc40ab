import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Fault } from '@second-unit/evidence';
import { readSafetensors } from '@second-unit/learning';

/**
 * A model file that ships with this package.
 * @param hash its SHA-256, as its card says
 * @throws Fault `internal` where the file is missing or changed
 */
export function shippedModel(file: URL, hash: string): ReturnType<typeof readSafetensors> {
  const refuse = (why: string, cause?: unknown): Fault =>
    new Fault('internal', `The model file ${basename(file.pathname)} is ${why}. Install Second Unit again.`, {
      place: file.pathname,
      cause,
    });
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw refuse('missing', cause);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== hash) throw refuse('not the one that was shipped');
  return readSafetensors(bytes);
}
