import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { Fault, type Finding } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import { describeShot, type ShotDescription } from '@second-unit/footage/things';
import { MediaError, stills } from '@second-unit/media';
import { z } from 'zod';
import { findLog, getMedia, newId, saveThingSearch } from '../../database/index.ts';
import { revisionForShots, shotsKey } from '../../database/media.ts';
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
  /** Which shots they are. */
  readonly key: string;
  readonly model: string;
  readonly shots: readonly Described[];
  /** Shots of which nothing could be said. */
  readonly skipped: readonly string[];
}

const inputSchema = z.object({ by: z.string() });
/** Shots between two checkpoints. */
const KEPT_EVERY = 20;
/** After so many in a row that could not be described, it is the model or the film: each costs. */
const MOST_IN_A_ROW = 5;

/** Has the vision-language model of the owner's choice describe each shot by its key frame, through the gate. */
export const handler: JobHandler<unknown, Checkpoint> = async (context) => {
  const { subject, production, input, home, database, progress, signal, checkpoint, saveCheckpoint, whileHeld } =
    context;
  const { store } = database;
  const { by } = inputSchema.parse(input);
  const { vision } = await thingModels(store);
  if (vision === null) throw new Fault('conflict', 'No model that describes shots is set; set one first.');
  const media = await getMedia(store, subject);
  const row = await findLog(store, subject);
  if (!row) throw new Fault('conflict', 'Log the film first: it is described shot by shot.');
  const film = await filmPath(home, media, row.fingerprint);
  const search = { key: shotsKey(row), model: vision.model };
  const isSame = checkpoint?.key === search.key && checkpoint.model === search.model;
  const done: Described[] = isSame ? [...checkpoint.shots] : [];
  const skipped: string[] = isSame ? [...checkpoint.skipped] : [];
  const { shots } = row.log;
  const keep = async () => {
    // Of a film that was replaced meanwhile, nothing is kept and nothing more leaves.
    await filmPath(home, media, row.fingerprint);
    await saveCheckpoint({ ...search, shots: done, skipped });
  };
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
    const size = { width: Math.min(WIDTH, media.info.width), signal };
    let inARow = 0;
    for await (const { shot, jpeg, broken } of keyFrames(film, shots.slice(done.length + skipped.length), size)) {
      try {
        if (jpeg === undefined) throw broken;
        const frame = { id: newId(), media: subject, frame: shot.keyFrame, jpeg };
        done.push({ shot: shot.id, finding: await describeShot(model, frame, signal) });
        inARow = 0;
      } catch (thrown) {
        if (thrown !== broken && !isNoDescription(thrown)) throw thrown;
        skipped.push(shot.id);
        inARow += 1;
        if (inARow === MOST_IN_A_ROW || skipped.length === shots.length) {
          // Run again, with another model or a mended film, it begins with the first of these.
          skipped.splice(-inARow);
          throw thrown;
        }
      }
      const tried = done.length + skipped.length;
      if (tried % KEPT_EVERY === 0) await keep();
      const without = skipped.length === 0 ? '' : `, ${skipped.length} could not be`;
      progress(tried / shots.length, `Described ${done.length} of ${shots.length} shots${without}`);
    }
  } finally {
    // Each was paid for. Where even this fails, the first failure is the one to tell.
    await keep().catch(() => {});
    await gate.close();
  }
  // Nor may the film have been replaced while its frames were described.
  await filmPath(home, media, row.fingerprint);
  await whileHeld(async (trx) => {
    const log = await revisionForShots(trx, subject, row);
    await saveThingSearch(trx, subject, { log, model: search.model, kind: 'description', shots: done });
  });
};

/** Did the model answer, but not with a description? Where it did not answer at all, its failure is the cause. */
function isNoDescription(thrown: unknown): boolean {
  return (
    thrown instanceof Fault &&
    thrown.code === 'unavailable' &&
    (thrown.cause === undefined || thrown.cause instanceof SyntaxError)
  );
}

/** A picture of each shot, or what is wrong with it. */
async function* keyFrames(
  film: string,
  shots: readonly Shot[],
  options: { readonly width: number; readonly signal: AbortSignal },
): AsyncGenerator<{ readonly shot: Shot; readonly jpeg?: Uint8Array; readonly broken?: MediaError }> {
  let at = 0;
  while (at < shots.length) {
    const frames = shots.slice(at).map(({ keyFrame }) => keyFrame);
    try {
      for await (const { jpeg } of stills(film, frames, options)) yield { shot: shots[at++] as Shot, jpeg };
    } catch (thrown) {
      if (!(thrown instanceof MediaError) || thrown.code !== 'input') throw thrown;
      yield { shot: shots[at++] as Shot, broken: thrown };
    }
  }
}
