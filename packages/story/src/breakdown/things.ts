import type { ElementType } from '@second-unit/screenplay';
import type { Candidate } from './candidates.ts';
import type { BreakdownCategory } from './categories.ts';
import type { Lexicon, NounClass } from './lexicon.ts';
import type { Phrase } from './phrases.ts';
import type { Token } from './tokens.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What hands do with a thing. A particle is not told apart. */
const HANDLES = words(
  'adjust aim apply arm assemble attach ball bang bear bite blow brandish break bring brush burn button buy carry cast catch check chew chug clean clench clutch ' +
    'cock collect consume count cover cradle crack cram crumple crush cut dab deal deliver devour dial dig dip down drag drain draw drink drop dump ' +
    'eat empty examine extend fasten feed fetch fiddle fill finger finish fire fish fit fix flick fling flip flourish fold fumble gather get give ' +
    'gnaw grab grasp grip gulp hand handle haul heave hide hit hoist hold hug hurl inhale inject inspect insert juggle jab jam jingle keep kick ' +
    'kiss knock lay lean lift light load lob lock lower lug munch offer open operate order pack pass peel pick pin place play plant pluck plug pocket point ' +
    'poise pop pour press present produce prop puff pull pump purchase push put raise reach read receive release reload remove retrieve return ring rip ' +
    'roll rub rummage scan scoop scribble seal seize serve set shake share sharpen shoulder shove shovel shuffle sift sign sip slam slap sling slip slide ' +
    'slurp smash smear smell smoke snap snatch sniff sort spill spin splash spray spread squeeze stab stack stare steal stick stir strap strike ' +
    'stroke stuff study swallow swap sweep swig swing swipe switch take tap taste tear throw tie tighten tilt tip toss touch train trade tuck tug turn ' +
    'twirl twist type uncap uncork uncover unfold unlock unpack unroll unscrew unseal unsheathe sheathe unwrap unzip use wave wear wield wind wipe withdraw ' +
    'wrap write yank zap zip hit test start shoot swirl thrust nudge nurse nibble lick produce accept win clip deploy plunge slice chop stamp staple ' +
    'toast examine work repair polish wash rinse dry cook butter chuck fidget twiddle strum',
);

/** A thing that stands where it stands. */
export const STANDS = words(
  'hang stand sit lie line litter adorn decorate cover fill rest dangle loom tower cram strew scatter clutter hang_up mount',
);

/** `lined with`: what does so stands there. */
const FILLS = words('line litter adorn decorate cover fill cram strew scatter clutter pack');

/** `the sound of a car`: none is seen. */
export const NOT_SEEN = words(
  'sound noise tone smell scent thought memory story idea name dream kind sort type lack talk tale mention history equivalent absence voice ' +
    'image picture drawing photo photograph painting shape size color colour threat price cost love fear promise hint sense sign',
);
/** `a pile of letters`: the letters count. */
export const MEASURES = words(
  'pile stack bundle roll bunch batch wad row line heap handful armful collection set pair piece couple dozen load group array assortment ' +
    'mess mountain sheaf stroke scrap sack sheet slice ring series number lot plenty plate bowl box bag glass glasses cup bottle can pack bit part half rest',
);
/** Persons in WordNet who are not, or anybody, in a script. */
const NOBODY = words(
  'character camera self second third first other one lead star hero monster giant model figure head face friend love partner devil god lord ' +
    'christ jesus angel baby double match master host mate counter subject narrator reader viewer writer creature beast extra voice lover winner ' +
    'loser target ancestor wife husband mother father mom dad son daughter brother sister parent child couple pair person straight pop',
);
const ANYBODY = words('man woman boy girl kid guy people men women others figure');
export const LIKENESS = words('like as than without');
/** What lifts or moves a thing that otherwise stands. */
const CARRIES = words(
  'pick carry hold grab take throw lift drag push hand pull raise hurl toss bring wave smash swing clutch cradle drop fling kick pack',
);
/** These stand about where nobody's hands are on them. */
const STANDING = words(
  'machine box boxes crate carton basket bucket barrel trunk vase pot sack package parcel ashtray bowl plate jar toy stick rock stone brick wire pole net hose album file folder wreath flag picture photo photograph battery sign note_board printer computer radio camera recorder projector scanner monitor stereo microphone',
);
const TAKES = words(
  'pick grab take hold lift throw toss hand carry drop open unfold unwrap read shake wave raise lower slip stuff shove pocket catch snatch hurl use hide break tear smash fold close drink eat pour light aim fire cock swing wipe clean examine inspect kick drag push',
);
const GRIPS = new Set(
  (
    'pick up,pick,grab,hold,hold up,hold out,hand,hand over,pull out,take out,throw,toss,carry,drop,place,put down,set down,lift,unwrap,unfold,' +
    'fold,clutch,brandish,produce,retrieve,remove,snatch,hurl,wave,present,insert,load,wield,pocket,read,sign,tear up,rip open,hide,bring,slip,pour,pass,fling,swing,unroll'
  ).split(','),
);
const TOY = words('toy model miniature inflatable plastic paper cardboard');

const HABITUALLY: Readonly<Partial<Record<NounClass, BreakdownCategory>>> = {
  vehicle: 'vehicles',
  animal: 'animals',
  garment: 'wardrobe',
  furnishing: 'setDressing',
  flower: 'setDressing',
};
const PROPS: ReadonlySet<NounClass> = new Set<NounClass>([
  'jewelry',
  'weapon',
  'food',
  'document',
  'money',
  'electronics',
  'container',
  'tool',
  'plaything',
  'toiletry',
  'device',
  'matter',
  'flower',
  'furnishing',
]);

const COUNTED: ReadonlySet<NounClass> = new Set<NounClass>([
  'tool',
  'container',
  'electronics',
  'weapon',
  'plaything',
  'jewelry',
  'document',
]);

/** What a noun phrase names for the breakdown, people apart; nothing where it is no thing or none that is there. */
export function thingOf(
  phrase: Phrase,
  index: number,
  phrases: readonly Phrase[],
  tokens: readonly Token[],
  lexicon: Lexicon,
  type: ElementType,
): Candidate | undefined {
  const part = wholeOf(phrase, lexicon);
  if (part !== undefined) return thingOf(part, index, phrases, tokens, lexicon, type);
  const { noun } = phrase;
  const kind = phrase.class;
  if (kind === undefined || kind === 'place' || kind === 'body') return undefined;
  if (quoted(phrase.first, tokens) || isOwn(phrase)) return undefined;
  if (phrase.negated || LIKENESS.has(phrase.preposition)) return undefined;
  const parent = phrase.of < 0 ? undefined : phrases[phrase.of];
  if (parent !== undefined && (NOT_SEEN.has(parent.noun) || parent.class === 'document')) return undefined;
  // Of `a can of soup` the can bears the name, of `a pile of letters` the letters.
  const child = phrases[index + 1];
  const holds = child !== undefined && child.of === index && child.class !== undefined && child.class !== 'place';
  if (holds && MEASURES.has(noun) && child.class !== 'person' && child.class !== 'body') return undefined;
  // ROOM 747.
  if (/^\d/u.test(noun) && /^(?:room|rm|suite|apartment|apt|number|no)$/u.test(phrase.modifiers.at(-1) ?? ''))
    return undefined;
  if (type === 'sceneHeading') return kind === 'vehicle' ? candidate('vehicles', 0.9) : undefined;

  if (kind === 'person' || kind === 'crowd') return phrase.proper ? undefined : extras(kind);
  if (type === 'centered') return undefined;
  const core = lexicon.isCore(noun);
  const handled = isHandled(phrase, tokens);
  const usual = HABITUALLY[kind];
  switch (kind) {
    case 'vehicle':
      if (noun === 'vehicle' && phrase.determiner !== 'the') return undefined;
      if (phrase.modifiers.some((word) => TOY.has(word))) return handled === 'no' ? undefined : candidate('props', 0.7);
      return candidate('vehicles', core ? 0.9 : 0.6);
    case 'animal':
      if (/^(?:make|draw|play|imitate)/u.test(phrase.verb)) return undefined;
      return candidate('animals', core ? 0.8 : 0.5);
    case 'garment':
      if (
        core &&
        /^(?:fold|hang|toss|throw|hand|pack|drop|fling|pick up|hold up|carry)/u.test(phrase.verb) &&
        phrase.preposition === ''
      )
        return candidate('props', 0.6);
      return candidate('wardrobe', core ? 0.8 : 0.5);
    case 'furnishing':
    case 'flower':
      if (core && carried(phrase, tokens)) return candidate('props', 0.6);
      return candidate('setDressing', core ? 0.55 : 0.5);
  }
  if (!PROPS.has(kind) || usual !== undefined) return undefined;
  const bare = phrase.determiner === '' && !phrase.plural && phrase.modifiers.length === 0;
  // `in check`, `by phone`: set phrases, where what can be counted is not counted.
  if (
    bare &&
    phrase.preposition !== '' &&
    type !== 'parenthetical' &&
    COUNTED.has(kind) &&
    !phrase.caps &&
    !inHand(phrase, tokens)
  )
    return undefined;
  const stands =
    STANDS.has(phrase.does) || (phrase.preposition === 'with' && FILLS.has(phrase.verb.split(' ')[0] ?? ''));
  if (handled === 'own' && stands && core) return candidate('setDressing', 0.5);
  if (kind === 'matter') return handled === 'held' && gripped(phrase) ? candidate('props', 0.6) : undefined;
  if (handled === 'held' || (handled === 'own' && core)) return candidate('props', handled === 'held' ? 0.8 : 0.65);
  // Writers put into capitals what the department must bring.
  if (!core && kind !== 'food' && phrase.caps && tokens.some(({ caps, sign }) => !caps && !sign)) {
    return candidate(stands ? 'setDressing' : 'props', 0.5);
  }
  if (kind === 'device' || !core) return undefined;
  if (phrase.preposition === 'for' || phrase.modifiers.at(-1) === 'title') return undefined;
  if (parent?.class === 'furnishing') return candidate('setDressing', 0.55);
  const acts = kind === 'electronics' && phrase.does !== '' && phrase.does !== 'be' && phrase.does !== 'have';
  if (stands || (STANDING.has(noun) && !acts)) return candidate('setDressing', 0.5);
  if (kind !== 'weapon' && kind !== 'money' && noun !== 'phone' && rests(phrase, phrases[index + 1])) {
    return candidate('setDressing', 0.5);
  }
  return candidate('props', bare ? 0.5 : 0.55);

  function extras(of: 'person' | 'crowd'): Candidate | undefined {
    if (/^(?:my|your|our)$/u.test(phrase.determiner) || NOBODY.has(noun)) return undefined;
    if (
      ANYBODY.has(noun) &&
      !phrase.caps &&
      !/^(?:two|three|four|five|six|several|some|a|many|other)$/u.test(phrase.determiner)
    )
      return undefined;
    // Who somebody is, is nobody more.
    if (phrase.verb === 'be' && phrase.preposition === '' && !tokens.some(({ word }) => word === 'there'))
      return undefined;
    // `his wife` is somebody whom the script names elsewhere; `passengers` are not.
    const crowd = of === 'crowd' ? lexicon.isCore(noun) : phrase.plural;
    if (crowd) return candidate('extras', phrase.determiner === 'the' || phrase.caps ? 0.65 : 0.55);
    return candidate(
      'extras',
      phrase.caps ? 0.6 : phrase.determiner === 'a' || phrase.determiner === 'an' ? 0.45 : 0.4,
    );
  }

  function candidate(category: BreakdownCategory, confidence: number): Candidate {
    return candidateOf(category, confidence, phrase, phrases, lexicon);
  }
}

/** The film's own camera, and the arms of somebody: no props. */
export function isOwn({ noun, caps, determiner }: Phrase): boolean {
  return (
    (noun === 'camera' && (caps || determiner === '')) ||
    (noun === 'arm' && /^(?:his|her|their|its)$/u.test(determiner))
  );
}

/** The phrase as an element. */
export function candidateOf(
  category: BreakdownCategory,
  confidence: number,
  phrase: Phrase,
  phrases: readonly Phrase[],
  lexicon: Lexicon,
): Candidate {
  const parent = phrase.of < 0 ? undefined : phrases[phrase.of];
  return {
    category,
    noun: phrase.noun,
    full: fullName(phrase, lexicon),
    confidence,
    definite: /^(?:the|his|her|their|its|this|that|'s)$/u.test(phrase.determiner),
    caps: phrase.caps,
    plural: phrase.plural || phrase.class === 'crowd',
    from: parent !== undefined && MEASURES.has(parent.noun) ? parent.from : phrase.from,
    to: phrase.to,
    nounFrom: phrase.nounFrom,
    ...(parent?.class === 'container' && MEASURES.has(parent.noun) ? { holder: parent.noun } : {}),
  };
}

const PARTS = words(
  'beam button scope barrel call screen lid handle strap cord trigger key page cover receiver line ring smoke butt tip muzzle blade',
);

/** `the flashlight beam` is there where its flashlight is. */
export function wholeOf(phrase: Phrase, lexicon: Lexicon): Phrase | undefined {
  const whole = phrase.modifiers.at(-1);
  if (whole === undefined || !PARTS.has(phrase.noun) || !lexicon.isCore(whole)) return undefined;
  const kind = lexicon.classOf(whole);
  if (kind !== 'electronics' && kind !== 'weapon' && kind !== 'food' && kind !== 'container') return undefined;
  return { ...phrase, noun: whole, class: kind, modifiers: phrase.modifiers.slice(0, -1) };
}

/**
 * Things that a later `it` or `them` takes in hand: `A sign lies in the road. Edward picks it up.` The last thing before
 * it, in number alike.
 */
export function takenUp(phrases: readonly Phrase[], tokens: readonly Token[], lexicon: Lexicon): Candidate[] {
  const found: Candidate[] = [];
  for (const [at, { word }] of tokens.entries()) {
    if (word !== 'it' && word !== 'them') continue;
    const before = tokens[at - 1];
    const verb = before === undefined || before.sign ? undefined : lexicon.verbOf(before.word);
    if (verb === undefined || !TAKES.has(verb.lemma)) continue;
    const thing = phrases.findLast(
      (phrase) =>
        phrase.last < at &&
        phrase.plural === (word === 'them') &&
        phrase.class !== undefined &&
        PROPS.has(phrase.class),
    );
    if (thing === undefined || !lexicon.isCore(thing.noun) || thing.negated || LIKENESS.has(thing.preposition))
      continue;
    found.push({
      category: 'props',
      noun: thing.noun,
      full: fullName(thing, lexicon),
      confidence: 0.6,
      definite: true,
      caps: thing.caps,
      plural: thing.plural,
      from: thing.from,
      to: thing.to,
      nounFrom: thing.nounFrom,
    });
  }
  return found;
}

/** Whether hands are on it: as the object of what hands do, with somebody, or in somebody's hand. */
export function isHandled(phrase: Phrase, tokens: readonly Token[]): 'held' | 'own' | 'no' {
  const { verb, preposition } = phrase;
  const bare = verb.split(' ')[0] ?? '';
  if (inHand(phrase, tokens)) return 'held';
  if (HANDLES.has(bare) && (preposition === '' || preposition === 'of')) return 'held';
  if (preposition === 'with' && phrase.verb !== '') return 'own';
  if (/^(?:his|her|their)$/u.test(phrase.determiner) && preposition !== 'on') return 'own';
  return 'no';
}

/** `A pizza box on the table.`: nobody does anything with it, and it stands on something. */
export function rests({ verb, preposition, does, last }: Phrase, next: Phrase | undefined): boolean {
  return (
    next !== undefined &&
    next.first - last <= 4 &&
    (next.class === 'furnishing' || next.class === 'place') &&
    /^(?:on|in|atop|along|against|over|under|beside|by|around|near|across)$/u.test(next.preposition) &&
    /^(?:be|)$/u.test(does) &&
    /^(?:be|have|)$/u.test(verb) &&
    preposition === ''
  );
}

/** Whether hands are plainly on it, whatever it is. */
export function gripped({ verb, preposition }: Phrase): boolean {
  return preposition === '' && GRIPS.has(verb);
}

export function carried(phrase: Phrase, tokens: readonly Token[]): boolean {
  return (
    inHand(phrase, tokens) || (CARRIES.has(phrase.verb.split(' ')[0] ?? '') && /^(?:of)?$/u.test(phrase.preposition))
  );
}

/** By position, whether it is within quotation marks; worked out once for all phrases of a line. */
const quotations = new WeakMap<readonly Token[], Uint8Array>();

/** Words of a sign or a title are read, not seen. */
export function quoted(at: number, tokens: readonly Token[]): boolean {
  let inside = quotations.get(tokens);
  if (inside === undefined) {
    inside = new Uint8Array(tokens.length);
    let open = false;
    for (const [index, { word }] of tokens.entries()) {
      inside[index] = open ? 1 : 0;
      if (word === '“') open = true;
      else if (word === '”') open = false;
      else if (word === '"') open = !open;
    }
    // A mark that nothing closes opens nothing.
    const closed = tokens.findLastIndex(({ word }) => word === '”' || word === '"');
    inside.fill(0, closed + 1);
    quotations.set(tokens, inside);
  }
  return inside[at] === 1;
}

export function inHand(phrase: Phrase, tokens: readonly Token[]): boolean {
  const next = tokens.slice(phrase.last + 1, phrase.last + 5).map(({ word }) => word);
  // `The gun falls from his hand.`
  const after = /^(?:falls?|fell|slips?|drops?|flies)$/u.test(next[0] ?? '') ? next.slice(1) : next.slice(0, 3);
  return (
    /^(?:in|under|from)$/u.test(after[0] ?? '') &&
    after.slice(1).some((word) => /^(?:hands?|arms?|fist|tow|mouth)$/u.test(word))
  );
}

/** The noun with the nouns before it: `birthday card`, not `shiny card`. */
function fullName({ noun, modifiers }: Phrase, lexicon: Lexicon): string {
  const parts = noun.split('_');
  const before = modifiers.slice(0, modifiers.length - (parts.length - 1));
  const kept: string[] = [];
  for (const word of before.reverse()) {
    const verb = lexicon.verbOf(word);
    const deed = verb !== undefined && (verb.form === 'ing' || (!verb.nouny && lexicon.classOf(word) === undefined));
    if (deed || lexicon.isAdjective(word) || !lexicon.isNoun(word)) break;
    kept.unshift(word);
  }
  return [...kept.slice(-1), ...parts].join(' ');
}
