import type { Cut, CutContext } from '@second-unit/editing';
import {
  effectsCsv,
  effectsList,
  pullCsv,
  pullEdls,
  pullList,
  type SceneNeed,
  USUAL_HANDLES,
} from '@second-unit/editing/lists';
import { Fault } from '@second-unit/evidence';
import type { MediaInfo } from '@second-unit/media';
import type { Breakdown } from '@second-unit/story';
import type { Timeline } from '@second-unit/timeline';
import { CUT_LISTS, type CutList } from '../contract/cut-lists.ts';

export function isCutList(format: string): format is CutList {
  return CUT_LISTS.some((one) => one === format);
}

/** Media type of a list, by its name. */
export function typeOfList(list: CutList): string {
  return list === 'pull.edl' ? 'text/plain; charset=utf-8' : 'text/csv; charset=utf-8';
}

/** What the lists of a cut are made from. */
export interface ListInput {
  readonly cut: Cut;
  /** As the cut is exported. */
  readonly timeline: Timeline;
  readonly media: Readonly<Record<string, MediaInfo>>;
  readonly context: CutContext;
  /** What the script's breakdown says that scenes need. */
  readonly needs: readonly SceneNeed[];
  /** Name of the cut's look. */
  readonly look?: string;
  readonly title: string;
  /** Frames of handles of a pull list; 12 if absent. */
  readonly handles?: number;
}

/**
 * A list of a cut as a file: its pull list as a table or an EDL, or the shots that somebody has to work on. Errors:
 * `input` for a pull list as an EDL where the sources have several frame rates, and as `pullList`.
 */
export function writeCutList(list: CutList, input: ListInput): string {
  const { cut, media, handles = USUAL_HANDLES } = input;
  switch (list) {
    case 'effects.csv':
      return effectsCsv(effectsList(input));
    case 'pull.csv':
      return pullCsv(pullList(cut, media, { handles }), { handles });
    case 'pull.edl': {
      const [first, ...more] = pullEdls(pullList(cut, media, { handles }), media, input.title);
      if (first === undefined || more.length > 0) {
        throw new Fault(
          'input',
          `The shots of this cut have ${more.length + 1} frame rates, and an EDL holds one; take the pull list as a table (pull.csv).`,
          { place: input.title },
        );
      }
      return first.edl;
    }
  }
}

/** The effects and stunts that a breakdown names, by scene. */
export function needsOf({ scenes }: Pick<Breakdown, 'scenes'>): SceneNeed[] {
  return scenes.flatMap(({ scene, elements }) =>
    elements.flatMap(({ category, name, confidence }): SceneNeed[] =>
      category === 'effects' || category === 'stunts' ? [{ scene, category, name, confidence }] : [],
    ),
  );
}
