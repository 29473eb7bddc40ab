import { Fault } from '@second-unit/evidence';
import { z } from 'zod';

/**
 * A backup is one tar file: `backup.json` first, then `database/<table>.jsonl`, then `files/…` as
 * they lie in a home, and `checksums.json` last, so that a backup that was cut short shows.
 */
export const BACKUP_VERSION = 1;

export const MANIFEST = 'backup.json';
export const CHECKSUMS = 'checksums.json';

const FORMAT = 'second-unit/backup';

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  homeVersion: z.int().min(1),
  schemaVersion: z.int().min(1),
  /** UTC, ISO 8601: the instant whose state it holds. */
  createdAt: z.string(),
  /** Rows of each table. */
  rows: z.record(z.string(), z.int().min(0)),
  /** Films opened where they lie: not in the backup. */
  outside: z.array(z.string()),
  /** Files of the home that the database names and that were not there. */
  missing: z.array(z.string()),
});

export type Manifest = z.output<typeof manifestSchema>;

export const checksumsSchema = z.object({
  entries: z.array(
    z.object({
      name: z.string(),
      size: z.int().min(0),
      /** Hex. */
      sha256: z.string().length(64),
    }),
  ),
  /** Files of the home that went while the backup was made; the manifest was written by then. */
  missing: z.array(z.string()).default([]),
});

export type Checksum = z.output<typeof checksumsSchema>['entries'][number];

export function manifest(facts: Omit<Manifest, 'format' | 'version'>): Manifest {
  return { format: FORMAT, version: BACKUP_VERSION, ...facts };
}

const NAME = /^[^/\\\p{Cc}]+$/u;
const FOLDERS: Readonly<Record<string, number>> = { media: 2, renders: 2, originals: 2, looks: 2, productions: 3 };

/**
 * Is this a name that an entry of a backup may have? Only such names become paths: nothing absolute,
 * nothing that climbs, nothing in a folder that a home does not have.
 */
export function isEntryName(name: string): boolean {
  if (name === MANIFEST || name === CHECKSUMS) return true;
  if (/^database\/[a-z_]+\.jsonl$/.test(name)) return true;
  const parts = name.split('/');
  if (parts[0] !== 'files' || !parts.every((part) => NAME.test(part) && part !== '.' && part !== '..')) return false;
  const [folder = ''] = parts.slice(1);
  return FOLDERS[folder] === parts.length - 1;
}

export function damaged(place: string, cause?: unknown): Fault {
  return new Fault('input', 'The backup is damaged or was cut short; nothing was restored.', { place, cause });
}

/** JSON of an entry, checked. */
export function parseEntry<Schema extends z.ZodType>(schema: Schema, text: string, place: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw damaged(place, error);
  }
}
