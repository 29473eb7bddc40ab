import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, logisticRegression, sparseMatrix } from '@second-unit/learning';
import { parse, type Screenplay } from '@second-unit/screenplay';
import { type BreakdownFile, scriptOf, tagFiles } from '../../../bench/tags/check.ts';
import { scoresOf } from '../../../bench/tags/score.ts';
import { joined } from '../../../bench/tags/tripod-text.ts';
import { candidatesOf, phrasesIn } from '../src/breakdown/candidates.ts';
import { breakdown } from '../src/breakdown/index.ts';
import { handlingOf, type Lexicon, loadLexicon, type PropWeights, propChance } from '../src/breakdown/lexicon.ts';
import { SAME } from '../src/breakdown/thing-names.ts';
import { gripped, inHand } from '../src/breakdown/things.ts';
import { readingOf } from '../src/reading-of.ts';
import { TRIPOD_ABSENT, trainFilms, tripodFolder } from './tripod/films.ts';

const file = join(import.meta.dirname, '../models/breakdown-lexicon.json');
const COST = 0.8;
const PASSES = 40;
/** Rounds in which the mention that shows a tagged prop best is chosen anew. */
const ROUNDS = 4;
/** A feature of fewer scripts than these would only learn them by heart. */
const LEAST_SCRIPTS = 2;

type Weights = Pick<PropWeights, 'bias' | 'weights'>;

const LEARNED: ReadonlySet<string> = new Set(['dev', 'dev-2', 'fresh']);

/** Shares of mentions with hands on them at which the levels begin. */
const HANDLED = [0, 0.015, 0.04, 0.08, 0.15, 0.25];
const LEAST_MENTIONS = 4;
const NAME = /^[a-z][a-z_-]{2,}$/u;
/** Added to the bias: a missed prop is worse than one too many. */
const SHIFT = 0.2;

interface Mention {
  readonly features: readonly string[];
  /** The element of a scene that it would be a mention of. */
  readonly bag: string;
  readonly from: number;
  readonly to: number;
}

interface Case {
  readonly tags: BreakdownFile;
  readonly reading: Parameters<typeof breakdown>[0];
  readonly mentions: readonly Mention[];
  /** Bags that were tagged. */
  readonly tagged: ReadonlySet<string>;
}

/** Which noun phrases are props: learned from `dev` and `dev-2` of `bench/tags`, written into the lexicon's file. */
export default async function train(): Promise<void> {
  const { bare, handling, lexicon, cases } = await setUp();
  console.log('rules alone');
  report(cases, () => lexicon);
  const folds = foldsOf(cases);
  for (const shift of [0, SHIFT, 0.4]) {
    console.log('one script left out, bias', shift);
    report(cases, (one) => withProps(lexicon, shifted(folds.get(one) as Weights, shift)), shift === SHIFT);
  }
  const props: PropWeights = { ...shifted(learned(cases), SHIFT), handling };
  writeFileSync(file, `${JSON.stringify({ ...bare, props }, null, 1)}\n`);
  console.log(Object.keys(props.weights).length, 'weights');
}

/** Props of each script by what was learned from the others: hits, false alarms and misses, by split. */
export async function leaveOneScriptOut(): Promise<ReadonlyMap<string, Counts>> {
  const { lexicon, cases } = await setUp();
  const folds = foldsOf(cases);
  return countsOf(cases, (one) => withProps(lexicon, shifted(folds.get(one) as Weights, SHIFT)));
}

async function setUp() {
  const { props: _, ...bare } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const plain = loadLexicon(new TextEncoder().encode(JSON.stringify(bare)));
  const handling = await handlingIn(plain);
  const lexicon: Lexicon = { ...plain, handling: handlingOf(handling) };
  const cases = tagFiles().flatMap(({ name, content }) => {
    if (content.format !== 'second-unit/breakdown-tags@1' || !LEARNED.has(content.split)) return [];
    const text = scriptOf(content);
    if (text === undefined) throw new Error(`${name} needs its script: set SECOND_UNIT_DATA and TRIPOD.`);
    return [caseOf(content, parse(text), lexicon)];
  });
  return { bare, handling, lexicon, cases };
}

function foldsOf(cases: readonly Case[]): Map<Case, Weights> {
  return new Map(cases.map((one) => [one, learned(cases.filter((other) => filmOf(other) !== filmOf(one)))]));
}

/** Nouns of the films of TRIPOD whose tags are not learned from, by the share of their mentions in which hands are plainly on them. */
async function handlingIn(lexicon: Lexicon): Promise<string[]> {
  const folder = tripodFolder();
  if (folder === undefined) throw new Error(TRIPOD_ABSENT);
  const tagged = tagFiles().flatMap(({ content }) =>
    content.tripod === true && content.format === 'second-unit/breakdown-tags@1' && LEARNED.has(content.split)
      ? [content.file]
      : [],
  );
  const counts = new Map<string, { all: number; held: number }>();
  for (const { name, script } of await trainFilms(folder)) {
    if (
      tagged.some((path) => path.includes(`/${name}_script`) || path.includes(`/${name.replaceAll('_', ':')}_script`))
    )
      continue;
    for (const block of parse(joined(script)).blocks) {
      for (const { phrase, tokens } of phrasesIn(block, lexicon)) {
        if (!NAME.test(phrase.noun) || (phrase.class === undefined && !lexicon.isNoun(phrase.noun))) continue;
        if (phrase.class === 'person' || phrase.class === 'body' || phrase.class === 'crowd') continue;
        const noun = SAME[phrase.noun] ?? phrase.noun;
        const count = counts.get(noun) ?? { all: 0, held: 0 };
        counts.set(noun, count);
        count.all++;
        if (gripped(phrase) || inHand(phrase, tokens)) count.held++;
      }
    }
  }
  const levels: string[][] = HANDLED.map(() => []);
  for (const [noun, { all, held }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (all < LEAST_MENTIONS) continue;
    levels[HANDLED.findLastIndex((least) => (held + 0.05) / (all + 1) >= least)]?.push(noun);
  }
  return levels.map((nouns) => nouns.join(' '));
}

function filmOf({ tags }: Case): string {
  return tags.file;
}

function caseOf(tags: BreakdownFile, tree: Screenplay, lexicon: Lexicon): Case {
  const mentions: Mention[] = [];
  const seen: { features: readonly string[] }[] = [];
  // A model that finds everything, to see what it is asked.
  const asking: Lexicon = {
    ...lexicon,
    props: (features) => {
      seen.push({ features });
      return 1;
    },
  };
  let start = 0;
  let scene = -1;
  for (const block of tree.blocks) {
    seen.length = 0;
    const { candidates, headings } = candidatesOf(block, asking);
    const asked = candidates.filter(({ category, chance }) => category === 'props' && chance === 1);
    if (asked.length !== seen.length) throw new Error('Each phrase that is asked of is a candidate.');
    for (const [at, { from, to, noun, nounFrom }] of asked.entries()) {
      const inside = scene + headings.filter((heading) => heading <= from).length;
      if (inside < tags.scenes[0] || inside > tags.scenes[1]) continue;
      const head = noun.split('_').at(-1) as string;
      const features = seen[at]?.features ?? [];
      mentions.push({ features, bag: `${inside} ${head}`, from: Math.min(from, nounFrom) + start, to: to + start });
    }
    scene += headings.length;
    start += block.length;
  }
  const tagged = new Set<string>();
  for (const tag of tags.tags) {
    if (tag.category !== 'props') continue;
    for (const { bag, from, to } of mentions) if (from < tag.to && to > tag.from) tagged.add(bag);
  }
  return { tags, reading: readingOf(tree), mentions, tagged };
}

/** Multiple instances: of a tagged element, only the mention that shows it best must be found. */
function learned(cases: readonly Case[]): Weights {
  const scripts = new Map<string, Set<string>>();
  for (const one of cases)
    for (const { features } of one.mentions)
      for (const feature of features) scripts.set(feature, (scripts.get(feature) ?? new Set()).add(filmOf(one)));
  const names = [...scripts].filter(([, films]) => films.size >= LEAST_SCRIPTS).map(([name]) => name);
  const columns = new Map(names.sort().map((name, at) => [name, at]));
  const rowOf = ({ features }: Mention): Entry[] =>
    features.flatMap((feature) => {
      const column = columns.get(feature);
      return column === undefined ? [] : [{ column, value: 1 }];
    });
  let model: Weights | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const rows: Entry[][] = [];
    const targets: number[] = [];
    const chance = model === undefined ? undefined : propChance(model);
    for (const { mentions, tagged } of cases) {
      const best = new Map<string, Mention>();
      for (const mention of mentions) {
        if (!tagged.has(mention.bag)) {
          rows.push(rowOf(mention));
          targets.push(0);
          continue;
        }
        const before = best.get(mention.bag);
        if (before === undefined || (chance !== undefined && chance(mention.features) > chance(before.features)))
          best.set(mention.bag, mention);
      }
      for (const mention of best.values()) {
        rows.push(rowOf(mention));
        targets.push(1);
      }
    }
    const { weights, bias } = logisticRegression(sparseMatrix(rows, names.length), Float32Array.from(targets), 1, {
      cost: COST,
      passes: PASSES,
      seed: 1,
    });
    model = {
      bias: bias[0] ?? 0,
      weights: Object.fromEntries(
        names.flatMap((name, at) => {
          const weight = Math.round((weights[at] ?? 0) * 1000) / 1000;
          return weight === 0 ? [] : [[name, weight]];
        }),
      ),
    };
  }
  return model as Weights;
}

function shifted(model: Weights, by: number): Weights {
  return { ...model, bias: Math.round((model.bias + by) * 1000) / 1000 };
}

function withProps(lexicon: Lexicon, weights: Weights): Lexicon {
  return { ...lexicon, props: propChance(weights) };
}

type Counts = readonly [hits: number, falseAlarms: number, misses: number];

function countsOf(cases: readonly Case[], lexiconOf: (one: Case) => Lexicon): Map<string, Counts> {
  const sums = new Map<string, Counts>();
  for (const one of cases) {
    const found = breakdown(one.reading, lexiconOf(one)).scenes.flatMap(({ scene, elements }) =>
      elements.map((element) => ({ ...element, scene })),
    );
    const props = scoresOf(one.tags, found).find(({ category }) => category === 'props');
    if (props === undefined) continue;
    for (const name of [one.tags.script, one.tags.split, 'all']) {
      const [hits, falseAlarms, misses] = sums.get(name) ?? [0, 0, 0];
      sums.set(name, [hits + props.hits, falseAlarms + props.falseAlarms.length, misses + props.misses.length]);
    }
  }
  return sums;
}

function report(cases: readonly Case[], lexiconOf: (one: Case) => Lexicon, each = false): void {
  for (const [name, [hits, falseAlarms, misses]] of countsOf(cases, lexiconOf)) {
    if (!each && cases.some(({ tags }) => tags.script === name)) continue;
    const precision = (hits / (hits + falseAlarms)).toFixed(3);
    console.log(`  ${name}: ${hits} / ${falseAlarms} / ${misses}`, precision, (hits / (hits + misses)).toFixed(3));
  }
}
