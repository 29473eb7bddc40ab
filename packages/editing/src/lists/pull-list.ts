import { Fault } from '@second-unit/evidence';
import { fileNameOf, mediaClip, sequenceRate } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import { type Clip, endTimeExclusive, type Rational } from '@second-unit/timeline';
import { shownInOrder } from '../cards.ts';
import type { Cut } from '../cut.ts';
import { beforeCut } from '../transitions.ts';

/** Frames before the first and behind the last that is used, where nobody says otherwise. */
export const USUAL_HANDLES = 12;

/** One item of the cut that a pull is for. Frames of the media that are seen, those of dissolves included; `outFrame` is exclusive. */
export interface PullUse {
  /** Place in the cut, from 1. */
  readonly event: number;
  readonly item: string;
  readonly shot: string;
  readonly inFrame: number;
  readonly outFrame: number;
}

/** A stretch of a media that has to be fetched from its original. */
export interface Pull {
  /** From 1, in the order of the list. */
  readonly number: number;
  readonly media: string;
  readonly path: string;
  /** What people call its file: a studio may keep it by another name. */
  readonly fileName: string;
  readonly reel?: string;
  /** Frames of the media, handles included; `outFrame` is exclusive. */
  readonly inFrame: number;
  readonly outFrame: number;
  /** Frames that were found before the first and behind the last that is used: fewer than asked for at a media's ends. */
  readonly headHandle: number;
  readonly tailHandle: number;
  /** Events of the cut, in its order. */
  readonly uses: readonly PullUse[];
  /** The same as a clip: `sourceRange` is the source timecode, exact, at `rate`. */
  readonly clip: Clip;
  readonly rate: Rational;
  /** Counted in drop-frame. */
  readonly dropFrame: boolean;
}

export interface PullOptions {
  /** Frames of handles, each side; 12 if absent. */
  readonly handles?: number;
}

/**
 * What has to be pulled for a cut: every stretch of every media that it uses, with handles, media by media in the order
 * in which the cut first shows them, and in each by source timecode. Handles end where the media does. Stretches that
 * overlap or meet once they have their handles are one pull, which names every event that it is for.
 * @param media by the ids that the cut's items name
 * @throws Fault `not-found` when an item's media is not among `media`, `input` for handles that are no whole number of
 * frames, for an item outside of its media, and as `mediaClip`
 */
export function pullList(
  cut: Pick<Cut, 'items' | 'cards'>,
  media: Readonly<Record<string, MediaInfo>>,
  { handles = USUAL_HANDLES }: PullOptions = {},
): Pull[] {
  if (!Number.isSafeInteger(handles) || handles < 0) {
    throw new Fault('input', `Handles of ${handles} frames do not exist; give a whole number from 0.`);
  }
  const seen = dissolved(cut);
  const byMedia = new Map<string, PullUse[]>();
  for (const [index, { id: item, shot, media: of, inFrame, outFrame }] of cut.items.entries()) {
    const info = media[of];
    if (!info) throw new Fault('not-found', `The media ${of} of item ${item} is not known.`);
    if (!(inFrame >= 0 && inFrame < outFrame && outFrame <= info.frames)) {
      throw new Fault(
        'input',
        `Event ${index + 1} uses the frames ${inFrame} to ${outFrame} of ${fileNameOf(info)}, which has ${info.frames}.`,
        { place: info.originalPath },
      );
    }
    const uses = byMedia.get(of) ?? [];
    if (uses.length === 0) byMedia.set(of, uses);
    const { head, tail } = seen.get(item) ?? { head: 0, tail: 0 };
    const [from, to] = [Math.max(0, inFrame - head), Math.min(info.frames, outFrame + tail)];
    uses.push({ event: index + 1, item, shot, inFrame: from, outFrame: to });
  }
  const pulls: Pull[] = [];
  for (const [id, uses] of byMedia) {
    const info = media[id] as MediaInfo;
    for (const group of grouped(uses, handles)) {
      pulls.push(pullOf(pulls.length + 1, { id, info }, group, handles));
    }
  }
  return pulls;
}

/** By item, frames that dissolves show of it before its first and behind its last. */
function dissolved(cut: Pick<Cut, 'items' | 'cards'>): Map<string, { readonly head: number; readonly tail: number }> {
  const shown = shownInOrder(cut);
  return new Map(
    shown.flatMap(({ item }, at) => {
      if (!item) return [];
      const into = shown[at - 1]?.item?.transition;
      const out = item.transition;
      const head = into?.type === 'dissolve' ? beforeCut(into.frames) : 0;
      const tail = out?.type === 'dissolve' ? out.frames - beforeCut(out.frames) : 0;
      return [[item.id, { head, tail }] as const];
    }),
  );
}

/** Uses whose stretches overlap or meet with their handles, by their place in the media. */
function grouped(uses: readonly PullUse[], handles: number): PullUse[][] {
  const groups: PullUse[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const use of uses.toSorted((a, b) => a.inFrame - b.inFrame || a.event - b.event)) {
    if (use.inFrame - handles <= end) groups.at(-1)?.push(use);
    else groups.push([use]);
    end = Math.max(end, use.outFrame + handles);
  }
  return groups;
}

function pullOf(
  number: number,
  { id, info }: { readonly id: string; readonly info: MediaInfo },
  uses: readonly PullUse[],
  handles: number,
): Pull {
  const first = Math.min(...uses.map((use) => use.inFrame));
  const last = Math.max(...uses.map((use) => use.outFrame));
  const inFrame = Math.max(0, first - handles);
  const outFrame = Math.min(info.frames, last + handles);
  const inOrder = uses.toSorted((a, b) => a.event - b.event);
  const clip = mediaClip(
    info,
    { inFrame, outFrame },
    {
      name: `${fileNameOf(info)} pull ${number}`,
      rate: sequenceRate(info),
      media: id,
      metadata: { pull: number, events: inOrder.map(({ event }) => event) },
    },
  );
  const range = clip.sourceRange;
  if (!range) throw new Fault('internal', `The pull ${number} has no range.`);
  return {
    number,
    media: id,
    path: info.originalPath,
    fileName: fileNameOf(info),
    ...(info.reel === undefined ? {} : { reel: info.reel }),
    inFrame,
    outFrame,
    headHandle: first - inFrame,
    tailHandle: outFrame - last,
    uses: inOrder,
    clip,
    rate: endTimeExclusive(range).rate,
    dropFrame: info.dropFrame === true,
  };
}
