import { readFile } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { z } from 'zod';
import type { Home } from './layout.ts';

/** What a person may set for one machine in `settings.json`. Who they are is in the database. */
const fileSchema = z.strictObject({
  port: z.int().min(0).max(65_535).optional(),
  databaseUrl: z.string().optional(),
  openBrowser: z.boolean().optional(),
  /** How many jobs run at once on this machine. */
  jobs: z.int().min(1).max(64).optional(),
});

export interface Settings {
  readonly port: number;
  readonly databaseUrl?: string;
  readonly openBrowser: boolean;
  readonly jobs: number;
}

const environmentSchema = z.object({
  SECOND_UNIT_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  SECOND_UNIT_OPEN: z.enum(['0', '1']).optional(),
  SECOND_UNIT_JOBS: z.coerce.number().int().min(1).max(64).optional(),
});

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, place: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Fault('input', `The setting ${issue?.path.join('.') || '(whole file)'} is wrong: ${issue?.message}.`, {
    place,
  });
}

async function fromFile(home: Home): Promise<z.output<typeof fileSchema>> {
  let text: string;
  try {
    text = await readFile(home.settings, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Fault('input', `The settings file is not JSON: ${(error as Error).message}.`, { place: home.settings });
  }
  return checked(fileSchema, value, home.settings);
}

/** Only what was set: an empty variable is the same as none. */
function present(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => !!entry[1]));
}

/** Flag, then environment, then `settings.json`, then default. Errors: `input`, naming the setting. */
export async function readSettings(
  home: Home,
  flags: Partial<Settings> = {},
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Settings> {
  const file = await fromFile(home);
  const env = checked(environmentSchema, present(environment), 'environment');
  const open = env.SECOND_UNIT_OPEN === undefined ? undefined : env.SECOND_UNIT_OPEN === '1';
  const databaseUrl = flags.databaseUrl ?? env.DATABASE_URL ?? file.databaseUrl;
  return {
    port: flags.port ?? env.SECOND_UNIT_PORT ?? file.port ?? 4610,
    ...(databaseUrl ? { databaseUrl } : {}),
    openBrowser: flags.openBrowser ?? open ?? file.openBrowser ?? true,
    jobs: flags.jobs ?? env.SECOND_UNIT_JOBS ?? file.jobs ?? 1,
  };
}
