import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, toFault } from '@second-unit/evidence';
import { subtitles } from '@second-unit/media';
import { groupCameras } from './cameras.ts';
import { flatXml } from './flat-xml.ts';
import { type FolderFile, listFolder } from './folder.ts';
import { hearDay } from './hear-day.ts';
import { cardFolder, stemOf } from './names.ts';
import { rawClip, readClip } from './read-clip.ts';
import { type Said, saidByJson, saidByXml } from './said.ts';
import type { ShootClip, Unreadable } from './shoot-day.ts';
import { slateInSpeech } from './slate-words.ts';
import type { ReadDay } from './sort-day.ts';

export interface ReadDayOptions {
  readonly signal?: AbortSignal | undefined;
  /** What was read before: a clip of the same path, size and time is not opened again. */
  readonly known?: Iterable<ShootClip>;
  /** Each clip as it is read, so that what was read is not lost when this is stopped. */
  readonly onClip?: (clip: ShootClip) => void | Promise<void>;
  readonly onProgress?: (progress: { readonly share: number; readonly words: string }) => void;
  /** Compare sound to find what is in sync; true if absent. */
  readonly listen?: boolean;
}

/** Files opened at a time: the media process does one after the other, and the disk is what is waited for. */
const AT_A_TIME = 3;
const LARGEST_SIDECAR = 4 * 1024 * 1024;
/** Share of the work that opening files is, beside listening. */
const READING = 0.5;

/** Sidecars by the card and the name of the clip that they are of: Sony adds M01 to the clip's name. */
function sidecarsOf(files: readonly FolderFile[]): Map<string, FolderFile[]> {
  const map = new Map<string, FolderFile[]>();
  for (const file of files) {
    if (file.kind !== 'sidecar' || file.bytes > LARGEST_SIDECAR) continue;
    const stem = stemOf(file.path)
      .replace(/M\d\d$/i, '')
      .toLowerCase();
    const key = `${cardFolder(file.path)}\n${stem}`;
    map.set(key, [...(map.get(key) ?? []), file]);
  }
  return map;
}

async function saidBeside(folder: string, path: string, sidecars: ReadonlyMap<string, FolderFile[]>): Promise<Said> {
  const files = sidecars.get(`${cardFolder(path)}\n${stemOf(path).toLowerCase()}`) ?? [];
  let said: Said = {};
  for (const file of files) {
    const text = await readFile(join(folder, ...file.path.split('/')), 'utf8').catch(() => '');
    said = { ...(/\.json$/i.test(file.path) ? saidByJson(text) : saidByXml(flatXml(text))), ...said };
  }
  return said;
}

/** Lines of a transcript that are kept: what a slate says comes first, and takes are known by some hundred words. */
const MOST_LINES = 300;
/** Lines in which a slate is called, at the beginning of a take. */
const SLATE_LINES = 8;

/** A clip with what a transcript beside it says, and the slate that is called in it. */
async function withWords(folder: string, clip: ShootClip, files: ReadonlyMap<string, FolderFile>): Promise<ShootClip> {
  const words = files.get(clip.id.replace(/\.[^./]*$/, '').toLowerCase());
  const slates = clip.slates.filter(({ by }) => by !== 'speech');
  const { lines: _, ...rest } = clip;
  if (words === undefined) return { ...rest, slates };
  const found = await subtitles(join(folder, ...words.path.split('/'))).catch(() => []);
  const lines = found.slice(0, MOST_LINES).map(({ text }) => text.slice(0, 1000));
  const called = slateInSpeech(lines.slice(0, SLATE_LINES).join(' '));
  return { ...rest, slates: called === undefined ? slates : [...slates, called], lines };
}

/** Camera raw comes in parts: segments of an .R3D, frames of a .DNG or .ARI. The first stands for all. */
function foldedRaw(files: readonly FolderFile[]): { file: FolderFile; parts: number }[] {
  const groups = new Map<string, { file: FolderFile; parts: number; bytes: number }>();
  for (const file of files) {
    if (file.kind !== 'raw') continue;
    const folder = file.path.split('/').slice(0, -1).join('/');
    const isFrame = /\.(?:dng|ari|arx)$/i.test(file.path);
    const stem = stemOf(file.path).replace(isFrame ? /[._-]?\d{4,}$/ : /_\d{3}$/, '');
    const key = `${folder}\n${stem.toLowerCase()}\n${file.path.slice(file.path.lastIndexOf('.')).toLowerCase()}`;
    const group = groups.get(key);
    if (group) {
      group.parts += 1;
      group.bytes += file.bytes;
    } else groups.set(key, { file, parts: 1, bytes: file.bytes });
  }
  return [...groups.values()].map(({ file, parts, bytes }) => ({ file: { ...file, bytes }, parts }));
}

/**
 * Reads a folder of clips: what each is, and which sound goes with which picture. Files that cannot be read are told
 * of, one sentence each, and never stop it. `sortDay` makes bins of what comes out.
 *
 * @throws Fault as `listFolder`; `unavailable` where FFmpeg cannot be had; `cancelled`.
 */
export async function readDay(folder: string, options: ReadDayOptions = {}): Promise<ReadDay> {
  const { signal, onClip, onProgress, listen = true } = options;
  const { files, unreadable: notListed } = await listFolder(folder, { signal });
  const sidecars = sidecarsOf(files);
  const known = new Map([...(options.known ?? [])].map((clip) => [clip.id, clip]));
  const work = [
    ...files.filter(({ kind }) => kind === 'media').map((file) => ({ file, parts: 1 })),
    ...foldedRaw(files),
  ];
  const words = new Map(
    files
      .filter(({ kind }) => kind === 'words')
      .map((file) => [file.path.replace(/(?:\.[a-z]{2,3})?\.(?:srt|vtt)$/i, '').toLowerCase(), file]),
  );
  const clips: ShootClip[] = [];
  const unreadable: Unreadable[] = [...notListed];
  let next = 0;
  let done = 0;
  const tell = (): void => {
    const count = `${done.toLocaleString('en')} of ${work.length.toLocaleString('en')} files`;
    onProgress?.({ share: work.length === 0 ? READING : (done / work.length) * READING, words: `Reading, ${count}` });
  };
  const one = async ({ file, parts }: (typeof work)[number]): Promise<void> => {
    const before = known.get(file.path);
    if (before && before.bytes === file.bytes && before.modified === file.modified) {
      clips.push(await withWords(folder, before, words));
      return;
    }
    try {
      const sidecar = await saidBeside(folder, file.path, sidecars);
      const read =
        file.kind === 'raw' ? rawClip(folder, file, sidecar, parts) : await readClip(folder, file, { sidecar, signal });
      const clip = await withWords(folder, read, words);
      clips.push(clip);
      await onClip?.(clip);
    } catch (thrown) {
      const fault = toFault(thrown);
      if (signal?.aborted || fault.code === 'unavailable') throw fault;
      unreadable.push({ path: file.path, message: fault.message });
    }
  };
  const lane = async (): Promise<void> => {
    for (let item = work[next++]; item !== undefined; item = work[next++]) {
      if (signal?.aborted) throw new Fault('cancelled', 'Cancelled.', { cause: signal.reason });
      await one(item);
      done += 1;
      tell();
    }
  };
  tell();
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  const order = new Map(work.map(({ file }, index) => [file.path, index]));
  clips.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const cameraOf = new Map(
    groupCameras(clips).flatMap(({ id, cards }) =>
      cards.flatMap((card) => card.clips.map((clip) => [clip, id] as const)),
    ),
  );
  const heard = await hearDay(clips, cameraOf, {
    signal,
    listen,
    onProgress: (count, total) => {
      const words = `Listening, ${count.toLocaleString('en')} of ${total.toLocaleString('en')} clips`;
      onProgress?.({ share: READING + (total === 0 ? 1 : count / total) * (1 - READING), words });
    },
  });
  return { folder, clips: heard.clips, syncs: heard.syncs, unreadable };
}
