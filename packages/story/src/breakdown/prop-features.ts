import type { ElementType } from '@second-unit/screenplay';
import type { Candidate } from './candidates.ts';
import type { Lexicon } from './lexicon.ts';
import type { Phrase } from './phrases.ts';
import { SAME } from './thing-names.ts';
import {
  carried,
  gripped,
  inHand,
  isHandled,
  LIKENESS,
  MEASURES,
  NOT_SEEN,
  quoted,
  rests,
  STANDS,
  wholeOf,
} from './things.ts';
import type { Token } from './tokens.ts';

/** Classes that no hand holds: other rules decide of them. */
const OTHERS = new Set(['person', 'crowd', 'vehicle', 'body']);
const POSSESSIVES = /^(?:his|her|their|its|my|your|our)$/u;

/**
 * What a noun phrase says of whether it is a prop, as names of features that are there: the noun and its class, what is
 * done with it, how it is written, and what the rules say (`ruled`). Undefined where it is nothing that could be one.
 */
export function propFeatures(
  phrase: Phrase,
  index: number,
  phrases: readonly Phrase[],
  tokens: readonly Token[],
  lexicon: Lexicon,
  type: ElementType,
  ruled: Candidate | undefined,
  taken: boolean,
): string[] | undefined {
  const part = wholeOf(phrase, lexicon);
  if (part !== undefined) return propFeatures(part, index, phrases, tokens, lexicon, type, ruled, taken);
  const { noun, verb, preposition, does, determiner } = phrase;
  const kind = phrase.class ?? 'none';
  if (type === 'sceneHeading' || type === 'centered' || OTHERS.has(kind) || noun.length < 3) return undefined;
  const token = tokens[phrase.last];
  if (kind === 'none' && (token === undefined || (token.capital && !token.caps && !token.opens))) return undefined;
  if (kind === 'none' && !lexicon.isNoun(noun) && lexicon.isAdjective(noun)) return undefined;
  const child = phrases[index + 1];
  const holds = child?.of === index;
  // Of `a cup of coffee` the coffee bears the name.
  if (holds && MEASURES.has(noun) && child.class !== undefined && child.class !== 'place') return undefined;
  const core = lexicon.isCore(noun) ? 'core' : 'rare';
  const handled = isHandled(phrase, tokens);
  const deed = verb.split(' ')[0] ?? '';
  const object = preposition === '' && verb !== '';
  const group = object ? (gripped(phrase) ? 'grip' : handled === 'held' ? 'handle' : 'object') : handled;
  const features = [
    `noun ${SAME[noun] ?? noun}`,
    `class ${kind}`,
    `class ${kind} ${core}`,
    `group ${group}`,
    `class ${kind} ${group}`,
    `core ${core} ${group}`,
    `rule ${ruled?.category ?? 'none'}`,
  ];
  // How often hands are on such a thing in other scripts.
  const often = lexicon.handling?.(SAME[noun] ?? noun) ?? lexicon.handling?.(noun.slice(noun.lastIndexOf('_') + 1));
  if (often !== undefined) features.push(`handling ${often}`, `handling ${often} ${group}`);
  const compound = noun.lastIndexOf('_');
  if (compound > 0) features.push(`head ${noun.slice(compound + 1)}`, 'compound');
  if (object) features.push(`object ${verb}`, `deed ${deed}`);
  else if (preposition !== '')
    features.push(`in ${preposition}`, `in ${preposition} ${core}`, `of deed ${deed} ${preposition}`);
  else features.push('subject');
  if (does !== '') features.push(STANDS.has(does) ? 'stands' : `does ${does}`, 'does');
  if (object && verb === 'be') features.push('is');
  if (taken) features.push('taken');
  if (inHand(phrase, tokens)) features.push('in hand');
  if (carried(phrase, tokens)) features.push('carried');
  if (rests(phrase, phrases[index + 1])) features.push('rests');
  if (phrase.negated) features.push('negated');
  if (LIKENESS.has(preposition)) features.push('likeness');
  if (quoted(phrase.first, tokens)) features.push('quoted');
  if (phrase.caps && tokens.some(({ caps, sign }) => !caps && !sign)) features.push('capitals', `capitals ${core}`);
  if (phrase.plural) features.push('plural', `plural ${group}`);
  if (phrase.owner !== '') features.push('owned');
  features.push(
    POSSESSIVES.test(determiner)
      ? 'possessive'
      : determiner === ''
        ? `bare ${phrase.plural ? 'plural' : 'singular'}`
        : /^(?:an?|the)$/u.test(determiner)
          ? determiner.slice(0, 2)
          : 'counted',
  );
  features.push(phrase.modifiers.length === 0 ? 'plain' : phrase.modifiers.length === 1 ? 'described' : 'long');
  if (type !== 'action') features.push(`in a ${type}`);
  const before = listedAfter(index, phrases, tokens);
  if (before !== undefined) {
    const same = before.preposition === '' && before.verb !== '';
    const how = same
      ? gripped(before)
        ? 'grip'
        : isHandled(before, tokens) === 'held'
          ? 'handle'
          : 'object'
      : before.preposition;
    features.push('listed', `listed ${how}`, `listed after ${before.class ?? 'none'}`);
  }
  const parent = phrase.of < 0 ? undefined : phrases[phrase.of];
  if (parent !== undefined) {
    features.push(`of ${parent.class ?? 'none'}`);
    if (MEASURES.has(parent.noun))
      features.push('of a measure', `of a measure ${parent.preposition === '' && gripped(parent)}`);
    if (NOT_SEEN.has(parent.noun)) features.push('not seen');
  }
  if (holds) features.push(MEASURES.has(noun) ? 'measures' : 'has of', `has of ${child.class ?? 'none'}`);
  return features;
}

/** The first of `keys, a wallet and a badge`, where the phrase is another of them. */
function listedAfter(index: number, phrases: readonly Phrase[], tokens: readonly Token[]): Phrase | undefined {
  let at = index;
  for (; at > 0; at--) {
    const between = tokens.slice((phrases[at - 1] as Phrase).last + 1, (phrases[at] as Phrase).first);
    const joined = between.filter(({ word }) => !/^(?:an?|the|his|her|their|some|\w+ly)$/u.test(word));
    if (joined.length === 0 || joined.length > 2 || !joined.every(({ word }) => /^(?:,|and|or)$/u.test(word))) break;
  }
  return at === index ? undefined : phrases[at];
}
