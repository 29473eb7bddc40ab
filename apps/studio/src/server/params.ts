import { Fault } from '@second-unit/evidence';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';

const uuid = z.uuid();

/** The id in the address. Errors: `not-found` for what cannot be one. */
export function idOf(c: Context, name = 'id'): string {
  const checked = uuid.safeParse(c.req.param(name));
  if (!checked.success) throw new Fault('not-found', 'There is nothing under this id.');
  return checked.data;
}

/** `value` by `schema`. Errors: `input`, in one sentence that names the field. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'not as expected';
  throw new Fault('input', field === '' ? `The input is wrong: ${message}.` : `“${field}” is wrong: ${message}.`, {
    ...(field === '' ? {} : { place: field }),
  });
}

/** Refuses a body over `bytes`. */
export function atMost(bytes: number) {
  return bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new Fault('too-large', `This is more than ${Math.ceil(bytes / 1024)} kB, the most that is taken here.`);
    },
  });
}
