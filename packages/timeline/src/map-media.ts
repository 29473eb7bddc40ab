import type { Clip, Composable, MediaReference, Stack, Timeline, Track } from './model.ts';

/** The timeline with every media reference replaced, in nested stacks too. */
export function mapMedia(of: Timeline, map: (reference: MediaReference, clip: Clip) => MediaReference): Timeline {
  const visit = (one: Composable): Composable => {
    if (one.schema === 'Track' || one.schema === 'Stack') return inside(one);
    if (one.schema !== 'Clip') return one;
    const references = Object.entries(one.mediaReferences).map(
      ([key, reference]) => [key, map(reference, one)] as const,
    );
    return { ...one, mediaReferences: Object.fromEntries(references) };
  };
  const inside = <Item extends Track | Stack>(one: Item): Item => ({ ...one, children: one.children.map(visit) });
  return { ...of, tracks: inside(of.tracks) };
}
