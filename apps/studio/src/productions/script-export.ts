import type { ExportedScript, ScriptExport } from '../contract/index.ts';
import { findOriginal, getScript, listCorrections } from '../database/index.ts';
import { storedPath } from '../home/index.ts';
import { writeApart } from '../script-files/apart.ts';
import { FORMATS, type ScriptFormat } from '../script-files/formats.ts';
import type { Studio } from '../server/studio.ts';
import { checkExport } from './export-rights.ts';

export interface ScriptExportOptions {
  readonly format: ScriptExport;
  readonly paper?: 'letter' | 'a4';
  /** Of Final Draft: tags for the whole breakdown; else for what a person said of it, beside those of the original. */
  readonly tags?: boolean;
}

export interface ScriptFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
  readonly notes: readonly string[];
}

/** Formats that hold more than Fountain, each with those that can take over what it holds. */
const FAMILIES: Partial<Record<string, readonly ScriptExport[]>> = {
  fdx: ['fdx'],
  osf: ['fadein'],
  fadein: ['fadein'],
  highland: ['highland'],
};

/**
 * A script as a file of another format. Where it came in as a file of that format, what Fountain cannot say (tags,
 * revisions, page locks) stays as it is there wherever the words did not change.
 *
 * @throws Fault `refused` where its rights do not allow it, `too-large` where writing takes too much.
 */
export async function exportScript(
  studio: Studio,
  script: string,
  { format, paper, tags = false }: ScriptExportOptions,
  signal?: AbortSignal,
): Promise<ScriptFile> {
  const row = await getScript(studio.store, script);
  checkExport([row]);
  const { text } = await studio.scripts.read(script);
  const { type, endings } = FORMATS[format];
  const name = row.mirror.replace(/\.fountain$/, endings[0] ?? '');
  if (format === 'fountain') return { name, type, content: text, notes: [] };
  const corrections = (await listCorrections(studio.store, script)).map(({ correction }) => correction);
  const original = await findOriginal(studio.store, script);
  const keeps = original !== undefined && FAMILIES[original.format]?.includes(format) === true;
  const { content, notes } = await writeApart(
    {
      name,
      text,
      format,
      ...(paper === undefined ? {} : { paper }),
      ...(format === 'fdx' ? { tags: { corrections, all: tags } } : {}),
      ...(keeps
        ? {
            into: {
              path: storedPath(studio.home, original.file),
              format: original.format as ScriptFormat,
              name: original.name,
            },
          }
        : {}),
    },
    signal === undefined ? {} : { signal },
  );
  return { name, type, content, notes };
}

/** The same as JSON carries it. */
export function carried({ name, type, content, notes }: ScriptFile): ExportedScript {
  return typeof content === 'string'
    ? { name, type, encoding: 'utf8', content, notes }
    : { name, type, encoding: 'base64', content: Buffer.from(content).toString('base64'), notes };
}
