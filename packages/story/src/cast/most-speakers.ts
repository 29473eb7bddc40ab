import { type Look, range } from '../reading.ts';

/** The fullest scene; of one scene alone that says nothing. */
export const mostSpeakers: Look = ({ scenes, speeches }) => {
  if (scenes.length < 2) return [];
  const fullest = scenes.reduce(
    (best, scene) => (scene.speakers.length > (best?.speakers.length ?? 1) ? scene : best),
    undefined as (typeof scenes)[number] | undefined,
  );
  if (fullest === undefined) return [];
  return [
    {
      id: 'most-speakers',
      area: 'cast',
      language: 'any',
      what: 'scene with most speakers',
      value: { scene: fullest.index, heading: fullest.heading, speakers: fullest.speakers },
      confidence: 1,
      method: 'Different names on the cues of each scene.',
      evidence: speeches.filter((speech) => speech.scene === fullest.index).map(range),
    },
  ];
};
