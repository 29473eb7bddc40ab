import { Fault } from '@second-unit/evidence';

/** What a noun is to a breakdown. `place` and `body` are seen, but nobody brings them. */
export type NounClass =
  | 'person'
  | 'crowd'
  | 'animal'
  | 'vehicle'
  | 'garment'
  | 'jewelry'
  | 'furnishing'
  | 'weapon'
  | 'food'
  | 'document'
  | 'money'
  | 'electronics'
  | 'container'
  | 'tool'
  | 'plaything'
  | 'toiletry'
  | 'device'
  | 'matter'
  | 'flower'
  | 'place'
  | 'body';

export interface VerbForm {
  readonly lemma: string;
  readonly form: 'base' | 's' | 'ed' | 'ing';
  /** Its base is met as a noun more often than as a verb. */
  readonly nouny: boolean;
}

/** English nouns by class and the verbs that a sentence is taken apart with. */
export interface Lexicon {
  readonly classOf: (noun: string) => NounClass | undefined;
  /** A noun that scripts are known to use for a thing. */
  readonly isCore: (noun: string) => boolean;
  /** Any noun, of a class or not. Takes singular and plural. */
  readonly isNoun: (word: string) => boolean;
  readonly isAdjective: (word: string) => boolean;
  readonly verbOf: (word: string) => VerbForm | undefined;
  /** `knives` → `knife`; what is no plural stays. */
  readonly singular: (word: string) => string;
  /** The chance that a noun phrase with these features is a prop; absent, rules alone decide. */
  readonly props?: (features: readonly string[]) => number;
  /** How often hands are on such a thing in scripts, from 0 (hardly ever) up; undefined of a noun that they seldom name. */
  readonly handling?: (noun: string) => number | undefined;
}

/** `second-unit/breakdown-lexicon@1`, as `npm run train -- lexicon` writes it; words stand between spaces. */
interface LexiconFile {
  readonly format: string;
  readonly nouns: Readonly<Record<string, string>>;
  readonly otherNouns: string;
  readonly core: string;
  readonly verbs: string;
  readonly nounyVerbs: string;
  readonly irregular: string;
  readonly adjectives: string;
  readonly props?: PropWeights;
}

/** What `npm run train -- breakdown` learned: a weight a feature. */
export interface PropWeights {
  /** Nouns between spaces, by how often hands are on them. */
  readonly handling: readonly string[];
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

export function handlingOf(levels: readonly string[]): (noun: string) => number | undefined {
  const known = new Map(levels.flatMap((nouns, level) => nouns.split(' ').map((noun) => [noun, level] as const)));
  return (noun) => known.get(noun);
}

/** Logistic regression: the features that are there, summed up. */
export function propChance({
  bias,
  weights,
}: Pick<PropWeights, 'bias' | 'weights'>): (features: readonly string[]) => number {
  const known = new Map(Object.entries(weights));
  return (features) => {
    let sum = bias;
    for (const feature of features) sum += known.get(feature) ?? 0;
    return 1 / (1 + Math.exp(-sum));
  };
}

/** Reads the lexicon out of its file's bytes. Throws `input` for anything else. */
export function loadLexicon(bytes: Uint8Array): Lexicon {
  let file: LexiconFile;
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as LexiconFile;
  } catch (cause) {
    throw new Fault('input', 'The breakdown lexicon is not JSON.', { cause });
  }
  if (file?.format !== 'second-unit/breakdown-lexicon@1') {
    throw new Fault('input', 'The breakdown lexicon is not of the format second-unit/breakdown-lexicon@1.');
  }
  return lexiconOf(file);
}

const IRREGULAR_PLURALS: Readonly<Record<string, string>> = {
  men: 'man',
  women: 'woman',
  children: 'child',
  people: 'people',
  clothes: 'clothes',
  glasses: 'glasses',
  mice: 'mouse',
  feet: 'foot',
  teeth: 'tooth',
  geese: 'goose',
};

function lexiconOf(file: LexiconFile): Lexicon {
  const classes = new Map<string, NounClass>();
  for (const [name, words] of Object.entries(file.nouns)) {
    for (const word of words.split(' ')) classes.set(word, name as NounClass);
  }
  const core = new Set(file.core.split(' '));
  const others = new Set(file.otherNouns.split(' '));
  const adjectives = new Set(file.adjectives.split(' '));
  const verbs = new Map<string, boolean>();
  for (const verb of file.verbs.split(' ')) verbs.set(verb, false);
  for (const verb of file.nounyVerbs.split(' ')) verbs.set(verb, true);
  const irregular = new Map(file.irregular.split(' ').map((pair) => pair.split(':') as [string, string]));
  const known = (word: string): boolean => classes.has(word) || others.has(word);

  const singular = (word: string): string => {
    const odd = IRREGULAR_PLURALS[word];
    if (odd !== undefined) return odd;
    if (!word.endsWith('s') || word.endsWith('ss') || word.length < 4) return word;
    for (const base of singulars(word)) if (known(base)) return base;
    return word;
  };
  const verbOf = (word: string): VerbForm | undefined => {
    const odd = irregular.get(word);
    if (odd !== undefined) return { lemma: odd, form: word === 'is' || word === 'has' ? 's' : 'ed', nouny: false };
    for (const [lemma, form] of bases(word)) {
      const nouny = verbs.get(lemma);
      if (nouny !== undefined) return { lemma, form, nouny };
    }
    return undefined;
  };
  for (const noun of [...core]) core.add(singularOf(noun, singular));
  return {
    classOf: (noun) => classes.get(noun) ?? classes.get(singularOf(noun, singular)),
    isCore: (noun) => core.has(noun),
    isNoun: (word) => known(word) || known(singular(word)),
    isAdjective: (word) => adjectives.has(word),
    verbOf: kept(verbOf),
    singular,
    ...(file.props === undefined ? {} : { props: propChance(file.props), handling: handlingOf(file.props.handling) }),
  };
}

/** The last word of a compound bears its plural. */
function singularOf(noun: string, singular: (word: string) => string): string {
  const at = noun.lastIndexOf('_') + 1;
  return noun.slice(0, at) + singular(noun.slice(at));
}

function* singulars(word: string): Generator<string> {
  yield word.slice(0, -1);
  if (word.endsWith('es')) yield word.slice(0, -2);
  if (word.endsWith('ies')) yield `${word.slice(0, -3)}y`;
  if (word.endsWith('ves')) {
    yield `${word.slice(0, -3)}f`;
    yield `${word.slice(0, -3)}fe`;
  }
}

function* bases(word: string): Generator<[string, VerbForm['form']]> {
  yield [word, 'base'];
  if (word.endsWith('s') && !word.endsWith('ss')) for (const base of singulars(word)) yield [base, 's'];
  for (const [ending, form] of [
    ['ed', 'ed'],
    ['ing', 'ing'],
  ] as const) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue;
    const stem = word.slice(0, -ending.length);
    yield [`${stem}e`, form];
    yield [stem, form];
    if (stem.at(-1) === stem.at(-2)) yield [stem.slice(0, -1), form];
    if (stem.endsWith('i')) yield [`${stem.slice(0, -1)}y`, form];
  }
}

/** Scripts use few words often. */
function kept<Value>(of: (word: string) => Value): (word: string) => Value {
  const seen = new Map<string, Value>();
  return (word) => {
    let value = seen.get(word);
    if (value === undefined && !seen.has(word)) {
      value = of(word);
      seen.set(word, value);
    }
    return value as Value;
  };
}
