import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import {
  type Block,
  decode,
  edit,
  iterate,
  type Node,
  outline,
  parse,
  print,
  type Screenplay,
  toDocument,
} from '@second-unit/screenplay';
import { pages } from '@second-unit/screenplay/pages';
import { type Bench, median, type Row, type Skipped } from './row.ts';
import bundle from './screenplay-bundle.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../shared/data');
const path = `${data}/screenplays/fountain/nyousefi/Big Fish.fountain`;

/** The peers that the package registry has; screenplay-tools is not in it. Neither gives a tree or ranges. */
interface Peers {
  readonly 'fountain-js': (text: string) => unknown;
  readonly 'aw-parser': (text: string) => unknown;
}

function peers(): Peers {
  const require = createRequire(import.meta.url);
  const { Fountain } = require('fountain-js') as {
    Fountain: new () => { parse(text: string, tokens: boolean): unknown };
  };
  const { parser } = require('aw-parser') as { parser: { parse(text: string, config: object): unknown } };
  return {
    'fountain-js': (text) => new Fountain().parse(text, true),
    'aw-parser': (text) => parser.parse(text, {}),
  };
}

/** Parses, and walks every node and sums its ranges, so that nothing is put off. */
function parseAll(text: string): number {
  let sum = 0;
  iterate(parse(text), {
    enter({ from, to }) {
      sum += to - from;
      return undefined;
    },
  });
  return sum;
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Ours and the peers in turn, after a warm-up; the median of each. */
function parseRow(text: string): Row {
  const works = Object.entries({ ours: parseAll, ...peers() });
  const times = new Map(works.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < 40; round++) {
    for (const [name, work] of works) {
      const time = timeOf(() => work(text));
      if (round >= 10) times.get(name)?.push(time);
    }
  }
  const value = median(times.get('ours') ?? []);
  const [peer, peerValue] = works
    .slice(1)
    .map(([name]) => [name, median(times.get(name) ?? [])] as const)
    .reduce((best, one) => (one[1] < best[1] ? one : best));
  return {
    id: 'screenplay.parse.ratio',
    value,
    unit: 'ms',
    peer,
    peerValue,
    ratio: value / peerValue,
    data: 'Big Fish, 146 kB, full tree walked; fastest of fountain-js and aw-parser, in turn, median of 30',
  };
}

/**
 * One text of so many times the script, against the script so many times one after another: the same amount of text,
 * each side with all the garbage that it makes.
 */
function linearRow(text: string, times: 10 | 100): Row {
  // By way of bytes, as a file is read: a string that `repeat` put together is slower to index than one that was read.
  const longer = decode(Buffer.from(text.repeat(times)));
  const rounds = times === 10 ? 25 : 9;
  const apart: number[] = [];
  const together: number[] = [];
  for (let warm = 0; warm < 400; warm++) parseAll(text);
  parseAll(longer);
  for (let round = 0; round < rounds; round++) {
    apart.push(
      timeOf(() => {
        for (let again = 0; again < times; again++) parseAll(text);
      }),
    );
    together.push(timeOf(() => parseAll(longer)));
  }
  return {
    id: `screenplay.linear.${times}x`,
    value: (times * median(together)) / median(apart),
    unit: 'times the time',
    data: `Big Fish ${times} times over in one text, against the mean of ${times} parses, in turn, median of ${rounds}`,
  };
}

function nodesOf(tree: Screenplay): (Block | Node)[] {
  const nodes: (Block | Node)[] = [...tree.blocks];
  iterate(tree, {
    enter({ node }) {
      nodes.push(node);
      return undefined;
    },
  });
  return nodes;
}

/** Every block and node with its range, one after another. */
function listed(tree: Screenplay): string {
  const list: unknown[] = tree.blocks.map(({ text, outlined, unclosed }) => [text, outlined, unclosed]);
  iterate(tree, {
    enter({ type, from, to }) {
      list.push([type, from, to]);
      return undefined;
    },
  });
  return JSON.stringify(list);
}

/** One keystroke after another over the whole script: parse and outline, then what was reused. */
function editRows(text: string): Row[] {
  let tree = parse(text);
  outline(tree);
  const times: number[] = [];
  for (let stroke = 0; stroke < 4000; stroke++) {
    const at = (stroke * 7919) % tree.length;
    const back = stroke % 2 === 1;
    const change = { from: at, to: back ? at + 1 : at, insert: back ? '' : 'x' };
    times.push(
      timeOf(() => {
        tree = edit(tree, change);
        outline(tree);
      }),
    );
  }
  times.splice(0, 1000);
  times.sort((a, b) => a - b);
  if (listed(tree) !== listed(parse(print(tree)))) throw new Error('an edited tree is not a fresh one');
  const original = parse(text);
  const before = new Set(nodesOf(original));
  const shares: number[] = [];
  for (let stroke = 0; stroke < 200; stroke++) {
    const at = (stroke * 104_729) % text.length;
    const after = nodesOf(edit(original, { from: at, to: at, insert: 'x' }));
    shares.push(after.filter((node) => before.has(node)).length / after.length);
  }
  const comment = timesOfComment(text);
  const where = 'Big Fish, a keystroke anywhere, outline included, 3,000 after a warm-up';
  return [
    { id: 'screenplay.edit.median_ms', value: median(times), unit: 'ms', data: where },
    {
      id: 'screenplay.edit.p99_ms',
      value: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
      unit: 'ms',
      data: where,
    },
    {
      id: 'screenplay.edit.reuse',
      value: Math.min(...shares),
      unit: 'of nodes, worst of 200',
      data: 'Big Fish, one keystroke; by object identity, inline nodes included',
    },
    {
      id: 'screenplay.edit.boneyard_ms',
      value: median(comment),
      unit: 'ms',
      data: 'Big Fish with a boneyard at its end: the star of an opening /* typed at its start, outline included',
    },
  ];
}

/** An opening that hides the whole script at a stroke: all of it is parsed again. */
function timesOfComment(text: string): number[] {
  const at = text.indexOf('A RIVER.');
  const opened = parse(`${text.slice(0, at)}/${text.slice(at)}\n\n/* end */\n`);
  const times: number[] = [];
  for (let run = 0; run < 15; run++) {
    times.push(timeOf(() => outline(edit(opened, { from: at + 1, to: at + 1, insert: '*' }))));
  }
  return times;
}

const bench: Bench = async function* (name): AsyncIterable<Row | Skipped> {
  if (!existsSync(path)) {
    yield { id: 'screenplay', skipped: `no ${path}; set SECOND_UNIT_DATA` };
    return;
  }
  const text = decode(readFileSync(path), 'Big Fish.fountain');
  const wants = (id: string): boolean => name === undefined || id.includes(name);
  if (wants('parse')) yield parseRow(text);
  if (wants('linear')) {
    yield linearRow(text, 10);
    yield linearRow(text, 100);
  }
  if (wants('edit')) yield* editRows(text);
  if (wants('pages')) {
    yield {
      id: 'screenplay.pages.bigfish',
      value: pages(toDocument(parse(text))).pages,
      unit: 'pages',
      peer: 'screenplain (its PDF)',
      peerValue: 122,
      data: 'Big Fish, estimated without making a PDF',
    };
  }
  if (wants('bundle')) yield* bundle();
};

export default bench;
