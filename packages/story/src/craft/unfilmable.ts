import type { Note } from '../note.ts';
import type { Written } from '../written.ts';
import { matches } from './matches.ts';

const CUES: readonly RegExp[] = [
  // Habits and histories.
  /(?<!\bwhere )(?<!\b(?:like|if|though) (?:\p{L}+ )?)\b(?!(?:I|where|we|it|there|this|that|which)\b)\p{L}+(?: (?:has|have|had)|['’](?:s|ve|d)) (?:always|never) (?:been|done|had|left|seen|known|loved|hated|wanted|liked|felt)\b/giu,
  /(?<!\b(?:like|if|though) )\b(?:he|she|they)(?:['’](?:s|ve|d)| has| have| had) (?:heard|seen|done|been|known|waited|worked|lived)\b[^.!?]{0,40}?\b(?:before|for a while|for (?:\p{L}+ )?(?:years|months|weeks|days|hours)|(?:\p{L}+|\d+) (?:hours|days|weeks|months|years))(?=[.,!?])/giu,
  /\b(?:has|have|had)n['’]t\b[^.!?]{0,60}\bin (?:\p{L}+ )?(?:years|months|weeks|decades)\b/giu,
  /\bnever expected\b|\b(?:he|she|they|who) used to (?:be|have|work|live|love)\b|\bgetting used to\b/giu,
  /\b(?:makes|takes|does|has|goes|comes|eats|drinks|walks|sits)\b[^.,;]{0,30} (?:every|each) (?:morning|evening|night|week|year|summer)(?=[.,;]|$)|\bas (?:is|was|would (?:seem to )?be) (?:his|her|their) (?:custom|habit|wont)\b/giu,
  /\b(?:is|was|he['’]s|she['’]s) (?:the (?:\p{L}+['’]s )?(?:first|only)|the closest thing)\b(?=[^.!?]*(?:\b(?:to a|ever|town|has|seen|Black|woman to|man to)\b|['’]s seen))[^.!?]{0,50}/giu,
  // Thoughts.
  /\b(?:he|she|they) (?:wish(?:es)?|long(?:s)? for|regrets?) (?:he|she|they|to|that|it)\b/giu,
  /\b(?:knows|knowing) (?:that |full well |deep down )*(?:(?:he|she|they|it)(?=['’ ]\p{L})|(?:her|his|their) \p{L}+ (?:is|was|has|will|would|can)|nothing|everything|exactly)\b/giu,
  /\bdid(?:n['’]t| not) mean (?:to|it|for|that)\b/giu,
  /\b(?:fancies|considers|believes|thinks) (?:himself|herself|themselves)\b/giu,
  /\b(?:to wonder|wonders) (?:what|why|who|how|whether|if|where)\b/giu,
  /\btruth be told\b|\bit['’]s tempting to\b/giu,
  /\b(?:he|she|they) could (?:just )?(?:leave|go|run|walk away|stop|turn back)\b[^.!?]{0,12}, but\b/giu,
  /\bwas(?:n['’]t| not) the [^.!?]{3,50} (?:was|were) (?:hoping|looking|waiting|wishing)(?: for)?\b/giu,
  /\bno way (?:he|she|they) can\b|\b(?:doesn['’]t|does not|do not|don['’]t) (?:really |truly )?(?:(?<=truly )want to|recogni[sz]e \p{L}+ as)\b/giu,
  /\bit['’]s not clear (?:whether|if|why)\b/giu,
  /\b(?:his|her|their) (?:future|destiny|fate) (?:has|holds|is)\b/giu,
  // Asides to the reader.
  /\b(?:(?:those of )?us in the audience|the audience (?:knows?|will|should|realizes?|understands?)|as we(?:['’]ll| will) (?:see|learn|discover)|not that you['’]re|not to get all|mind you|you get the (?:idea|picture))\b/giu,
];

/** Questions that a face can ask, and what is plainly seen, are left out by asking for narrow cues only. */
export function unfilmable(lines: readonly Written[]): Note[] {
  return matches(lines, CUES, {
    kind: 'unfilmable',
    language: 'en',
    what: 'A thought, a habit or a history: could this be shown instead?',
    confidence: 0.85,
    method:
      'Words that tell what no shot carries: wishes, knows that, has always been, hasn’t in years, an aside to the reader.',
  });
}
