import { type Cut, toEditList } from '@second-unit/editing';
import type { Edit, MediaInfo } from '@second-unit/media';

/** Where the sound of a teaser is to lie, in LUFS and dBTP: what the large platforms play at. */
const LOUDNESS = { integrated: -14, truePeak: -1 } as const;

/** The cut for the renderer, with its sound brought to the loudness of a teaser. `lut`: its look, as a `.cube` file. */
export function editOf(cut: Cut, media: Readonly<Record<string, MediaInfo>>, title: string, lut?: string): Edit {
  const hasSound = cut.items.some((item) => media[item.media]?.audio);
  const list = toEditList(cut, media);
  const clips = lut === undefined ? list.clips : list.clips.map((clip) => ('path' in clip ? { ...clip, lut } : clip));
  return { ...list, clips, ...(hasSound ? { loudness: LOUDNESS } : {}), metadata: { title } };
}

/** `Rendering, 120 of 500 frames`; the sound is measured before the first. */
export function renderWords({ frame, frames }: { frame: number; frames: number }): string {
  if (frame === 0) return 'Measuring the sound';
  return `Rendering, ${frame.toLocaleString('en')} of ${frames.toLocaleString('en')} frames`;
}
