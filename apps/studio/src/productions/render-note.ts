import type { ReachedLoudness } from '@second-unit/media';
import type { Store } from '../database/index.ts';
import { getSetting, setSetting } from '../database/settings.ts';

/** `−16.2 LUFS`, with the sign that is a minus. */
function figure(value: number, unit: string): string {
  // What would be written as 0 has no sign.
  const rounded = Math.round(value * 10) / 10;
  return `${rounded
    .toFixed(1)
    .replace(/^-0\.0$/, '0.0')
    .replace('-', '\u2212')
    .replace(/\.0$/, '')} ${unit}`;
}

/** How loud a render came out, against what was asked, and why it is not that; a sentence or two. */
export function loudnessWords({ asked, integrated, truePeak, missed }: ReachedLoudness): string {
  const wanted = figure(asked.integrated, 'LUFS');
  const peak = figure(asked.truePeak, 'dBTP');
  if (missed === 'silent')
    return `Its sound is silent, so it is not at ${wanted} as asked: there is nothing to make louder.`;
  if (missed === 'unmeasured') {
    return `Its sound is as recorded, not at ${wanted} as asked: too little of it is heard to measure (EBU R 128 needs 0.4 seconds above \u221270 LUFS).`;
  }
  const is = `${figure(integrated ?? Number.NaN, 'LUFS')}, true peak ${figure(truePeak ?? Number.NaN, 'dBTP')}`;
  if (missed === undefined) return `Its sound is at ${is}.`;
  const why =
    missed === 'gain'
      ? 'it is so quiet that more gain (40 dB at most) would bring up its noise'
      : `more gain would only be taken away again to hold the true peak at ${peak}`;
  return `Its sound is at ${is}, not at ${wanted} as asked: ${why}.`;
}

interface Noted {
  /** The film, relative to the home. */
  readonly file: string;
  readonly note: string;
}

const nameOf = (cut: string): string => `render/note/${cut}`;

/** Keeps what there is to say of a render of a cut or paper edit. */
export async function keepRenderNote(store: Store, cut: string, noted: Noted): Promise<void> {
  await setSetting(store, nameOf(cut), noted);
}

/** What there is to say of the render that a cut or paper edit has now. */
export async function noteOfRender(
  store: Store,
  cut: { readonly id: string; readonly render: string | null },
): Promise<string | undefined> {
  if (cut.render === null) return undefined;
  const noted = await getSetting<Noted>(store, nameOf(cut.id));
  return noted?.file === cut.render ? noted.note : undefined;
}
