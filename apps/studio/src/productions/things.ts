import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Fault } from '@second-unit/evidence';
import { SHIPPED_MODEL, SHIPPED_THINGS, thingFinding } from '@second-unit/footage/things';
import type { JobView, ShotsAlike, ThingModels, ThingModelsView, ThingsView } from '../contract/index.ts';
import { thingModelsSchema } from '../contract/things.ts';
import {
  findLog,
  getMedia,
  getSetting,
  listThingSearches,
  type ShotThings,
  type Store,
  setSetting,
  type ThingSearch,
} from '../database/index.ts';
import type { Studio } from '../server/studio.ts';
import { checkAddress } from '../transcription/check-address.ts';

/** Where the key of the vision model's server is read from: never from the database. */
export const VISION_KEY = 'SECOND_UNIT_VISION_KEY';
const SETTING = 'thing-models';
const NONE: ThingModels = { manifest: null, vision: null };

/** The models that are set; none of the owner's own until then. */
export async function thingModels(store: Store): Promise<ThingModels> {
  return thingModelsSchema.parse((await getSetting<unknown>(store, SETTING)) ?? NONE);
}

/** Sets the owner's own models. Errors: `input` for an address that is none, `refused` for one that nothing is ever sent to. */
export async function setThingModels(store: Store, models: ThingModels): Promise<ThingModelsView> {
  if (models.vision !== null) checkAddress(models.vision.address, VISION_KEY);
  await setSetting(store, SETTING, models);
  return thingModelsView(store);
}

export async function thingModelsView(store: Store): Promise<ThingModelsView> {
  return {
    models: await thingModels(store),
    shipped: { model: SHIPPED_MODEL, things: SHIPPED_THINGS },
    key: { variable: VISION_KEY, set: Boolean(process.env[VISION_KEY]) },
  };
}

/** Queues a look at a film, or answers the one under way. Errors: `conflict` before the film is logged, or where no model that describes shots is set. */
export async function lookSoon(
  studio: Studio,
  { media: id, kind }: { readonly media: string; readonly kind: 'things' | 'describe' },
  by: string,
): Promise<JobView> {
  const media = await getMedia(studio.store, id);
  const { vision } = await thingModels(studio.store);
  if (kind === 'describe' && vision === null) {
    throw new Fault('conflict', 'No model that describes shots is set; set one first: none comes with Second Unit.');
  }
  if (!(await findLog(studio.store, id))) {
    throw new Fault('conflict', 'Log the film first: it is looked at shot by shot.', { place: media.title });
  }
  const label = kind === 'things' ? `Find things in “${media.title}”` : `Describe the shots of “${media.title}”`;
  return studio.jobs.ensure({ kind, production: media.production, subject: id, label, input: { by } });
}

/** What models said of a film. Errors: `not-found`. */
export async function thingsView({ store, jobs }: Pick<Studio, 'store' | 'jobs'>, id: string): Promise<ThingsView> {
  await getMedia(store, id);
  const [searches, log, running] = await Promise.all([
    listThingSearches(store, id),
    findLog(store, id),
    jobs.list({ subject: id, states: ['queued', 'running'] }),
  ]);
  const [own, encoder] = searches.filter(({ kind }) => kind !== 'description');
  const described = searches.find(({ kind }) => kind === 'description');
  const isStale = (search: ThingSearch) => search.log !== log?.revision;
  return {
    media: id,
    ...(own && own.kind !== 'description'
      ? {
          own: {
            model: own.model,
            kind: own.kind,
            stale: isStale(own),
            shots:
              own.kind === 'detector'
                ? (own.shots as ShotThings[]).map(({ shot, things }) => ({
                    shot,
                    things: things.map((thing) => thingFinding(thing, { media: id, shot, model: own.model })),
                  }))
                : [],
          },
        }
      : {}),
    ...(encoder ? { encoder: { model: encoder.model, stale: isStale(encoder) } } : {}),
    ...(described
      ? {
          described: {
            model: described.model,
            stale: isStale(described),
            shots: described.shots as NonNullable<ThingsView['described']>['shots'],
          },
        }
      : {}),
    jobs: running.filter(({ kind }) => kind === 'things' || kind === 'describe').map((job) => job.id),
  };
}

const ENCODER = fileURLToPath(new URL('./encode-words.ts', import.meta.url));
/** Milliseconds that a model may take over a few words. */
const LONGEST = 60_000;

/** Words as the owner's own model of pictures and words puts them. */
export interface EncodedWords {
  /** Its name and version. */
  readonly model: string;
  readonly encoding: readonly number[];
}

/**
 * Encodes words by the model of a manifest, in a process of its own, as the model is not ours. Errors: `unavailable`
 * where it could not be run, `input` with what the model or its manifest says.
 */
export async function encodeWords(manifest: string, words: string): Promise<EncodedWords> {
  const { stdout } = await promisify(execFile)(process.execPath, [ENCODER, manifest, words], {
    timeout: LONGEST,
    maxBuffer: 4 * 1024 * 1024,
  }).catch((cause: unknown) => {
    throw new Fault('unavailable', 'The model of pictures and words could not be run.', { place: manifest, cause });
  });
  const { model, encoding, message } = JSON.parse(stdout) as Partial<EncodedWords> & { message?: string };
  if (model === undefined || encoding === undefined) {
    throw new Fault('input', message ?? 'The model gave no answer.', { place: manifest });
  }
  return { model, encoding };
}

/** Shots by how like they are to encoded words, the likest first; undefined where another model looked at them. */
export function likenShots(search: ThingSearch, { model, encoding }: EncodedWords): ShotsAlike | undefined {
  const { encodings } = search;
  const wide = encoding.length;
  if (model !== search.model || encodings?.length !== wide * search.shots.length) return undefined;
  const shots = (search.shots as string[]).map((shot, at) => {
    const own = encodings.subarray(at * wide, (at + 1) * wide);
    return { shot, alike: own.reduce((sum, value, place) => sum + value * (encoding[place] ?? 0), 0) };
  });
  return { model: search.model, shots: shots.sort((a, b) => b.alike - a.alike) };
}

/**
 * Shots of a film by how like the words they are. Errors: `conflict` where no image-text model has looked at the film;
 * those of the model.
 */
export async function shotsAlike(store: Store, id: string, words: string): Promise<ShotsAlike> {
  await getMedia(store, id);
  const search = (await listThingSearches(store, id)).find(({ kind }) => kind === 'image-text');
  const { manifest } = await thingModels(store);
  if (search?.encodings === undefined || manifest === null) {
    throw new Fault('conflict', 'No model that puts pictures and words into one space has looked at this film.');
  }
  const alike = likenShots(search, await encodeWords(manifest, words));
  if (!alike) {
    throw new Fault('conflict', 'Another model has looked at this film than the one that is set; look again.');
  }
  return alike;
}

/** What models saw in the shots of a film's log of this revision, for search. */
export function seenInShots(
  all: readonly ThingSearch[],
  revision: string,
): {
  readonly things: readonly { readonly label: string; readonly shot: string; readonly confidence: number }[];
  readonly descriptions: readonly { readonly shot: string; readonly text: string; readonly model: string }[];
} {
  const searches = all.filter(({ log }) => log === revision);
  const own = searches.find(({ kind }) => kind === 'detector')?.shots as ShotThings[] | undefined;
  const said = searches.find(({ kind }) => kind === 'description');
  const described = (said?.shots ?? []) as NonNullable<ThingsView['described']>['shots'];
  return {
    things: (own ?? []).flatMap(({ shot, things }) =>
      things.map(({ label, confidence }) => ({ label, shot, confidence })),
    ),
    descriptions: described.map(({ shot, finding: { value } }) => ({
      shot,
      text: [value.text, value.setting, value.action, ...value.objects].join(' · '),
      model: said?.model ?? '',
    })),
  };
}
