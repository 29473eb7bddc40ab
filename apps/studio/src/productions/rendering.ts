import { type Cut, toEditList } from '@second-unit/editing';
import type { Edit, MediaInfo } from '@second-unit/media';

/** Where the sound of a teaser is to lie, in LUFS and dBTP: what the large platforms play at. */
const LOUDNESS = { integrated: -14, truePeak: -1 } as const;

/** The cut for the renderer, with its sound brought to the loudness of a teaser. */
export function editOf(cut: Cut, media: Readonly<Record<string, MediaInfo>>, title: string): Edit {
  const hasSound = cut.items.some((item) => media[item.media]?.audio);
  return { ...toEditList(cut, media), ...(hasSound ? { loudness: LOUDNESS } : {}), metadata: { title } };
}

/** `Rendering, 120 of 500 frames`; the sound is measured before the first. */
export function renderWords({ frame, frames }: { frame: number; frames: number }): string {
  if (frame === 0) return 'Measuring the sound';
  return `Rendering, ${frame.toLocaleString('en')} of ${frames.toLocaleString('en')} frames`;
}
