import type { ShotLog } from '@second-unit/footage';
import type { LinedView } from '../contract/lined.ts';
import { listScripts, loadScriptUpdates, type MediaRow, type Store } from '../database/index.ts';
import type { Reader } from './reader.ts';
import type { SceneAlignment } from './scene-alignment.ts';
import { takePins } from './take-moves.ts';

export { linkScenes } from './scene-alignment.ts';

export interface Links extends SceneAlignment {
  /** Id of the script. */
  readonly script: string;
}

interface Place {
  readonly store: Store;
  readonly reader: Reader;
}

/** A film's log; `media` is its id, for what people said of its takes. */
interface Logged {
  readonly revision: string;
  readonly log: ShotLog;
  readonly media?: string;
}

/** Bytes of a script's document beyond which it is not aligned: a feature has a few hundred thousand. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Which shots show which scenes, of the production's script that this film speaks: the one of which
 * most lines are heard, and the first that came in where that does not tell. Undefined where the
 * production has none. A script that cannot be aligned, as for its length, is left out.
 */
export async function linksToScript(place: Place, production: string, logged: Logged): Promise<Links | undefined> {
  let best: { links: Links; heard: number } | undefined;
  // Ids are in order of time.
  const scripts = (await listScripts(place.store, production)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const alignments = await Promise.all(
    scripts.map(async ({ id, lastSeq }) => place.reader.align(await askOf(place, logged, { id, lastSeq }))),
  );
  for (const [index, links] of alignments.entries()) {
    const script = scripts[index];
    if (!links || !script) continue;
    const heard = links.scenes.reduce((sum, { lines }) => sum + lines.length, 0);
    if (!best || heard > best.heard) best = { links: { script: script.id, ...links }, heard };
  }
  return best?.links;
}

/** The lined script of a film, as JSON of a `LinedView`: of the script that it speaks. Errors: as the reader's. */
export async function linedView(
  place: Place,
  { id: media, production }: Pick<MediaRow, 'id' | 'production'>,
  logged: Logged,
): Promise<string> {
  const scripts = await listScripts(place.store, production);
  // Which of several it speaks only aligning them can tell.
  const links = scripts.length > 1 ? await linksToScript(place, production, { ...logged, media }) : undefined;
  const script = scripts.length > 1 ? scripts.find(({ id }) => id === links?.script) : scripts[0];
  if (script === undefined) return JSON.stringify({} satisfies LinedView);
  const lined = await place.reader.line(await askOf(place, { ...logged, media }, script), script.title);
  return lined === undefined ? JSON.stringify({} satisfies LinedView) : `{"script":"${script.id}","lined":${lined}}`;
}

async function askOf(
  { store }: Place,
  { revision, log, media }: Logged,
  { id, lastSeq }: { readonly id: string; readonly lastSeq: number },
) {
  return {
    script: id,
    seq: lastSeq,
    revision,
    log,
    pins: media === undefined ? [] : await takePins(store, media, id),
    updates: () => loadScriptUpdates(store, id, MOST_BYTES),
  };
}
