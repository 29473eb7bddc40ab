import type { Hono } from 'hono';
import { z } from 'zod';
import type { LettersView } from '../../contract/index.ts';
import { letteringProblem } from '../../productions/lettering.ts';
import { checked } from '../params.ts';

const query = z.object({ text: z.string().max(1000) });

/** Whether words can be set in type, told while they are written. */
export function letterRoutes(api: Hono): void {
  api.get('/letters', async (c) => {
    const problem = await letteringProblem(checked(query, c.req.query()).text);
    return c.json<LettersView>(problem === undefined ? {} : { problem });
  });
}
