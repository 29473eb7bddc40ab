import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Fault } from '@second-unit/evidence';

/**
 * Where things are in a home folder. All paths are absolute. `cache` may be deleted at any time;
 * everything else is somebody's work.
 */
export interface Home {
  readonly root: string;
  /** Says that this folder is a home, and of which version. */
  readonly mark: string;
  readonly settings: string;
  readonly database: string;
  /** Imported films, under generated ids. */
  readonly media: string;
  /** Rendered cuts, under generated ids. */
  readonly renders: string;
  /** Screenplay files as they came in, under the ids of their scripts. */
  readonly originals: string;
  /** Looks as `.cube` files and the pictures that they were fitted to, under generated ids. */
  readonly looks: string;
  /** `productions/<slug>/<draft>.fountain`: the mirrors. */
  readonly productions: string;
  /** Derived and replaceable: frames, browser copies, waveforms. */
  readonly cache: string;
  readonly logs: string;
  /** Copies of the database made before a migration. */
  readonly backups: string;
  /** Mirrors of removed scripts, each under its script's id: put back when the script is. */
  readonly trash: string;
  /** The studio's own certificate and its private key: for the owner only, in no backup. Made at first use. */
  readonly signing: string;
  /** Uploads that are still coming in; same file system as `media`, so that a rename is atomic. */
  readonly incoming: string;
}

/** Flag, then environment (`SECOND_UNIT_HOME`), then `~/.second-unit`. */
export function homeRoot(flag?: string, environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(flag || environment.SECOND_UNIT_HOME || join(homedir(), '.second-unit'));
}

export function layout(root: string): Home {
  const at = (...names: string[]) => join(resolve(root), ...names);
  return {
    root: at(),
    mark: at('home.json'),
    settings: at('settings.json'),
    database: at('second-unit.sqlite'),
    media: at('media'),
    renders: at('renders'),
    originals: at('originals'),
    looks: at('looks'),
    productions: at('productions'),
    cache: at('cache'),
    logs: at('logs'),
    backups: at('backups'),
    trash: at('trash'),
    signing: at('signing'),
    incoming: at('incoming'),
  };
}

const EXTENSION = /^\.[a-z0-9]{1,8}$/;

/** Where it is kept in which place each frame of a film lies; made anew where it is emptied. */
export function frameIndexes(home: Home): string {
  return join(home.cache, 'frame-indexes');
}

/** Where the parts of logs lie that are being made, a folder for each film. */
export function logParts(home: Home): string {
  return join(home.cache, 'log-parts');
}

/**
 * The path of a file that belongs to an item, relative to the home: only a generated id and a plain
 * extension, so that no name from outside ever becomes part of a path.
 */
export function itemPath(folder: 'media' | 'renders' | 'originals' | 'looks', id: string, extension: string): string {
  const plain = extension.toLowerCase();
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Fault('internal', `Not a generated id: ${id}.`);
  return `${folder}/${id}${EXTENSION.test(plain) ? plain : ''}`;
}

/**
 * The absolute path of a stored path: relative ones are inside the home and may not climb out of
 * it, absolute ones are films that were opened where they lie.
 */
export function storedPath(home: Home, stored: string): string {
  if (isAbsolute(stored)) return stored;
  const path = resolve(home.root, stored);
  const inside = relative(home.root, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new Fault('refused', 'The path leads out of the home folder.', { place: stored });
  }
  return path;
}
