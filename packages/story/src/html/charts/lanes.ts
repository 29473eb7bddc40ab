import type { ReadThrough } from '../../read-through.ts';
import type { Structure } from '../../structure/structure.ts';
import type { Lane } from './script-chart.ts';

/** Sections that older read-throughs do not have. */
type Read = Pick<ReadThrough, 'scenes' | 'pacing'> & { readonly structure?: Pick<Structure, 'turningPoints'> };

const TURNS = {
  opportunity: 'Opportunity',
  changeOfPlans: 'Change of plans',
  pointOfNoReturn: 'Point of no return',
  majorSetback: 'Major setback',
  climax: 'Climax',
} as const;

/** What is measured scene by scene. */
export function lanesOf({ pacing, structure }: Read): Lane[] {
  const lanes: Lane[] = [];
  if (structure !== undefined && structure.turningPoints.length > 0) {
    lanes.push({
      name: 'Turning points',
      method: 'the band holds the point in about 80 % of films, the mark is the single scene it would be.',
      values: [],
      model: true,
      language: 'any',
      bands: structure.turningPoints.map(({ name, band, scene }) => ({ name: TURNS[name], scenes: band, scene })),
    });
  }
  lanes.push(
    {
      name: 'Tension',
      method: pacing.formula.replace(/^Tension is /u, ''),
      values: pacing.scenes.map(({ tension }) => tension),
      stretch: true,
      language: 'any',
    },
    {
      name: 'Dialogue',
      method: 'spoken words of all words in the scene.',
      values: pacing.scenes.map(({ dialogue }) => dialogue),
      language: 'any',
    },
  );
  return lanes;
}
