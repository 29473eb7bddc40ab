import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type CutItem, shownInOrder, toEditList } from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import { type Edit, previewOf, render } from '@second-unit/media';
import type { RenderSettings } from '../contract/render-settings.ts';
import { editOf, type SeenPart, type ToRender } from './rendering.ts';

/** Counts up when the same cut gives another preview. */
const VERSION = 4;
/** On either side of what is looked at. */
const SECONDS_AROUND = 1;
/** A longer one would keep a person waiting. */
const MOST_SECONDS = 6;
/** Previews that stay, of half a megabyte or so each. */
const MOST_KEPT = 60;

/** What a preview is of. */
export interface PreviewAsk {
  /** A shot or card of the cut, by its id. */
  readonly item: string;
  readonly settings: RenderSettings;
  /** Where previews are kept. It may be emptied at any time. */
  readonly folder: string;
}

/** Previews that are being made, each once, for as long as somebody waits for it. */
export class Previews {
  readonly #making = new Map<
    string,
    { readonly work: Promise<void>; readonly stop: AbortController; waiting: number }
  >();

  /**
   * Path of a small film of one shot of a cut, as it will be rendered, with a second on either side: the one that is
   * kept if nothing of it has changed. It is at most six seconds long, and plays in a browser.
   * @param signal fires when this caller no longer waits; the work ends when the last one has gone
   * @throws Fault `not-found` for what is not in the cut; as `editOf` and `render`
   */
  async film(toRender: ToRender, ask: PreviewAsk, signal: AbortSignal): Promise<string> {
    const path = join(ask.folder, `${await nameOf(toRender, ask)}.mp4`);
    const kept = await stat(path).catch(() => undefined);
    if (kept) {
      // Looked at now, and the same file as before: players ask for its parts by its time.
      await utimes(path, Date.now() / 1000, kept.mtimeMs / 1000).catch(() => {});
      return path;
    }
    signal.throwIfAborted();
    let making = this.#making.get(path);
    if (!making) {
      const stop = new AbortController();
      const work = make(toRender, ask, path, stop.signal).finally(() => {
        if (this.#making.get(path) === making) this.#making.delete(path);
      });
      making = { work, stop, waiting: 0 };
      this.#making.set(path, making);
    }
    const mine = making;
    const gone = Promise.withResolvers<never>();
    const leave = (): void => {
      if (--mine.waiting === 0) {
        // Who asks for it from now on begins anew.
        if (this.#making.get(path) === mine) this.#making.delete(path);
        mine.stop.abort();
      }
      gone.reject(new Fault('cancelled', 'Nobody waits for this preview any more.'));
    };
    mine.waiting++;
    signal.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([mine.work, gone.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
      mine.work.catch(() => {});
    }
    return path;
  }
}

/** Says what is seen and heard, of which files: a lock or a reason makes no other preview. */
async function nameOf(
  { cut, media, lut, music, lines, speech, faces }: ToRender,
  { item, settings }: PreviewAsk,
): Promise<string> {
  const shown = shownInOrder(cut).map(({ item: one, card }) => (one ? picturesOf(one) : card));
  const paths = [
    ...Object.values(media).map(({ originalPath }) => originalPath),
    ...[lut, music].filter((path) => path !== undefined),
  ];
  const files = await Promise.all(paths.map(stampOf));
  const { aspect, music: bed } = cut.brief;
  const about = [VERSION, item, settings, shown, aspect, bed, files, lines, speech, faces];
  return createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 32);
}

function picturesOf({ locked: _, score: __, reasons: ___, beat: ____, ...pictures }: CutItem): Partial<CutItem> {
  return pictures;
}

async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path).catch((cause: unknown) => {
    throw new Fault('not-found', 'This file is no longer where it was.', { place: path, cause });
  });
  return `${path} ${size} ${mtimeMs}`;
}

async function make(
  toRender: ToRender,
  { item, settings, folder }: PreviewAsk,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const spans = spansOf(toRender);
  const at = spans.find(({ id }) => id === item);
  if (!at) throw new Fault('not-found', 'This shot is not in the cut any more.', { place: item });
  const around = Math.round(SECONDS_AROUND * at.perSecond);
  const startFrame = Math.max(0, at.startFrame - around);
  const endFrame = Math.min(at.endFrame + around, startFrame + Math.round(MOST_SECONDS * at.perSecond));
  const edit = await editOf(toRender, settings, signal, partsSeen(toRender, { startFrame, endFrame }));
  await mkdir(folder, { recursive: true });
  await render(previewOf(edit, { startFrame, endFrame }), path, { signal });
  await keepNewest(folder);
}

/**
 * What of each shot is seen in a range of the film that a cut makes, in frames of the shot's own film: to look for a
 * window in a whole shot of which a second is seen costs more than the preview. No less than a second, though, of a shot
 * that has one: what is seen of it in a dissolve alone tells little.
 */
export function partsSeen(
  { cut, media }: Pick<ToRender, 'cut' | 'media'>,
  { startFrame, endFrame }: { readonly startFrame: number; readonly endFrame: number },
): ReadonlyMap<string, SeenPart> {
  const seen = new Map<string, SeenPart>();
  for (const { item, seenFrom, seenTo, ...span } of spansOf({ cut, media })) {
    if (!item || seenFrom >= endFrame || seenTo <= startFrame) continue;
    const length = span.endFrame - span.startFrame;
    const least = Math.min(length, Math.round(SECONDS_AROUND * span.perSecond));
    const from = Math.max(0, Math.min(startFrame - span.startFrame, length - least));
    const to = Math.min(length, Math.max(endFrame - span.startFrame, least));
    const step = (item.outFrame - item.inFrame) / length;
    const [inFrame, outFrame] = [item.inFrame + Math.floor(from * step), item.inFrame + Math.ceil(to * step)];
    seen.set(item.id, { inFrame, outFrame: Math.min(item.outFrame, outFrame) });
  }
  return seen;
}

/** Where the shots and cards of a cut lie in the film that it makes, in its frames, and where they are seen: in dissolves too. */
function spansOf({ cut, media }: Pick<ToRender, 'cut' | 'media'>) {
  const { clips, frameRate } = toEditList(cut, media);
  const perSecond = frameRate.num / frameRate.den;
  const dissolveAt = (index: number): number => {
    const transition = clips[index]?.transition;
    return transition?.type === 'dissolve' ? transition.frames : 0;
  };
  let start = 0;
  return shownInOrder(cut).map(({ item, card }, index) => {
    const startFrame = start;
    start += lengthOf(clips[index]);
    const seenFrom = startFrame - Math.floor(dissolveAt(index - 1) / 2);
    const seenTo = start + Math.ceil(dissolveAt(index) / 2);
    return { id: item ? item.id : card.id, item, startFrame, endFrame: start, seenFrom, seenTo, perSecond };
  });
}

/** Where times vary and are not known, only the renderer finds how long a clip is; nearly as long as its frames. */
function lengthOf(clip: Edit['clips'][number] | undefined): number {
  if (!clip) return 0;
  return 'title' in clip ? clip.frames : (clip.frames ?? clip.outFrame - clip.inFrame);
}

/** Removes the previews that were looked at longest ago. */
async function keepNewest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mp4'));
  if (names.length <= MOST_KEPT) return;
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, at: (await stat(path).catch(() => undefined))?.atimeMs ?? 0 };
    }),
  );
  for (const { path } of files.sort((a, b) => b.at - a.at).slice(MOST_KEPT)) await rm(path, { force: true });
}
