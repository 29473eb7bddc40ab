import type { Reading } from '../reading.ts';
import type { StoryFinding } from '../story-finding.ts';
import type { TurningPointName } from './model.ts';
import type { Structure } from './structure.ts';
import { LEAST_SCENES, LEAST_WORDS } from './turning-points.ts';

const WHAT: Readonly<Record<TurningPointName, string>> = {
  opportunity: 'turning point 1: the opportunity',
  changeOfPlans: 'turning point 2: the change of plans',
  pointOfNoReturn: 'turning point 3: the point of no return',
  majorSetback: 'turning point 4: the major setback',
  climax: 'turning point 5: the climax',
};

/** What of the structure is said in a sentence, with the headings of its scenes. */
export function structureFindings(reading: Reading, structure: Structure): StoryFinding[] {
  return [...turns(reading, structure), ...lines(reading, structure), ...returns(structure)];
}

function turns(reading: Reading, { turningPoints }: Structure): StoryFinding[] {
  const { headings, scenes } = reading;
  if (turningPoints.length === 0) return unsaid(reading);
  return turningPoints.map(({ name, scene, band, probabilities, control, terms }) => {
    const number = (at: number): string => scenes[at]?.number ?? String(at + 1);
    return {
      id: `turning-point-${name}`,
      area: 'structure',
      language: 'any',
      what: WHAT[name],
      value: { scene: number(scene), band: [number(band[0]), number(band[1])], byPositionAlone: number(control) },
      confidence: probabilities[scene] ?? 0,
      method:
        'A log-linear model of place, length, cast and words of each scene, the five kept in order; the band holds the point in about 80 % of films. models/turning-points.md says how often it is right.',
      evidence: [
        ...headings.slice(scene, scene + 1),
        ...terms.slice(0, 3).map(({ feature, amount }) => ({
          kind: 'feature' as const,
          name: feature,
          value: amount,
          weight: 1,
          amount,
        })),
      ],
    };
  });
}

/** Why there are no turning points: silence would look like a fault. */
function unsaid({ headings, scenes }: Reading): StoryFinding[] {
  if (scenes.length === 0) return [];
  const words = scenes.reduce((sum, scene) => sum + scene.words, 0);
  const why =
    scenes.length < LEAST_SCENES
      ? `under ${LEAST_SCENES} scenes`
      : words < LEAST_WORDS
        ? `under ${LEAST_WORDS} words in scenes`
        : 'its scenes are too much alike';
  return [
    {
      id: 'turning-points-unsaid',
      area: 'structure',
      language: 'any',
      what: 'where the story turns: not enough to say',
      value: { why },
      confidence: 1,
      method: `Under ${LEAST_SCENES} scenes or ${LEAST_WORDS} words, or where what is in the scenes tells hardly more than their places do, no turning points are said.`,
      evidence: headings.slice(0, 1),
    },
  ];
}

function lines({ headings }: Reading, { plotLines }: Structure): StoryFinding[] {
  if (plotLines.length < 2) return [];
  return plotLines.map(({ letter, scenes, share, members, places }) => ({
    id: `plot-line-${letter}`,
    area: 'structure',
    language: 'any',
    what: `plot line ${letter}`,
    value: { members, places, scenes: scenes.length, share },
    confidence: 0.5,
    method: 'Scenes alike in who is there and where, grouped by the Louvain method (Blondel et al. 2008).',
    evidence: scenes.flatMap((scene) => headings[scene] ?? []),
  }));
}

function returns({ payoffs }: Structure): StoryFinding[] {
  return payoffs.map(({ thing, setup, payoff, language, absence }, at) => ({
    id: `payoff-${at}`,
    area: 'structure',
    language,
    what: 'returns after a long absence',
    value: { thing, away: absence[1] - absence[0] },
    confidence: 0.4,
    method:
      'A noun for a thing (English) that is introduced in capitals or named twice at first, or a name of nobody and no place; in few scenes, away for three tenths of the script.',
    evidence: [...setup.slice(-2), ...payoff.slice(0, 2)],
  }));
}
