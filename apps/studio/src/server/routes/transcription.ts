import type { Hono } from 'hono';
import { transcriptionView } from '../../transcription/settings.ts';
import type { Studio } from '../studio.ts';

/** How films are transcribed. */
export function transcriptionRoutes(api: Hono, { store, home }: Studio): void {
  api.get('/transcription', async (c) => c.json(await transcriptionView(store, home)));
}
