import type { Edit } from '@second-unit/media';
import { readCredentials, type Signer, signCredentials, sourceOfCut } from '@second-unit/media/credentials';
import { VERSION } from '../server/version.ts';

/** Everything that a film is made of: pictures and music. */
function filesOf({ clips, music }: Edit): string[] {
  const films = clips.flatMap((clip) => ('path' in clip ? [clip.path] : []));
  return [...new Set([...films, ...(music ? [music.path] : [])])];
}

/**
 * Signs a rendered film where it lies. What it was cut from is looked at for credentials of its own, which go on in it.
 *
 * @throws as `signCredentials`; the film is then as it was
 */
export async function signFilm(
  path: string,
  { edit, signer, signal }: { readonly edit: Edit; readonly signer: Signer; readonly signal: AbortSignal },
): Promise<void> {
  const films = await Promise.all(
    filesOf(edit).map(async (film) => {
      // What cannot be read says nothing, and a cut of it can be signed all the same.
      const read = await readCredentials(film, { signal }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return undefined;
      });
      return { path: film, sources: read?.sources ?? [], hasCredentials: read !== undefined && read.state !== 'none' };
    }),
  );
  const drawn = edit.clips.some((clip) => 'title' in clip) || edit.subtitles?.mode === 'burn';
  await signCredentials(path, {
    signer,
    version: VERSION,
    source: sourceOfCut(
      films.map(({ sources }) => sources),
      { drawn },
    ),
    ingredients: films,
    signal,
  });
}
