import type { Evidence } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import type { Cut, CutItem } from '../cut.ts';
import type { Segment } from './stringout.ts';

type ShotSpan = Pick<Shot, 'id' | 'startFrame'>;

/** Shots of films, by the films' ids. */
export type ShotsByMedia = Readonly<Record<string, readonly ShotSpan[]>>;

/**
 * Segments as items of a cut, each with the words that are heard in it as its reason; what a person chose counts as
 * locked. `shots` names the shot in which each begins.
 */
export function segmentItems(segments: readonly Segment[], shots: ShotsByMedia): CutItem[] {
  return segments.map((segment) => itemOf(segment, segment, shotAt(shots[segment.media] ?? [], segment.inFrame)?.id));
}

/**
 * The same with an item for each shot that a segment runs through, as the Cut room has it; they play on without a cut.
 */
export function shotItems(segments: readonly Segment[], shots: ShotsByMedia): CutItem[] {
  return segments.flatMap((segment) => {
    const all = shots[segment.media] ?? [];
    const edges = all.flatMap(({ startFrame }) =>
      startFrame > segment.inFrame && startFrame < segment.outFrame ? [startFrame] : [],
    );
    const starts = [segment.inFrame, ...edges];
    return starts.map((inFrame, at) => {
      const outFrame = starts[at + 1] ?? segment.outFrame;
      return itemOf(segment, { inFrame, outFrame }, shotAt(all, inFrame)?.id, at);
    });
  });
}

/** Items as a cut that asks for nothing else. `seconds`: how long they are. */
export function cutOf(items: readonly CutItem[], seconds: number): Cut {
  return { brief: { seconds, seed: 0, keepBack: 0 }, items, banned: [] };
}

function itemOf(
  segment: Segment,
  { inFrame, outFrame }: { readonly inFrame: number; readonly outFrame: number },
  shot = '',
  part = 0,
): CutItem {
  const { id, media, text, lines } = segment;
  const [line] = lines;
  const film: Evidence = { kind: 'film', media, startFrame: inFrame, endFrame: outFrame };
  const script = lines.map((one): Evidence => ({ kind: 'script', script: one.script, from: one.from, to: one.to }));
  const words = line && lines.length === 1 ? `take ${line.take} of “${line.text}”: “${text}”` : `says “${text}”`;
  return {
    id: part === 0 ? id : `${id}.${part}`,
    media,
    shot,
    inFrame,
    outFrame,
    locked: true,
    score: 0,
    reasons: [{ term: 'line', amount: 0, words, evidence: [film, ...script] }],
  };
}

/** The last shot that begins at a frame or before it. */
function shotAt(shots: readonly ShotSpan[], frame: number): ShotSpan | undefined {
  let low = 0;
  let high = shots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shots[middle]!.startFrame <= frame) low = middle + 1;
    else high = middle;
  }
  return shots[low - 1];
}
