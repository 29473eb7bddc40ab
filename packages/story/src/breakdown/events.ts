import type { ElementType } from '@second-unit/screenplay';
import type { Candidate } from './candidates.ts';
import type { BreakdownCategory } from './categories.ts';
import type { Lexicon } from './lexicon.ts';
import type { Phrase } from './phrases.ts';
import type { Token } from './tokens.ts';

type Event = Omit<Candidate, 'nounFrom'>;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Puts a performer at risk whoever does it. */
const STUNT_VERBS = words(
  'punch topple tumble tackle smack strangle choke wrestle brawl stab headbutt somersault plummet dive leap crash collide slam swerve skid careen faint',
);
/** These do where somebody does or suffers them: not night, not rain, not a glance. */
const RISKY_VERBS = words('fall kick slap fight knock jump vault climb hurl throw shove swing flip speed bail');
const RISKY_PLACES: Readonly<Record<string, RegExp>> = {
  jump: /^(?:from|off|out|over|through|onto|into)$/u,
  vault: /^(?:over|onto|from|the|a)$/u,
  climb: /^(?:over|onto|through|the|a)$/u,
  hurl: /^(?:him|her|himself|herself|them)$/u,
  throw: /^(?:him|himself|herself|them)$/u,
  shove: /^(?:him|her|them)$/u,
  swing: /^(?:at|from|across)$/u,
  kick: /^(?:him|her|them|\p{Lu}.*)$/u,
  flip: /^(?:over|him|her)$/u,
  speed: /^(?:off|away|past|through|down)$/u,
  bail: /^(?:out)$/u,
  knock: /^(?:him|her|them)$/u,
};
const STUNT_NOUNS = words('fistfight brawl car_crash shootout gunfight collision stunt chase');
const NO_FALLER = words(
  'night silence rain snow darkness light sun face eye shadow hush gaze head hand lid arm hair voice smile jaw water tear leaf',
);

const EFFECT_NOUNS = words(
  'glow flash fire flame blaze inferno smoke explosion fireball gunshot gunfire blood rain snow fog mist wind storm lightning spark steam sleet hail ' +
    'hologram ghost freeze-frame bonfire campfire blizzard tornado quicksand laser firelight fireworks firework debris shard ember bullet_hole ' +
    'slow-motion superimposition subtitle montage wound-spray snowflake raindrop',
);
const EFFECT_VERBS = words(
  'explode shatter splinter erupt vanish dematerialize morph transform detonate levitate disintegrate smolder ignite bleed glow evaporate',
);
const EFFECT_ADJECTIVES = words('burning ablaze flaming smoldering glowing bleeding bloody smoky foggy');
const SOUND_NOUNS = words(
  'sound noise music siren doorbell buzzer applause laughter thunder alarm bell song rumble creak thud crash bang boom pop crack whistle horn ' +
    'beep click buzz hum roar gong chime footstep footsteps static murmur knock knocking drumroll tune melody scream clatter whir rattle hiss ' +
    'explosion gunshot ringtone feedback chatter buzzing ringing tick ticking',
);
/** Nouns that are something else as often: only in capitals or with `a sound of`. */
const FLASHES = words('flash glow');
const SOUND_BY_CAPS = words(
  'knock crack pop click tick bang boom crash thud laughter scream explosion gunshot whistle bell alarm horn rumble roar chatter hum applause',
);
const SOUND_VERBS = words(
  'ring buzz beep honk creak squeal rumble chime rattle blare hiss clang whir hum toll squeak crackle thunder',
);
const MAKEUP_NOUNS = words(
  'tear sweat scar wound bruise beard moustache mustache goatee tattoo scratch wrinkle stubble makeup lipstick mascara braces freckle dreadlock ' +
    'blister scab rash bruising perspiration pimple acne mohawk ponytail pigtail pigtails sideburns gash welt burn chickenpox eyeliner crew-cut',
);
const MAKEUP_ADJECTIVES = words(
  'bruised scarred sweaty sweating bearded tattooed unshaven bald balding redheaded red-headed bloodied battered blood-soaked drenched sunburned toothless ' +
    'wrinkled white-haired gray-haired grey-haired silver-haired blonde blond red-haired dark-haired teary tear-stained bleeding unkempt pale',
);
const EQUIPMENT = words('crane dolly steadicam drone underwater aerial helicopter-shot tracking-shot greenscreen');

/** What happens rather than stands there: stunts, effects, sound, make-up and special equipment. */
export function eventsOf(
  tokens: readonly Token[],
  phrases: readonly Phrase[],
  lexicon: Lexicon,
  type: ElementType,
): Event[] {
  const events: Event[] = [];
  const add = (category: BreakdownCategory, noun: string, from: number, to: number, confidence: number): void => {
    events.push({ category, noun, full: noun, confidence, definite: false, caps: false, plural: false, from, to });
  };
  if (type === 'parenthetical') return events;
  for (const phrase of phrases) {
    const { noun, from, to } = phrase;
    if (phrase.negated || phrase.preposition === 'like') continue;
    const last = noun.split('_').at(-1) as string;
    const sounds = phrase.of >= 0 && SOUND_NOUNS.has(phrases[phrase.of]?.noun ?? '');
    if (EFFECT_NOUNS.has(last) && !sounds && (!FLASHES.has(last) || phrase.caps || phrase.modifiers.length > 0))
      add('effects', last, from, to, 0.5);
    if (STUNT_NOUNS.has(noun)) add('stunts', last, from, to, 0.5);
    if (MAKEUP_NOUNS.has(last)) add('makeup', last, from, to, 0.5);
    if (last === 'hair' && phrase.modifiers.length > 0) add('makeup', 'hair', from, to, 0.5);
    if (SOUND_NOUNS.has(last) && (!SOUND_BY_CAPS.has(last) || phrase.caps) && phrase.verb !== 'have') {
      const of = phrases.find((one) => one.of >= 0 && phrases[one.of] === phrase);
      add('sound', of === undefined ? last : of.noun.replaceAll('_', ' '), from, of?.to ?? to, 0.5);
    }
  }
  for (const [at, token] of tokens.entries()) {
    if (token.sign) continue;
    const { word, from, to } = token;
    if (MAKEUP_ADJECTIVES.has(word)) add('makeup', word, from, to, 0.5);
    if (EFFECT_ADJECTIVES.has(word)) add('effects', word, from, to, 0.5);
    if (EQUIPMENT.has(word) && (token.caps || word === 'underwater')) add('equipment', word, from, to, 0.6);
    if (word === 'frame' && tokens[at - 1]?.word === 'freeze')
      add('effects', 'freeze frame', tokens[at - 1]?.from ?? from, to, 0.5);
    if ((word === 'fires' || word === 'shoots') && tokens[at + 1] !== undefined) {
      const next = tokens[at + 1] as Token;
      if (next.sign || /^(?:at|again|once|twice|into|him|her|a|his|wildly|three|two)$/u.test(next.word)) {
        add('effects', 'gunshot', from, to, 0.5);
      }
    }
    const verb = lexicon.verbOf(word);
    if (verb === undefined || (verb.form === 'base' && !isVerb(tokens, at))) continue;
    const { lemma } = verb;
    const acts = verb.form !== 'base' || (tokens[at - 1]?.word.endsWith('s') === true && !tokens[at - 1]?.sign);
    if (SOUND_VERBS.has(lemma) && acts) {
      const source = phrases.findLast((one) => one.last < at);
      const thing =
        source?.class !== undefined &&
        source.class !== 'body' &&
        source.class !== 'person' &&
        source.class !== 'animal';
      if (token.caps || (thing && source.last >= at - 2)) {
        const name = thing && source.last >= at - 3 ? `${source.noun.replaceAll('_', ' ')} ${lemma}s` : lemma;
        add('sound', name, from, to, 0.5);
      }
    }
    if (EFFECT_VERBS.has(lemma) && acts) add('effects', lemma, from, to, 0.5);
    if (lemma === 'pull' && tokens[at + 2]?.word === 'trigger')
      add('effects', 'gunshot', from, tokens[at + 2]?.to ?? to, 0.5);
    if (STUNT_VERBS.has(lemma) && acts && !modifies(tokens, at) && collides(lemma, tokens[at + 1]))
      add('stunts', lemma, from, to, 0.5);
    else if (RISKY_VERBS.has(lemma) && risky(lemma, tokens, at, phrases)) add('stunts', lemma, from, to, 0.5);
  }
  return events;
}

/** `strangling vines`. */
function modifies(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return (
    /(?:ing|ed)$/u.test(tokens[at]?.word ?? '') &&
    next !== undefined &&
    !next.sign &&
    /^(?:a|an|the|its|his|her|,)$/u.test(tokens[at - 1]?.word ?? '')
  );
}

/** A door is slammed without anybody's risk. */
function collides(lemma: string, next: Token | undefined): boolean {
  if (lemma !== 'slam' && lemma !== 'punch' && lemma !== 'smack' && lemma !== 'crash') return true;
  return (
    next !== undefined &&
    (next.capital || /^(?:into|against|him|her|them|onto|through|to|down|each)$/u.test(next.word) || next.sign)
  );
}

function risky(lemma: string, tokens: readonly Token[], at: number, phrases: readonly Phrase[]): boolean {
  const next = tokens[at + 1];
  const place = RISKY_PLACES[lemma];
  if (place !== undefined) {
    if (next === undefined || next.sign) return false;
    // Stairs are climbed at nobody's risk.
    if (
      lemma === 'climb' &&
      tokens.slice(at, at + 4).some(({ word }) => /^(?:stairs|steps|staircase|bed|car|ladder)$/u.test(word))
    )
      return false;
    return place.test(next.word) || (lemma === 'kick' && next.capital) || (lemma === 'knock' && next.capital);
  }
  if (lemma !== 'fall') return true;
  if (next !== undefined && /^(?:asleep|silent|quiet|in|for|apart|open|on|back|into|away|behind)$/u.test(next.word))
    return false;
  const subject = phrases.findLast((one) => one.last < at);
  return subject === undefined || !NO_FALLER.has(subject.noun);
}

/** A base form right after `to`, a modal or `and` in a list of deeds. */
function isVerb(tokens: readonly Token[], at: number): boolean {
  return /^(?:to|will|can|they|we|and|must)$/u.test(tokens[at - 1]?.word ?? '');
}
