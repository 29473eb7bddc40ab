import { stat } from 'node:fs/promises';
import { MediaError } from '../error.ts';
import { type AskOptions, ask } from './ask.ts';
import type { Credentials } from './credentials.ts';
import { credentialFormat } from './sniff.ts';

export interface ReadCredentialsOptions extends AskOptions {
  /** PEM of root certificates whose signers are `valid`; without it nobody is trusted, and none is more than untrusted. */
  readonly trusted?: string | undefined;
}

function none(...problems: readonly string[]): Credentials {
  return { state: 'none', actions: [], ingredients: [], sources: [], problems };
}

/** What the library says of a file that names credentials elsewhere, holds broken ones, or is no film at all. */
function fromFailure(failure: string, path: string): Credentials {
  // Its own beginning: what follows, and what other failures say, may be in a stranger's words.
  if (failure.startsWith('must fetch remote manifests from url ')) {
    return none('This file names credentials that lie on a server; they are not fetched.');
  }
  if (/unsupported type|invalid asset|InvalidAsset|unexpected end|failed to fill whole buffer/i.test(failure)) {
    throw new MediaError('input', 'This file is damaged or no film; its content credentials cannot be read.', {
      place: path,
      cause: failure,
    });
  }
  return { ...none('This file has content credentials that cannot be read.'), state: 'tampered' };
}

/**
 * Reads and checks the content credentials of a film (MP4, MOV, AVI), in a process of its own and without the network.
 * All of the file is read where it has any.
 *
 * @throws MediaError `not-found`; `input` for a file that is damaged, makes the process crash, or keeps it busy for too
 *   long; `unavailable` where the C2PA library does not run.
 */
export async function readCredentials(path: string, options: ReadCredentialsOptions = {}): Promise<Credentials> {
  const { trusted, ...rest } = options;
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile()) throw new MediaError('not-found', 'There is no file here.', { place: path });
  const format = await credentialFormat(path);
  if (format === undefined)
    return none('Files of this kind are not read for content credentials: only MP4, MOV and AVI.');
  const { credentials, failure } = await ask(
    'read',
    path,
    { path, format, ...(trusted === undefined ? {} : { trusted }) },
    rest,
  );
  if (typeof failure === 'string') return fromFailure(failure, path);
  return (credentials as Credentials | null) ?? none();
}
