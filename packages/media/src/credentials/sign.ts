import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { writeAtomically } from '../atomic-write.ts';
import { MediaError } from '../error.ts';
import { type AskOptions, ask } from './ask.ts';
import { checkSigner } from './check-signer.ts';
import type { Signer } from './credentials.ts';
import { credentialFormat } from './sniff.ts';
import type { DigitalSourceType } from './source-type.ts';

export interface SignOptions extends AskOptions {
  readonly signer: Signer;
  /** Version of the program that made the film. */
  readonly version: string;
  readonly source: DigitalSourceType;
  /** The films that it was cut from. Those that have credentials of their own hand them on. */
  readonly ingredients: readonly { readonly path: string; readonly hasCredentials: boolean; readonly title?: string }[];
}

/** Of an ingredient that carries no credentials and whose kind is none that could. */
const SOME_FILM = 'application/octet-stream';

/**
 * Signs a film where it lies: what was rendered is replaced by the same with content credentials, whole or not at all.
 * When it throws, the film is there as it was, unsigned. Nothing of the ingredients' names and paths is written.
 *
 * @throws MediaError `input` for a signer that may not sign, or a film of a kind that carries no credentials (only MP4
 *   and MOV do); `unavailable` where the C2PA library does not run, or could not sign; and as `writeAtomically`.
 */
export async function signCredentials(path: string, options: SignOptions): Promise<void> {
  const { signer, version, source, signal, limits, library } = options;
  const { algorithm } = checkSigner(signer);
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile()) throw new MediaError('not-found', 'There is no film here to sign.', { place: path });
  const format = await credentialFormat(path);
  if (format !== 'video/mp4' && format !== 'video/quicktime') {
    throw new MediaError('input', 'Only MP4 and MOV carry content credentials; this film stays unsigned.', {
      place: path,
    });
  }
  const ingredients = await Promise.all(
    options.ingredients.map(async ({ path: film, hasCredentials, title }) => ({
      format: (await credentialFormat(film).catch(() => undefined)) ?? SOME_FILM,
      ...(hasCredentials ? { path: film } : {}),
      ...(title === undefined ? {} : { title }),
    })),
  );
  await writeAtomically(path, async (temporary) => {
    await ask(
      'sign',
      path,
      {
        from: path,
        to: temporary,
        format,
        version,
        source,
        at: new Date().toISOString(),
        ingredients,
        ids: ingredients.map(() => randomUUID()),
        certificates: signer.certificates,
        key: signer.key,
        algorithm,
      },
      { signal, limits, library },
    );
  });
}
