import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode, iterate, parse } from '@second-unit/screenplay';
import { fountainPeers } from './peers/fountain.ts';
import { type Bench, median, type Row, type Skipped } from './row.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../shared/data');
const path = `${data}/screenplays/fountain/nyousefi/Big Fish.fountain`;

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

const WARM = 10;
const ROUNDS = 30;

/** One row for each parser that is here: the same text in turn, so that what else the machine does falls on all. */
const bench: Bench = async function* (): AsyncIterable<Row | Skipped> {
  if (!existsSync(path)) {
    yield { id: 'screenplay.parse', skipped: `no ${path}; set SECOND_UNIT_DATA` };
    return;
  }
  const text = decode(readFileSync(path), 'Big Fish.fountain');
  const { here, absent } = await fountainPeers();
  const works = [{ name: 'ours', version: '', parse: parseAll as (text: string) => unknown }, ...here];
  const times = works.map(() => [] as number[]);
  for (let round = 0; round < WARM + ROUNDS; round++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work.parse(text);
      if (round >= WARM) times[index]?.push(performance.now() - start);
    }
  }
  const value = median(times[0] ?? []);
  for (const [index, { name, version }] of works.entries()) {
    if (index === 0) continue;
    const peerValue = median(times[index] ?? []);
    yield {
      id: 'screenplay.parse',
      value,
      unit: 'ms',
      peer: `${name} ${version}`,
      peerValue,
      ratio: value / peerValue,
      data: `Big Fish, 146 kB, our full tree walked; all in turn, median of ${ROUNDS}`,
    };
  }
  for (const { name, how } of absent) yield { id: `screenplay.parse.${name}`, skipped: how };
};

export default bench;
