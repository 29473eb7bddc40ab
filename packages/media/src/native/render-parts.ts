import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Edit, isTitle } from '../edit.ts';
import { pulse } from '../process/channel.ts';
import { giveUpTag, isOwnerGone, ownerTag } from '../process/owner.ts';
import type { PlannedClip } from './edit-plan.ts';
import { checkFile } from './input.ts';

/** Output frames that are coded by themselves; `end` is exclusive. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Each part begins with a key frame of its own, which costs bits, and drains the encoder, which costs time. */
const LEAST_SECONDS = 12;
/** Lost at most when a render is cut off. */
const MOST_SECONDS = 30;
/** Of a part that is being written: its name, who writes it. */
const UNFINISHED = /\.([0-9a-f]{8}-\d+-[0-9a-f]{8})\.unfinished$/;
const READ_BYTES = 1024 * 1024;
/** Counts up when parts are written differently. */
const VERSION = 3;

/**
 * Where a film is divided: at a cut where one comes in time, where a key frame would stand anyway. The same edit is
 * always divided in the same way, so that it gives the same film whether it was rendered in one go or not.
 */
export function divide(plan: readonly PlannedClip[], { start, end }: Part, framesPerSecond: number): Part[] {
  const least = Math.ceil(LEAST_SECONDS * framesPerSecond);
  const most = Math.ceil(MOST_SECONDS * framesPerSecond);
  const parts: Part[] = [];
  for (let from = start; from < end; ) {
    const cut = plan.find((place) => place.start >= from + least)?.start ?? end;
    let to = Math.min(cut, from + most, end);
    // No crumbs behind the last cut.
    if (end - to < least / 2) to = end;
    parts.push({ start: from, end: to });
    from = to;
  }
  return parts;
}

/** What a file is told by when it changes. */
function stampOf(path: string): string {
  const { size, mtimeMs } = checkFile(path);
  return `${path} ${size} ${mtimeMs}`;
}

/** Says which edit, of which files, on what kind of machine the parts are of. */
function markOf(edit: Edit, fonts: Uint8Array): string {
  const paths = edit.clips.flatMap((clip) =>
    isTitle(clip) ? [] : [clip.path, ...(clip.lut === undefined ? [] : [clip.lut])],
  );
  if (edit.music !== undefined) paths.push(edit.music.path);
  const files = [...new Set(paths)].map(stampOf);
  // The bytes of H.264 depend on how many threads x264 has.
  const about = [VERSION, process.versions.node, process.arch, availableParallelism(), edit, files];
  return createHash('sha256').update(JSON.stringify(about)).update(fonts).digest('hex').slice(0, 32);
}

/** How long a file is and what its bytes come to. */
function checkOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(READ_BYTES);
    let [size, sum] = [0, 0];
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes)) {
      sum = crc32(bytes.subarray(0, read), sum);
      size += read;
      pulse();
    }
    return `${size}-${sum.toString(16).padStart(8, '0')}`;
  } finally {
    closeSync(file);
  }
}

/**
 * The parts of one edit, which lie in a folder until the film is whole. The folder is named by the edit and what it is
 * made of, each part by its place and its own bytes: whoever renders the same edit at the same time, in this or another
 * process, writes the same, takes what the other has finished, and at worst renders a part that the other took away.
 */
export class PartsFolder {
  readonly path: string;
  /** By name; read and found whole, or written, by us. */
  readonly #whole = new Map<string, string>();

  /** @param parent is made if it is not there; parts that a killed process left unfinished are removed */
  constructor(parent: string, edit: Edit, fonts: Uint8Array) {
    this.path = join(parent, markOf(edit, fonts));
    mkdirSync(this.path, { recursive: true });
    for (const name of readdirSync(this.path)) {
      const owner = UNFINISHED.exec(name)?.[1];
      if (owner !== undefined && isOwnerGone(owner)) rmSync(join(this.path, name), { recursive: true, force: true });
    }
  }

  /** Path of a part if it is there as it was written. One that was damaged since is removed. */
  find(name: string): string | undefined {
    const known = this.#whole.get(name);
    if (known !== undefined) return known;
    const [stem, ending] = [name.slice(0, -extname(name).length), extname(name)];
    for (const entry of readdirSync(this.path)) {
      if (!entry.startsWith(`${stem}.`) || !entry.endsWith(ending)) continue;
      const path = join(this.path, entry);
      if (checkOf(path) === entry.slice(stem.length + 1, -ending.length)) {
        this.#whole.set(name, path);
        return path;
      }
      rmSync(path, { force: true });
    }
    return undefined;
  }

  /** Writes a part under another name and gives it its own when it is whole. Answers where it lies. */
  write(name: string, make: (path: string) => void): string {
    const owner = ownerTag();
    const unfinished = join(this.path, `${name}.${owner}.unfinished`);
    try {
      make(unfinished);
      // A part whose name came to the disk before its bytes would be read again in vain.
      const file = openSync(unfinished, 'r+');
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      const ending = extname(name);
      const path = join(this.path, `${name.slice(0, -ending.length)}.${checkOf(unfinished)}${ending}`);
      renameSync(unfinished, path);
      this.#whole.set(name, path);
      return path;
    } catch (error) {
      // A full disk needs the room.
      rmSync(unfinished, { force: true });
      throw error;
    } finally {
      giveUpTag(owner);
    }
  }

  /** Has another process that was done with the same edit taken away what we need? It is forgotten, the folder made. */
  wasTaken(): boolean {
    const isThere = existsSync(this.path) && [...this.#whole.values()].every((path) => isFile(path));
    if (isThere) return false;
    mkdirSync(this.path, { recursive: true });
    this.#whole.clear();
    return true;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
