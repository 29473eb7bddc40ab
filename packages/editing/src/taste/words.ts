import type { FeatureName } from '../weights.ts';
import type { Taste } from './learn.ts';

/** Something that was learned, as a sentence, and the decisions that say so. */
export interface TasteSentence {
  readonly term: FeatureName;
  readonly words: string;
  /** Chance that it is so, 0.5 to 1. */
  readonly sure: number;
  /** Ids of decisions, the strongest first. */
  readonly decisions: readonly string[];
}

/** Less than this is too thin to be said: chance of the direction, and decisions that agree. */
const THIN = { sure: 0.95, decisions: 3 };

/** What a feature is called, and how the liking or disliking of it reads: more, and less, than shipped. */
const WORDS: Readonly<Partial<Record<string, readonly [more: string, less: string]>>> = {
  contrast: ['You prefer contrast more', 'You care for contrast less'],
  colour: ['You prefer strong colour more', 'You care for strong colour less'],
  motion: ['You prefer movement more', 'You care for movement less'],
  line: ['You want lines that stand alone more', 'You want fewer spoken lines'],
  speech: ['You mind less when a line is cut off', 'You mind it more when a line is cut off'],
  talk: ['You let line follow line more readily', 'You keep lines further apart'],
  brief: ['You hold closer to the words of the brief', 'You hold less to the words of the brief'],
  story: ['You want more even steps through the story', 'You care less for even steps through the story'],
  scene: ['You stay in a scene more readily', 'You leave a scene sooner'],
  variety: [
    'You want shots more unlike the ones before them',
    'You mind less when a shot looks like the one before it',
  ],
  order: ['You mind less going back in the film', 'You hold more to the order of the film'],
  pace: ['You hold lengths closer to the rising pace', 'You hold lengths less to the rising pace'],
  rise: ['You want a steeper rise from calm to strong', 'You want less of a rise from calm to strong'],
  dark: ['You mind near-black shots less', 'You mind near-black shots more'],
  card: ['You mind title cards of the film less', 'You mind title cards of the film more'],
  turn: ['You want the turning points of the script more', 'You care less for the turning points of the script'],
  act: ['You want every act shown more', 'You care less that every act is shown'],
  arc: ["You follow the script's feeling more", "You follow the script's feeling less"],
  size: ['You want sizes of shot to change more', 'You mind less when sizes of shot stay the same'],
  people: ['You want other people from shot to shot more', 'You stay with the same people more readily'],
  jump: ['You mind jump cuts less', 'You mind jump cuts more'],
  angle: ['You mind small changes of angle less', 'You mind small changes of angle more'],
  direction: ['You mind less when the camera turns about', 'You mind it more when the camera turns about'],
  music: ['You want cuts on the beat more', 'You care less for cuts on the beat'],
  question: ['You prefer lines that ask something more', 'You care less for lines that ask something'],
  spoil: ['You mind less giving the end away', 'You keep the end back more strictly'],
};

/**
 * What was learned, in plain sentences, the surest first; nothing where the evidence is thin. Each
 * compares with the first proposal that anybody gets.
 */
export function tasteInWords(taste: Pick<Taste, 'changed'>): readonly TasteSentence[] {
  return taste.changed
    .filter(({ sure, why }) => sure >= THIN.sure && why.length >= THIN.decisions)
    .map(({ term, from, to, sure, why }) => {
      const more = to > from;
      const [up, down] = WORDS[term] ?? [`You give “${term}” more weight`, `You give “${term}” less weight`];
      return {
        term,
        words: `${more ? up : down} than the first proposal does, by ${why.length} choices.`,
        sure,
        decisions: why.map(({ decision }) => decision),
      };
    });
}
