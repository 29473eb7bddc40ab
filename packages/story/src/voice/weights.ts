/** What makes up the log odds of a speaker. */
export const VOICE_PARTS = ['share', 'words', 'letters', 'length', 'named', 'setOff'] as const;

export type VoicePart = (typeof VOICE_PARTS)[number];

/**
 * How much each part counts, so that the sum is calibrated: a conditional logit over the speakers of a film
 * (`train/voice.ts`). Learned on 60 screenplays of TRIPOD's train films; the films of the benchmark are not among them.
 */
export const VOICE_WEIGHTS: Readonly<Record<VoicePart, number>> = {
  share: 0.57,
  words: 0.27,
  letters: 0.14,
  length: 0.2,
  named: -0.43,
  setOff: 0.29,
};
