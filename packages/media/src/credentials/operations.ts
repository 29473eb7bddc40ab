import { MediaError } from '../error.ts';
import type { Message } from '../process/wire.ts';
import { c2paLibrary, settings } from './library.ts';
import { type ManifestRequest, manifestOf } from './manifest.ts';
import { credentialsIn } from './report.ts';

/** A request to the process, as `ask.ts` sends it. */
interface ReadRequest {
  readonly library: string;
  readonly path: string;
  readonly format: string;
  /** PEM of the roots that are trusted. */
  readonly trusted?: string;
}

export interface SignRequest extends ManifestRequest {
  readonly library: string;
  readonly from: string;
  readonly to: string;
  readonly format: string;
  readonly certificates: string;
  readonly key: string;
  readonly algorithm: 'es256' | 'es384' | 'es512' | 'ps256' | 'ps384' | 'ps512' | 'ed25519';
}

/** Only names and sentences of our own go on; what the library says of an error goes to its cause. */
function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function readIn({ library, path, format, trusted }: ReadRequest): Promise<Message> {
  const { Reader } = await c2paLibrary(library);
  try {
    const reader = await Reader.fromAsset({ path, mimeType: format }, settings(trusted));
    return { credentials: reader === null ? null : credentialsIn(reader.json()) };
  } catch (error) {
    return { failure: words(error) };
  }
}

async function signIn(request: SignRequest): Promise<Message> {
  const { Builder, LocalSigner } = await c2paLibrary(request.library);
  const { from, to, format, certificates, key, algorithm } = request;
  try {
    const { manifest, ingredients } = manifestOf(request);
    const builder = Builder.withJson(manifest as Parameters<typeof Builder.withJson>[0], settings());
    for (const { json, path, format: type } of ingredients) {
      // A film with credentials of its own hands them on; of others nothing is read.
      await builder.addIngredient(JSON.stringify(json), path === undefined ? undefined : { path, mimeType: type });
    }
    const signer = LocalSigner.newSigner(Buffer.from(certificates), Buffer.from(key), algorithm);
    builder.sign(signer, { path: from, mimeType: format }, { path: to, mimeType: format });
    return {};
  } catch (cause) {
    if (cause instanceof MediaError) throw cause;
    throw new MediaError('unavailable', `The film could not be signed: ${words(cause)}.`, { cause });
  }
}

export const OPERATIONS: Readonly<Record<string, (args: Message) => Promise<Message>>> = {
  read: (args) => readIn(args as unknown as ReadRequest),
  sign: (args) => signIn(args as unknown as SignRequest),
  load: async (args) => {
    await c2paLibrary(String(args.library));
    return {};
  },
};
