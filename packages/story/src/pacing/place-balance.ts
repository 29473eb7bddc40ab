import type { Look } from '../reading.ts';

/** Scenes inside and outside, by their headings. */
export const placeBalance: Look = ({ scenes, headings }) => {
  const told = scenes.filter((scene) => scene.interior || scene.exterior);
  if (told.length === 0) return [];
  const both = told.filter((scene) => scene.interior && scene.exterior).length;
  const interior = told.filter((scene) => scene.interior).length - both;
  const exterior = told.length - interior - both;
  return [
    {
      id: 'interior-exterior',
      area: 'pacing',
      language: 'any',
      what: 'scenes inside and outside',
      value: { interior, exterior, both, unknown: scenes.length - told.length },
      confidence: 1,
      method: 'INT, EXT and their like in other languages, as the headings have them.',
      evidence: told.flatMap((scene) => headings[scene.index] ?? []),
    },
  ];
};
