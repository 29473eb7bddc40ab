import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench, Row, Skipped } from './row.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});
const [area, name] = positionals;
const here = new URL('./', import.meta.url);
const NOT_AREAS = new Set(['run.ts', 'row.ts']);
/** Areas that another runs as well: with none named they run once. */
const PARTS = new Set(['tripod', 'voice', 'breakdown', 'notes', 'screenplay-bundle']);
/** Areas of which each `<area>-*.ts` is a part, run behind the area's own rows. */
const WHOLE = new Set(['footage', 'editing']);
const areas = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && !NOT_AREAS.has(file))
  .map((file) => file.slice(0, -3));

if (area !== undefined && !existsSync(new URL(`./${area}.ts`, here))) {
  console.error(`There is no benchmark area “${area}”. There are: ${areas.join(', ')}.`);
  process.exit(2);
}

const isPart = (one: string): boolean => PARTS.has(one) || (WHOLE.has(one.split('-')[0]!) && one.includes('-'));
const partsOf = (one: string): string[] =>
  WHOLE.has(one) ? [one, ...areas.filter((part) => part.startsWith(`${one}-`))] : [one];

const rows: (Row | Skipped)[] = [];
for (const one of (area === undefined ? areas.filter((name) => !isPart(name)) : [area]).flatMap(partsOf)) {
  const { default: bench } = (await import(new URL(`./${one}.ts`, here).href)) as { default: Bench };
  for await (const row of bench(name, { write: values.write })) {
    rows.push(row);
    if (!values.json) console.log(line(row));
  }
}
if (values.json) console.log(JSON.stringify(rows, null, 2));
else
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
  );

/** A row as one line of the Markdown table in BENCHMARKS.md. */
function line(row: Row | Skipped): string {
  if ('skipped' in row) return `| ${row.id} | skipped: ${row.skipped} | | | |`;
  const peer = row.peer === undefined ? '' : `${row.peer} ${figure(row.peerValue)}`;
  return `| ${row.id} | ${figure(row.value)} ${row.unit} | ${peer} | ${figure(row.ratio)} | ${row.data} |`;
}

function figure(value: number | undefined): string {
  if (value === undefined) return '';
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
