import { MediaError } from '../error.ts';

type Library = Pick<typeof import('@contentauth/c2pa-node'), 'Builder' | 'LocalSigner' | 'Reader'>;

/**
 * The C2PA library. Its package holds a binary for Linux on x64 only, beside the code that asks for it, and fetches
 * those of other machines by an install script, which are off here.
 *
 * @throws MediaError `unavailable` where its binary does not run.
 */
export async function c2paLibrary(name: string): Promise<Library> {
  try {
    const library = (await import(name)) as Library;
    // The binary itself is loaded at first use.
    library.Builder.new({ version: 1 });
    return library;
  } catch (cause) {
    const platform = `${process.platform}-${process.arch}`;
    throw new MediaError(
      'unavailable',
      `Content credentials are unavailable on ${platform}: the C2PA library has no program for it here.`,
      { cause },
    );
  }
}

/**
 * Nothing is fetched: no manifest from an address that a file names, no word of a certificate's revocation; and no time
 * is asked of anybody, because no signer here names an authority.
 */
export function settings(trusted?: string): object {
  return {
    version: 1,
    verify: {
      verify_after_reading: true,
      verify_after_sign: true,
      verify_trust: true,
      remote_manifest_fetch: false,
      ocsp_fetch: false,
    },
    builder: { thumbnail: { enabled: false } },
    ...(trusted === undefined ? {} : { trust: { verify_trust_list: true, user_anchors: trusted } }),
  };
}
