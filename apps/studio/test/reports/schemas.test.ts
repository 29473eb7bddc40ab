import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from '@second-unit/screenplay';
import { toEmphasisedDocument } from '@second-unit/screenplay/formats';
import { readThrough } from '@second-unit/story';
import { breakdownLexicon, emotionModel, vadModel } from '@second-unit/story/node';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { READ_THROUGH_SCHEMA_IS_THE_TYPE, readThroughSchema } from '../../src/reports/read-through-schema.ts';
import { SCREENPLAY_SCHEMA_IS_THE_TYPE, screenplaySchema } from '../../src/reports/screenplay-schema.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const SCRIPTS = resolve(ROOT, process.env.SECOND_UNIT_DATA ?? '../shared/data', 'screenplays/fountain');

const talk =
  'MARA (V.O.)\nWhere is the _old_ key, *Tom*?\n\nTOM\nI am glad that you gave it back to me. Thank you.\n\n';
const MADE: Readonly<Record<string, string>> = {
  'an empty script': '',
  'a shopping list': 'Milk\nEggs\nBread\n',
  'no headings': talk.repeat(20),
  Japanese: '○灯台・中（夜）\n\n女は階段を上がる。\n\n@花子\nどこにあるの。\n',
  'two people, forty scenes': Array.from(
    { length: 40 },
    (_, at) =>
      `${at % 2 ? 'INT. KITCHEN' : 'EXT. STREET'} - ${at % 3 ? 'DAY' : 'NIGHT'} #${at + 1}#\n\nMara runs to the car with a gun. YOUNG TOM waits. ${'Rain falls on the roof. '.repeat(at % 11)}\n\n${talk}`,
  ).join(''),
  'what Fountain has': `Title: A\nAuthor: B\n\n# Act\n\n= What.\n\n.HALL\n\n[[note]] She /* cut */ goes.\n\n>CENTER<\n\n> CUT TO:\n\n~la la\n\n===\n\n@Ada ^\n(low)\nNo.\n\n${talk}`,
};

/** One script of each collection that lies in the shared data. */
function scripts(): [string, string][] {
  if (!existsSync(SCRIPTS)) return [];
  const files = readdirSync(SCRIPTS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.fountain'),
  );
  const byFolder = Map.groupBy(files.sort(), (file) => file.split('/')[0]);
  return [...byFolder.values()].flatMap(([file]) =>
    file === undefined ? [] : [[file, readFileSync(join(SCRIPTS, file), 'utf8')] as [string, string]],
  );
}

const published = (schema: z.ZodType): string => `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('published JSON Schemas', () => {
  it('are those of the types', async () => {
    expect([READ_THROUGH_SCHEMA_IS_THE_TYPE, SCREENPLAY_SCHEMA_IS_THE_TYPE]).toEqual([true, true]);
    expect(z.toJSONSchema(readThroughSchema).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    // Written anew by `vitest -u`.
    await expect(published(readThroughSchema)).toMatchFileSnapshot(join(ROOT, 'docs/read-through.schema.json'));
    await expect(published(screenplaySchema)).toMatchFileSnapshot(join(ROOT, 'docs/screenplay.schema.json'));
  });

  it.each([...Object.entries(MADE), ...scripts()])('hold for %s', async (_, text) => {
    const models = { emotion: await emotionModel(), vad: await vadModel() };
    const read = asJson(readThrough(parse(text), { models, lexicon: await breakdownLexicon() }));
    expect(readThroughSchema.safeParse(read).error?.issues ?? []).toEqual([]);
    expect(screenplaySchema.safeParse(asJson(toEmphasisedDocument(text))).error?.issues ?? []).toEqual([]);
  });

  it('refuse what is not in them', () => {
    const read = readThrough(MADE['no headings'] ?? '');
    expect(readThroughSchema.safeParse({ ...read, quality: 7 }).success).toBe(false);
    expect(readThroughSchema.safeParse({ ...read, voice: { ...read.voice, lines: [{ from: -1 }] } }).success).toBe(
      false,
    );
  });
});
