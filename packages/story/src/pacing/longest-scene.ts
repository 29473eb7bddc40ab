import { type Look, range } from '../reading.ts';

export const longestScene: Look = ({ scenes }) => {
  if (scenes.length < 2) return [];
  const longest = scenes.reduce((best, scene) => (scene.eighths > best.eighths ? scene : best));
  return [
    {
      id: 'longest-scene',
      area: 'pacing',
      language: 'any',
      what: 'longest scene',
      value: { scene: longest.index, heading: longest.heading, eighths: longest.eighths },
      confidence: 0.9,
      method: 'Scene lengths in eighths of a page, from the estimated layout.',
      evidence: [range(longest)],
    },
  ];
};
