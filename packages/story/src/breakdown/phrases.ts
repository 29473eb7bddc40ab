import type { Lexicon, NounClass, VerbForm } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** A noun with what belongs to it, and how it stands in its sentence. */
export interface Phrase {
  /** The noun that the phrase is one of: singular, with the word before it where both are one word (`fire_engine`). */
  readonly noun: string;
  readonly class: NounClass | undefined;
  /** Words before the noun, lower case, without determiner. */
  readonly modifiers: readonly string[];
  /** `a`, `the`, `his`, a number, or `'s` after a possessor; empty without. */
  readonly determiner: string;
  /** Who or what it belongs to, where a name or noun with 's says so. */
  readonly owner: string;
  readonly plural: boolean;
  /** A word that no list knows, or a name by its capital. */
  readonly proper: boolean;
  readonly caps: boolean;
  /** Of its modifiers and noun, without the determiner. */
  readonly from: number;
  readonly to: number;
  /** Where the noun itself begins. */
  readonly nounFrom: number;
  /** The verb that it depends on, with its particle (`pick up`); empty for a subject. */
  readonly verb: string;
  readonly preposition: string;
  /** The verb of which it is the subject. */
  readonly does: string;
  /** `no`, `not`, `without` before it. */
  readonly negated: boolean;
  readonly first: number;
  readonly last: number;
  /** The phrase that it hangs on by `of`, as an index in the list. */
  readonly of: number;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const DETERMINERS = words(
  'a an the this that these those his her its their my our your another each every some any no several many few both all two three four five six seven eight nine ten dozen dozens half one various other',
);
const PRONOUNS = words(
  'he she it they we i you him them us me himself herself itself themselves who whom everyone everybody someone somebody anyone nobody nothing something anything everything what which there none others',
);
const PREPOSITIONS = words(
  'of in on at by with from into onto to through over under across behind beside near past around toward towards against between among inside outside about above below along off out up down for like without within upon beneath amid atop during despite beyond than via',
);
const PARTICLES = words('up out off down away back over aside open shut');
/** With these `on` goes with the verb: `puts on a hat`. */
const ON_VERBS = words('put pull slip try throw turn switch flip click');
const OBJECTS = words('it him her them a an the his their its himself herself');
const ONWARD = words('into onto toward towards along across over past through down up off away out back around to');
const CONJUNCTIONS = words('and or but nor yet so');
const BREAKS = words('as while when until before after because where whose if though although since once then whether');
const AUXILIARIES = words(
  "is are was were be been being am has have had do does did will would can could may might must shall should cannot can't won't doesn't don't isn't aren't",
);
const ADVERBS = words(
  'not never now then just still already again here almost only even also too very away together once soon suddenly finally instead ever always often perhaps maybe quite rather well far further nearly enough back forth down up outside inside off alone apart',
);
const NEGATIONS = words("no not never without nor neither isn't aren't doesn't don't");
const FEW_NOUNS = words('one other same own lot couple number kind sort type');

/** Finds the nouns of a line of action. `tokens` are of one line; sentences are told apart here. */
export function phrasesOf(tokens: readonly Token[], lexicon: Lexicon): Phrase[] {
  return new Scan(tokens, lexicon).run();
}

class Scan {
  readonly #tokens: readonly Token[];
  readonly #lexicon: Lexicon;
  readonly #phrases: Phrase[] = [];
  #verb = '';
  /** Where the verb or its particle stands: only right after it is `off` a part of it. */
  #verbAt = -1;
  #preposition = '';
  #lastPreposition = '';
  /** After `and`: what stands before the phrase that it may go on with. */
  #carried = '';
  /** Something stands before the verb already. */
  #subject = -1;
  #hasSubject = false;
  #negated = false;
  #afterOf = -1;

  constructor(tokens: readonly Token[], lexicon: Lexicon) {
    this.#tokens = tokens;
    this.#lexicon = lexicon;
  }

  run(): Phrase[] {
    const tokens = this.#tokens;
    for (let at = 0; at < tokens.length; ) at = this.#step(at);
    return this.#phrases;
  }

  #step(at: number): number {
    const token = this.#tokens[at] as Token;
    const { word } = token;
    if (token.opens) this.#clause();
    if (token.sign) {
      if (/^[;:—–-]/u.test(word) || word === '(' || word === ')') this.#clause();
      if (word !== ',' && word !== '"') this.#lastPreposition = '';
      this.#preposition = '';
      this.#carried = '';
      return at + 1;
    }
    if (BREAKS.has(word)) {
      this.#clause();
      if (word === 'as' && !token.opens && /^an?$/u.test(this.#next(at, 1)?.word ?? '')) this.#preposition = word;
      return at + 1;
    }
    if (NEGATIONS.has(word)) this.#negated = true;
    if (AUXILIARIES.has(word) && !token.possessive && !this.#isName(at)) {
      const lemma = this.#lexicon.verbOf(word)?.lemma ?? 'be';
      this.#setVerb(lemma === 'have' ? 'have' : 'be', at);
      return at + 1;
    }
    if (DETERMINERS.has(word) && !(word === 'that' && this.#relative(at))) return this.#noun(at + 1, token);
    if (/^\d/u.test(word) && this.#lexicon.classOf(word) === undefined) return this.#noun(at + 1, token);
    if (PRONOUNS.has(word) || (word === 'that' && this.#relative(at))) {
      this.#hasSubject = true;
      if (word === 'who' || word === 'which') this.#verb = '';
      this.#preposition = '';
      return at + 1;
    }
    if (PARTICLES.has(word) && this.#verb !== '' && this.#verbAt === at - 1 && this.#next(at, 1)?.word !== 'of') {
      this.#verb = `${this.#verb} ${word}`;
      this.#verbAt = at;
      return at + 1;
    }
    if (word === 'on' && ON_VERBS.has(this.#verb) && this.#verbAt === at - 1) {
      this.#verb = `${this.#verb} on`;
      return at + 1;
    }
    if (PREPOSITIONS.has(word)) {
      this.#afterOf = word === 'of' && this.#phrases.at(-1)?.last === at - 1 ? this.#phrases.length - 1 : -1;
      this.#preposition =
        word === 'to' && this.#isVerbAt(at + 1) && !this.#lexicon.classOf(this.#next(at, 1)?.word ?? '') ? '' : word;
      if (word === 'without') this.#negated = true;
      return at + 1;
    }
    if (CONJUNCTIONS.has(word)) {
      if (word !== 'and' && word !== 'or') this.#lastPreposition = '';
      this.#carried = this.#lastPreposition;
      if (word === 'but' || word === 'so' || word === 'yet') this.#clause();
      return at + 1;
    }
    if (ADVERBS.has(word) || (word.endsWith('ly') && !this.#lexicon.isNoun(word))) return at + 1;
    const verb = this.#verbHere(at);
    if (verb !== undefined) {
      this.#setVerb(verb.lemma, at);
      return at + 1;
    }
    return this.#noun(at, undefined);
  }

  #clause(): void {
    this.#verb = '';
    this.#preposition = '';
    this.#lastPreposition = '';
    this.#subject = -1;
    this.#hasSubject = false;
    this.#negated = false;
    this.#afterOf = -1;
    this.#carried = '';
  }

  /** `a sign that reads`: not `that sign`. */
  #relative(at: number): boolean {
    const after = this.#next(at, 1);
    if (after === undefined || after.sign || AUXILIARIES.has(after.word) || PRONOUNS.has(after.word)) return true;
    const form = this.#lexicon.verbOf(after.word)?.form;
    return form === 's' || form === 'ed';
  }

  /** `Will`, as somebody's name. */
  #isName(at: number): boolean {
    const token = this.#tokens[at] as Token;
    if (!token.capital || token.caps) return false;
    const after = this.#lexicon.verbOf(this.#next(at, 1)?.word ?? '');
    return !token.opens || after?.form === 's' || after?.form === 'ing';
  }

  #next(at: number, by: number): Token | undefined {
    return this.#tokens[at + by];
  }

  #setVerb(lemma: string, at: number): void {
    this.#verbAt = at;
    if (this.#subject >= 0 && lemma !== 'be' && lemma !== 'have') {
      const phrase = this.#phrases[this.#subject] as Phrase;
      if (phrase.does === '') this.#phrases[this.#subject] = { ...phrase, does: lemma };
    } else if (this.#subject >= 0) {
      const phrase = this.#phrases[this.#subject] as Phrase;
      if (phrase.does === '') this.#phrases[this.#subject] = { ...phrase, does: lemma };
    }
    this.#verb = lemma;
    this.#hasSubject = true;
    this.#preposition = '';
    this.#carried = '';
    this.#lastPreposition = '';
  }

  #isVerbAt(at: number): boolean {
    const token = this.#tokens[at];
    return token !== undefined && !token.sign && this.#lexicon.verbOf(token.word) !== undefined;
  }

  /** Outside of a noun phrase: whether the word is its clause's verb. */
  #verbHere(at: number): VerbForm | undefined {
    const token = this.#tokens[at] as Token;
    if (token.possessive) return undefined;
    if (token.capital && !token.caps && !token.opens) return undefined;
    const verb = this.#lexicon.verbOf(token.word);
    if (verb === undefined) return undefined;
    const before = this.#tokens[at - 1];
    const after = this.#next(at, 1);
    const noun = this.#lexicon.classOf(token.word) !== undefined;
    const nounAfter = after !== undefined && !after.sign && this.#isNounish(after) && !closed(after.word);
    const subject = this.#hasSubject || (before !== undefined && !before.sign && this.#isNounish(before));
    if (this.#preposition !== '' && this.#preposition !== 'to' && verb.form !== 'ing') return undefined;
    switch (verb.form) {
      case 's':
        // `is given receipts`, `taking notes`: right after a verb stands what it does that to.
        if (noun && this.#verbAt === at - 1 && this.#preposition === '') return undefined;
        if (noun && this.#pairs(at)) return undefined;
        if (!verb.nouny) return verb;
        if (
          noun &&
          before !== undefined &&
          !before.sign &&
          this.#verb !== '' &&
          (AUXILIARIES.has(before.word) || this.#isVerbAt(at - 1)) &&
          !this.#isNounish(before)
        )
          return undefined;
        if (subject && after !== undefined && OBJECTS.has(after.word)) return verb;
        if (!subject || (before?.word === ',' && this.#lexicon.isCore(token.word))) return undefined;
        return this.#lexicon.classOf(token.word) === undefined || CONJUNCTIONS.has(before?.word ?? '') || !nounAfter
          ? verb
          : undefined;
      case 'ed':
        return nounAfter && !subject ? undefined : verb;
      case 'ing':
        return nounAfter && !subject && this.#lexicon.isAdjective(token.word) ? undefined : verb;
      case 'base':
        if (before !== undefined && PRONOUNS.has(before.word) && this.#verb === '') return verb;
        if (this.#hasSubject && this.#verb === '' && before?.word.endsWith('ly') === true) return verb;
        if (before?.word === 'to' || AUXILIARIES.has(before?.word ?? '')) return verb;
        if (verb.nouny || this.#lexicon.isAdjective(token.word)) return undefined;
        return this.#lexicon.classOf(token.word) === undefined || token.opens
          ? subject || !this.#lexicon.isNoun(token.word)
            ? verb
            : undefined
          : undefined;
    }
  }

  /** `pots and pans`: a plural after another that nothing follows but a sign or a preposition. */
  #pairs(at: number): boolean {
    const phrase = this.#phrases.at(-1);
    if (phrase === undefined || !phrase.plural || phrase.last !== at - 2) return false;
    if (!/^(?:and|or)$/u.test((this.#tokens[at - 1] as Token).word) || phrase.class === undefined) return false;
    if (phrase.class === 'person' || phrase.class === 'crowd' || phrase.class === 'animal') return false;
    const after = this.#next(at, 1);
    return after === undefined || after.sign || (PREPOSITIONS.has(after.word) && !PARTICLES.has(after.word));
  }

  #isNounish(token: Token): boolean {
    return (
      token.capital ||
      this.#lexicon.isNoun(token.word) ||
      (!closed(token.word) && !this.#lexicon.verbOf(token.word) && !this.#lexicon.isAdjective(token.word))
    );
  }

  /** Takes a noun phrase in, whose determiner was `determiner`. */
  #noun(from: number, determiner: Token | undefined): number {
    const tokens = this.#tokens;
    let start = from;
    let owner = '';
    let end = from;
    for (; end < tokens.length; end++) {
      const token = tokens[end] as Token;
      if (token.sign || (token.opens && end > start)) break;
      if (token.word === 'can' && (end > start || determiner !== undefined) && this.#endsNoun(end)) continue;
      if (
        closed(token.word) &&
        !this.#isName(end) &&
        !(end === start && /^\d/u.test(token.word)) &&
        !(determiner !== undefined && end === start && DETERMINERS.has(token.word))
      )
        break;
      if (ADVERBS.has(token.word) && end > start) break;
      // `Clutching his bag Driver heads`: a name begins after a thing.
      if (end > start && this.#nameAfter(tokens[end - 1] as Token, token)) break;
      if (token.possessive && !AUXILIARIES.has(token.word)) {
        const next = tokens[end + 1];
        // `Edward's watching`: is.
        if (next === undefined || next.sign || closed(next.word)) break;
        owner = tokens
          .slice(start, end + 1)
          .map(({ word }) => word)
          .join(' ');
        start = end + 1;
        continue;
      }
      if (end > start && this.#endsAt(start, end)) break;
    }
    if (end === start) {
      this.#preposition = determiner === undefined ? this.#preposition : '';
      return determiner === undefined && end === from ? from + 1 : Math.max(end, from);
    }
    // The noun is the last word that can be one.
    let head = end - 1;
    while (head > start && !this.#isNounish(tokens[head] as Token)) head--;
    if (!this.#isNounish(tokens[head] as Token)) head = end - 1;
    // `a Defender 90`: the number is part of the name before it.
    while (
      head > start &&
      /^\d/u.test((tokens[head] as Token).word) &&
      this.#lexicon.classOf((tokens[head] as Token).word) === undefined
    )
      head--;
    this.#add(start, head, determiner, owner);
    return head + 1;
  }

  #nameAfter(before: Token, token: Token): boolean {
    if (before.capital || !token.capital || token.caps || token.opens) return false;
    const kind = this.#lexicon.classOf(before.word);
    const named = this.#lexicon.classOf(token.word) === 'person' || !this.#lexicon.isNoun(token.word);
    return kind !== undefined && kind !== 'person' && named;
  }

  /** `a squat can of soup`: not the auxiliary. */
  #endsNoun(at: number): boolean {
    const after = this.#tokens[at + 1];
    return after === undefined || after.sign || PREPOSITIONS.has(after.word);
  }

  /** Inside a noun phrase: whether the word at `at` is the verb after it. */
  #endsAt(start: number, at: number): boolean {
    const token = this.#tokens[at] as Token;
    const before = this.#tokens[at - 1] as Token;
    const verb = this.#lexicon.verbOf(token.word);
    if (verb === undefined) return false;
    if (!this.#isNounish(before)) return false;
    if (token.capital && !token.caps && before.capital) return false;
    const after = this.#tokens[at + 1];
    const open = after !== undefined && !after.sign && !closed(after.word) && !ADVERBS.has(after.word);
    const noun = this.#lexicon.classOf(token.word) !== undefined;
    if (token.caps && !before.caps) return true;
    if (!token.capital && before.caps && verb.form !== 'ing' && this.#lexicon.classOf(before.word) !== undefined)
      return true;
    // `the chopper exits`, `a helicopter drops into view`: it moves, or it would be called so.
    const kind = this.#lexicon.classOf(token.word);
    const thing = this.#lexicon.classOf(before.word);
    if (
      thing !== undefined &&
      thing !== 'place' &&
      thing !== 'body' &&
      this.#lexicon.classOf(`${before.word}_${this.#lexicon.singular(token.word)}`) === undefined
    ) {
      const onward = after !== undefined && ONWARD.has(after.word);
      const moves = thing === 'vehicle' || thing === 'animal' || thing === 'crowd';
      if (onward && (verb.form === 's' || verb.form === 'base') && (moves || (verb.form === 's' && kind === undefined)))
        return true;
      if (verb.form === 's' && !open && (kind === undefined || kind === 'place') && this.#verb === '') return true;
    }
    switch (verb.form) {
      case 's':
        if (!verb.nouny) return true;
        if (noun && this.#lexicon.classOf(`${before.word}_${token.word}`) !== undefined) return false;
        return (
          !noun ||
          (!open && before.capital && !before.caps && at - 1 === start) ||
          (after !== undefined &&
            /^(?:a|the|his|her|at|up|down|out|off)$/u.test(after.word) &&
            !this.#hasSubject &&
            !before.word.endsWith('s'))
        );
      case 'ed':
        return true;
      case 'ing':
        return !(open && this.#isNounish(after as Token)) || this.#lexicon.classOf(before.word) !== undefined;
      case 'base':
        if (noun || this.#lexicon.isNoun(token.word))
          return !verb.nouny && before.word.endsWith('s') && !this.#lexicon.isCore(token.word);
        return !this.#lexicon.isAdjective(token.word);
    }
  }

  #add(start: number, head: number, determiner: Token | undefined, owner: string): void {
    const tokens = this.#tokens;
    const noun = tokens[head] as Token;
    const modifiers = tokens.slice(start, head).map(({ word }) => word);
    const before = modifiers.at(-1);
    const single = this.#lexicon.singular(noun.word);
    let name = single;
    let found = this.#lexicon.classOf(single) ?? this.#lexicon.classOf(noun.word);
    if (this.#lexicon.classOf(noun.word) !== undefined && single === noun.word)
      found = this.#lexicon.classOf(noun.word);
    if (before !== undefined) {
      const compound = this.#lexicon.classOf(`${before}_${single}`) ?? this.#lexicon.classOf(`${before}_${noun.word}`);
      if (compound !== undefined) {
        name = `${before}_${single}`;
        found = compound;
      }
    }
    // `radio-phone`: what its last part is.
    const hyphen = single.lastIndexOf('-');
    if (found === undefined && hyphen > 0) found = this.#lexicon.classOf(single.slice(hyphen + 1));
    const index = this.#phrases.length;
    if (this.#preposition === '') this.#preposition = this.#carried;
    this.#carried = '';
    const subject = this.#preposition === '' && this.#verb === '';
    this.#phrases.push({
      noun: name,
      class: found,
      modifiers,
      determiner: owner === '' ? (determiner?.word ?? '') : "'s",
      owner,
      plural: single !== noun.word,
      proper: noun.capital && !noun.caps && !noun.opens,
      caps: noun.caps,
      from: (tokens[start] as Token).from,
      to: noun.to,
      nounFrom: noun.from,
      verb: subject ? '' : this.#verb,
      preposition: this.#preposition,
      does: '',
      negated: this.#negated,
      first: start,
      last: head,
      of: this.#preposition === 'of' ? this.#afterOf : -1,
    });
    if (subject) {
      this.#subject = index;
      this.#hasSubject = true;
    }
    this.#lastPreposition = this.#preposition;
    this.#preposition = '';
    this.#afterOf = -1;
    if (FEW_NOUNS.has(noun.word)) this.#negated = false;
  }
}

function closed(word: string): boolean {
  return (
    DETERMINERS.has(word) ||
    PRONOUNS.has(word) ||
    PREPOSITIONS.has(word) ||
    CONJUNCTIONS.has(word) ||
    BREAKS.has(word) ||
    AUXILIARIES.has(word)
  );
}
