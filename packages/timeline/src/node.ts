import { readFile } from 'node:fs/promises';
import { type FoundTimeline, type ReadTimelineOptions, readTimeline, type TimelineFormat } from './formats.ts';
import { type MediaInBundle, openOtioz } from './otio/bundle-reader.ts';

export { type MediaInBundle, type OpenOtioz, openOtioz } from './otio/bundle-reader.ts';
export { type BundledFile, type BundlePlan, otiozStream, planOtioz, writeOtiozFile } from './otio/bundle-writer.ts';

/** A timeline of a file, and the media that lie in that file with it: of a bundle only. */
export interface FoundInFile extends FoundTimeline {
  readonly media: readonly MediaInBundle[];
}

/**
 * Reads a file of any format. Of a bundle only the timeline is unpacked, however large it is; all others are read whole.
 *
 * @throws TimelineError `input`, in one sentence with line or path; what the disk says
 */
export async function readTimelineFile(
  path: string,
  format: TimelineFormat,
  options: ReadTimelineOptions = {},
): Promise<FoundInFile> {
  if (format !== 'otioz') {
    return { ...readTimeline(new Uint8Array(await readFile(path)), format, options), media: [] };
  }
  await using bundle = await openOtioz(path);
  return { timeline: await bundle.timeline(), notes: [], media: bundle.media };
}
