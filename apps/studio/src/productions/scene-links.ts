import type { ShotLog } from '@second-unit/footage';
import { listScripts, loadScriptUpdates, type Store } from '../database/index.ts';
import type { Reader } from './reader.ts';
import type { SceneAlignment } from './scene-alignment.ts';

export { linkScenes } from './scene-alignment.ts';

export interface Links extends SceneAlignment {
  /** Id of the script. */
  readonly script: string;
}

/** Bytes of a script's document beyond which it is not aligned: a feature has a few hundred thousand. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Which shots show which scenes, of the production's script that this film speaks: the one of which
 * most lines are heard, and the first that came in where that does not tell. Undefined where the
 * production has none. A script that cannot be aligned, as for its length, is left out.
 */
export async function linksToScript(
  { store, reader }: { readonly store: Store; readonly reader: Reader },
  production: string,
  { revision, log }: { readonly revision: string; readonly log: ShotLog },
): Promise<Links | undefined> {
  let best: { links: Links; heard: number } | undefined;
  // Ids are in order of time.
  const scripts = (await listScripts(store, production)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const alignments = await Promise.all(
    scripts.map(({ id, lastSeq }) =>
      reader.align({
        script: id,
        seq: lastSeq,
        revision,
        log,
        updates: () => loadScriptUpdates(store, id, MOST_BYTES),
      }),
    ),
  );
  for (const [index, links] of alignments.entries()) {
    const script = scripts[index];
    if (!links || !script) continue;
    const heard = links.scenes.reduce((sum, { lines }) => sum + lines.length, 0);
    if (!best || heard > best.heard) best = { links: { script: script.id, ...links }, heard };
  }
  return best?.links;
}
