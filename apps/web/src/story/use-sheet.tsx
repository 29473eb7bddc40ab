import type { ReadThrough } from '@second-unit/story';
import { CATEGORIES } from '@second-unit/studio/contract/breakdown';
import { useMemo } from 'react';
import { BreakdownElements } from './breakdown-elements.tsx';
import { CorrectionList } from './correction-list.tsx';
import type { Places } from './place.ts';
import type { BreakdownSheet } from './read-through-view.tsx';
import type { Correcting } from './use-correct-breakdown.ts';

/** The breakdown of a reading with the menus that correct it. */
export function useSheet(
  reading: ReadThrough | undefined,
  correcting: Correcting,
  go: (places: Places) => void,
): BreakdownSheet {
  return useMemo(
    () => ({
      elements: (finding) => {
        const category = CATEGORIES.find((one) => finding === `breakdown-${one}`);
        return (
          category &&
          reading && (
            <BreakdownElements
              breakdown={reading.breakdown}
              scenes={reading.scenes}
              category={category}
              correcting={correcting}
              go={go}
            />
          )
        );
      },
      below: <CorrectionList kept={correcting.kept} takeBack={correcting.takeBack} />,
    }),
    [reading, correcting, go],
  );
}
