import { stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Fault } from '@second-unit/evidence';
import { mapMedia, type Timeline } from '@second-unit/timeline';
import { type MediaInBundle, openOtioz } from '@second-unit/timeline/node';
import { asOutputFault, fillFolder } from '../output.ts';
import type { Task } from '../run.ts';

/** What a sentence names one by one. */
const MOST_NAMED = 5;

/** What of a bundle was not unpacked, and how to get at it, in a sentence. */
export function mediaLeft(from: string, media: readonly MediaInBundle[], then: string): readonly string[] {
  if (media.length === 0) return [];
  const shown = media.slice(0, MOST_NAMED).map(({ name, bytes }) => `${name} (${sizeSaid(bytes)})`);
  const more = media.length > MOST_NAMED ? [`${media.length - MOST_NAMED} more`] : [];
  const list = new Intl.ListFormat('en').format([...shown, ...more]);
  return [`Left in ${from}: ${list}. ${then}`];
}

function sizeSaid(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}

/**
 * Unpacks those media of a bundle that its timeline plays into a folder, all or none, and has the timeline refer to
 * them there. Nothing is written over.
 *
 * @throws Fault `input` where a file of that name stands there, or one of the bundle is damaged; what the disk says
 */
export async function unpackMedia(
  from: string,
  timeline: Timeline,
  folder: string,
  task: Task,
): Promise<{ readonly timeline: Timeline; readonly notes: readonly string[] }> {
  await using bundle = await openOtioz(from);
  const places = new Map<MediaInBundle, string>();
  const used = new Set<string>();
  const unpacked = mapMedia(timeline, (reference) => {
    if (reference.schema !== 'ExternalReference') return reference;
    const media = bundle.mediaOf(reference.targetUrl);
    if (!media) return reference;
    const path = places.get(media) ?? resolve(join(folder, freeName(basename(media.name), used)));
    places.set(media, path);
    return { ...reference, targetUrl: pathToFileURL(path).href };
  });
  for (const path of places.values()) {
    if (await stat(path).catch(() => undefined)) {
      throw new Fault('input', `${path} stands there already; name an empty folder with --media.`, { place: path });
    }
  }
  const all = [...places.keys()].reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  if (places.size > 0) {
    await fillFolder(folder, async (staging) => {
      for (const [{ name, bytes }, path] of places) {
        const onProgress = (done: number): void =>
          task.progress.show((before + done) / all, `Unpacking ${basename(path)}`);
        await bundle.extract(name, join(staging, basename(path)), { signal: task.signal, onProgress });
        before += bytes;
      }
    }).catch((cause: unknown) => {
      throw task.signal.aborted ? cause : asOutputFault(folder, cause);
    });
  }
  const unplayed = bundle.media.filter((media) => !places.has(media));
  return {
    timeline: unpacked,
    notes: [
      ...[...places].map(([{ name }, path]) => `Unpacked: ${name}, as ${path}`),
      ...mediaLeft(from, unplayed, 'The timeline does not play them.'),
    ],
  };
}

/** A name that none has had, also where capitals do not count. */
function freeName(name: string, used: Set<string>): string {
  const stem = name.slice(0, name.length - extname(name).length);
  let free = name;
  for (let number = 2; used.has(free.toLowerCase()); number++) free = `${stem}-${number}${extname(name)}`;
  used.add(free.toLowerCase());
  return free;
}
