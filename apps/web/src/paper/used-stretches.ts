import type { Segment } from '@second-unit/editing';

/** Frames of a film that a paper edit plays, in the film's order; what it plays twice stands there once. */
export function usedStretches(
  segments: readonly Pick<Segment, 'media' | 'inFrame' | 'outFrame'>[],
  media: string,
): readonly { readonly inFrame: number; readonly outFrame: number }[] {
  const own = segments.filter((one) => one.media === media).toSorted((a, b) => a.inFrame - b.inFrame);
  const stretches: { readonly inFrame: number; outFrame: number }[] = [];
  for (const { inFrame, outFrame } of own) {
    const last = stretches.at(-1);
    if (last && inFrame <= last.outFrame) last.outFrame = Math.max(last.outFrame, outFrame);
    else stretches.push({ inFrame, outFrame });
  }
  return stretches;
}
