import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { Fault, type Finding } from '@second-unit/evidence';
import { describeShot, type ShotDescription } from '@second-unit/footage/things';
import { stills } from '@second-unit/media';
import { z } from 'zod';
import { findLog, getMedia, newId, saveThingSearch } from '../../database/index.ts';
import { openGate } from '../../gate/index.ts';
import { filmPath } from '../../productions/fingerprint.ts';
import { thingModels, VISION_KEY } from '../../productions/things.ts';
import type { JobHandler } from '../handler.ts';

/** Pixels across of the frames that leave: as much as such models look at, and no more. */
const WIDTH = 768;

/** One shot that was described. */
interface Described {
  readonly shot: string;
  readonly finding: Finding<ShotDescription>;
}

interface Checkpoint {
  readonly log: string;
  readonly model: string;
  readonly shots: readonly Described[];
}

const inputSchema = z.object({ by: z.string() });
/** Shots between two checkpoints. */
const KEPT_EVERY = 20;

/** Has the vision-language model of the owner's choice describe each shot by its key frame, through the gate. */
export const handler: JobHandler<unknown, Checkpoint> = async (context) => {
  const { subject, production, input, home, database, progress, signal, checkpoint, saveCheckpoint } = context;
  const { store } = database;
  const { by } = inputSchema.parse(input);
  const { vision } = await thingModels(store);
  if (vision === null) throw new Fault('conflict', 'No model that describes shots is set; set one first.');
  const media = await getMedia(store, subject);
  const row = await findLog(store, subject);
  if (!row) throw new Fault('conflict', 'Log the film first: it is described shot by shot.');
  const film = await filmPath(home, media, row.fingerprint);
  const search = { log: row.revision, model: vision.model };
  const isSame = checkpoint?.log === search.log && checkpoint.model === search.model;
  const done: Described[] = isSame ? [...checkpoint.shots] : [];
  const { shots } = row.log;
  // A process of its own, so a gate of its own: the same lock, rights and record of what left.
  const gate = openGate({ database });
  try {
    const key = process.env[VISION_KEY];
    const what = `A frame of each shot of “${media.title}”`;
    const model = createOpenAICompatible({
      name: 'vision',
      baseURL: vision.address.replace(/\/+$/, ''),
      fetch: gate.fetchFor({ production, items: [subject], what, by }),
      ...(key ? { apiKey: key } : {}),
    })(vision.model);
    const rest = shots.slice(done.length);
    const frames = rest.map(({ keyFrame }) => keyFrame);
    let at = 0;
    for await (const { frame, jpeg } of stills(film, frames, { width: Math.min(WIDTH, media.info.width), signal })) {
      const shot = rest[at++]?.id ?? '';
      const finding = await describeShot(model, { id: newId(), media: subject, frame, jpeg }, signal);
      done.push({ shot, finding });
      if (done.length % KEPT_EVERY === 0) await saveCheckpoint({ ...search, shots: done });
      progress(done.length / shots.length, `Described ${done.length} of ${shots.length} shots`);
    }
  } finally {
    await gate.close();
  }
  await saveThingSearch(store, subject, { ...search, kind: 'description', shots: done });
};
