import type { Look } from '../reading.ts';

/** Day players: those who speak once. */
export const singleSpeech: Look = ({ characters }) => {
  const once = characters.filter((character) => character.speeches === 1);
  if (once.length === 0) return [];
  return [
    {
      id: 'single-speech',
      area: 'cast',
      language: 'any',
      what: 'characters with a single speech',
      value: once.map((character) => character.name),
      confidence: 1,
      method: 'Names with exactly one speech in the script.',
      evidence: once.flatMap((character) => character.evidence),
    },
  ];
};
