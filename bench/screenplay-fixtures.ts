import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEVIATIONS } from '../packages/screenplay/test/fixtures/deviations.ts';
import { compared, expectations } from '../packages/screenplay/test/fixtures/expected.ts';
import type { Bench, Row, Skipped } from './row.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../shared/data');
const folder = `${data}/screenplays/fountain`;

/**
 * Published Fountain files with the results that other parsers' own tests expect: how many we read just so. Each place
 * where we do not is listed with its reason in `packages/screenplay/test/fixtures/deviations.ts`, and printed here.
 */
const bench: Bench = async function* (): AsyncIterable<Row | Skipped> {
  if (!existsSync(folder)) {
    yield { id: 'screenplay.fixtures', skipped: `no ${folder}; set SECOND_UNIT_DATA` };
    return;
  }
  const all = expectations(folder);
  for (const suite of new Set(all.map((one) => one.suite))) {
    const own = all.filter((one) => one.suite === suite);
    const same = own.filter((one) => compared(one).length === 0);
    const listed = own.filter(
      (one) => !same.includes(one) && compared(one).length === (DEVIATIONS[one.name] ?? []).length,
    );
    const places = own.reduce((sum, { name }) => sum + (DEVIATIONS[name] ?? []).length, 0);
    yield {
      id: `screenplay.fixtures.${suite}`,
      value: same.length,
      unit: `of ${own.length} as expected`,
      data: `the other ${listed.length} differ at ${places} places, each listed with its reason`,
    };
  }
  for (const { name } of all) {
    for (const { what, why } of DEVIATIONS[name] ?? []) console.error(`${name}: ${what}. ${why}`);
  }
};

export default bench;
