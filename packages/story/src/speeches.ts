import type { ScreenplayElement } from '@second-unit/screenplay';

/** One cue's dialogue, up to the next cue or an element that is not dialogue. Notes do not end it. */
export interface Speech {
  /** The name, without extensions. */
  readonly name: string;
  /** As written on the cue, e.g. `V.O.`. */
  readonly extension?: string;
  /** Spoken and sung words, parentheticals apart. */
  readonly words: number;
  /** Index of the scene, or -1 before the first heading. */
  readonly scene: number;
  /** Cue included. */
  readonly from: number;
  readonly to: number;
}

/** All speeches in order, given each element's words. A cue under which nothing is said is no speech. */
export function speechesOf(elements: readonly ScreenplayElement[], words: readonly number[]): Speech[] {
  const speeches: Speech[] = [];
  let scene = -1;
  let open: { cue: ScreenplayElement; words: number; to: number; spoken: boolean } | undefined;
  const close = (): void => {
    if (open?.spoken) {
      const { cue, words, to } = open;
      const extension = cue.extension === undefined ? {} : { extension: cue.extension };
      speeches.push({ name: nameOf(cue), ...extension, words, scene, from: cue.from, to });
    }
    open = undefined;
  };
  for (const [index, element] of elements.entries()) {
    switch (element.type) {
      case 'character':
        close();
        open = { cue: element, words: 0, to: element.to, spoken: false };
        break;
      case 'dialogue':
      case 'lyrics':
        if (open === undefined) break;
        open.words += words[index] ?? 0;
        open.to = element.to;
        open.spoken = true;
        break;
      case 'parenthetical':
        if (open !== undefined) open.to = element.to;
        break;
      case 'note':
      case 'boneyard':
        break;
      default:
        close();
        if (element.type === 'sceneHeading') scene++;
    }
  }
  close();
  return speeches;
}

function nameOf(cue: ScreenplayElement): string {
  return (cue.name ?? cue.text).replace(/\s+/gu, ' ').trim();
}
