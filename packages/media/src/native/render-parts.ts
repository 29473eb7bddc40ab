import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Edit, isTitle } from '../edit.ts';
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
const MARK = 'edit.json';
const UNFINISHED = '.unfinished';
/** Counts up when parts are written differently. */
const VERSION = 1;

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
  return createHash('sha256').update(JSON.stringify(about)).update(fonts).digest('hex');
}

/** The folder in which the parts of one render lie until it is whole. */
export class PartsFolder {
  readonly path: string;

  /** Makes the folder; parts of anything but this edit are removed from it. */
  constructor(path: string, edit: Edit, fonts: Uint8Array) {
    this.path = path;
    const mark = markOf(edit, fonts);
    mkdirSync(path, { recursive: true });
    const markFile = join(path, MARK);
    const known = existsSync(markFile) ? readFileSync(markFile, 'utf8') : undefined;
    for (const name of readdirSync(path)) {
      const isOf = known === mark && !name.endsWith(UNFINISHED);
      if (!isOf) rmSync(join(path, name), { recursive: true, force: true });
    }
    if (known !== mark) writeFileSync(markFile, mark);
  }

  /** Where a part lies once it is whole. */
  at(name: string): string {
    return join(this.path, name);
  }

  has(name: string): boolean {
    return existsSync(this.at(name));
  }

  /** Writes a part under another name and gives it its own when it is whole. */
  write(name: string, make: (path: string) => void): void {
    // One that was left alone and has not noticed may still be writing another.
    const unfinished = `${this.at(name)}.${process.pid}${UNFINISHED}`;
    make(unfinished);
    // A part whose name came to the disk before its bytes would be taken for whole after a power cut.
    const file = openSync(unfinished, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, this.at(name));
  }
}
