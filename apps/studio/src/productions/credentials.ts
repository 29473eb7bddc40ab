import { stat } from 'node:fs/promises';
import { Fault, toFault } from '@second-unit/evidence';
import type { Edit } from '@second-unit/media';
import { type Credentials, readCredentials, whyNoCredentials } from '@second-unit/media/credentials';
import type { CredentialsSettings, CredentialsView } from '../contract/index.ts';
import { getCut, getMedia, type Store } from '../database/index.ts';
import { getPaper } from '../database/paper-edits.ts';
import { getSetting, setSetting } from '../database/settings.ts';
import { type Home, storedPath } from '../home/index.ts';
import { signerSetting, signingOf, trustedRoots } from './credentials-signer.ts';
import { filmPath } from './fingerprint.ts';
import { signFilm } from './sign-film.ts';

interface Place {
  readonly store: Store;
  readonly home: Home;
}

const OFF = 'Content credentials are switched off for this production.';

const signsName = (production: string): string => `credentials/signs/${production}`;
const unsignedName = (cut: string): string => `credentials/unsigned/${cut}`;

async function signs(store: Store, production: string): Promise<boolean> {
  return (await getSetting<boolean>(store, signsName(production))) ?? true;
}

export async function chooseSigning(store: Store, production: string, on: boolean): Promise<void> {
  await setSetting(store, signsName(production), on);
}

/**
 * Signs the render of a cut, if its production signs. A render that cannot be signed is still a render: why it is not
 * is kept for `cutCredentials` and answered.
 *
 * @throws Fault `cancelled`
 */
export async function signRender(
  { store, home }: Place,
  cut: { readonly id: string; readonly production: string },
  render: { readonly edit: Edit; readonly path: string; readonly signal: AbortSignal },
): Promise<string | undefined> {
  let why: string | undefined;
  try {
    if (await signs(store, cut.production)) {
      const { signer } = await signingOf(store, home);
      await signFilm(render.path, { ...render, signer });
    } else why = OFF;
  } catch (thrown) {
    const fault = toFault(thrown);
    if (render.signal.aborted || fault.code === 'cancelled') throw fault;
    why = `The render is not signed: ${fault.message}`;
  }
  await setSetting(store, unsignedName(cut.id), why ?? null);
  return why;
}

/** Of a file that did not change since: a film is read whole to be checked, once for all who ask meanwhile. */
const known = new Map<string, Promise<Credentials>>();
const MOST_KNOWN = 200;

async function readOnce(path: string, trusted: string | undefined): Promise<Credentials> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new Fault('not-found', 'The file is gone.', { cause });
  });
  const key = JSON.stringify([path, facts.size, facts.mtimeMs, facts.ino, trusted]);
  const before = known.get(key);
  if (before) return before;
  const read = readCredentials(path, trusted === undefined ? {} : { trusted });
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? '');
  known.set(key, read);
  read.catch(() => known.delete(key));
  return read;
}

/** The credentials of any file of the home. */
export async function credentialsView({ store, home }: Place, path: string): Promise<CredentialsView> {
  const read = await readOnce(path, await trustedRoots(store));
  const serial = read.signer?.serial;
  const ours =
    serial !== undefined &&
    (await signingOf(store, home).then(
      ({ facts }) => facts.serial === serial,
      () => false,
    ));
  return { ...read, ours };
}

/** The credentials of a cut's render. Errors: `not-found` where it is not rendered as it stands; `unavailable`. */
export async function cutCredentials(place: Place, id: string): Promise<CredentialsView> {
  const { render, title } = await getCut(place.store, id);
  if (render === null) throw new Fault('not-found', 'This cut is not rendered as it stands.', { place: title });
  return renderCredentials(place, id, render);
}

/** The credentials of a paper edit's render. Errors: as `cutCredentials`. */
export async function paperCredentials(place: Place, id: string): Promise<CredentialsView> {
  const { render, title } = await getPaper(place.store, id);
  if (render === null) throw new Fault('not-found', 'This paper edit is not rendered as it stands.', { place: title });
  return renderCredentials(place, id, render);
}

/** Of a render of what has this id, with why it is not signed where it is not. */
async function renderCredentials(place: Place, id: string, render: string): Promise<CredentialsView> {
  const why = await getSetting<string | null>(place.store, unsignedName(id));
  const read = await credentialsView(place, storedPath(place.home, render));
  return read.state === 'none' && why ? { ...read, problems: [why, ...read.problems] } : read;
}

/** The credentials of a film as it came. Errors: `not-found`, `unavailable`, and as `filmPath`. */
export async function mediaCredentials(place: Place, id: string): Promise<CredentialsView> {
  return credentialsView(place, await filmPath(place.home, await getMedia(place.store, id)));
}

/** What the studio signs with, and whom it trusts. */
export async function signerView({ store, home }: Place): Promise<Omit<CredentialsSettings, 'signs'>> {
  const unavailable = await whyNoCredentials();
  const { certificate, trusted } = await signerSetting(store);
  const kind = certificate ? 'own' : 'local';
  const told = await signingOf(store, home).then(
    ({ facts: { name, until } }) => ({ name, until }),
    (thrown: unknown) => ({ problem: toFault(thrown).message }),
  );
  return {
    ...(unavailable === undefined ? {} : { unavailable }),
    signer: { kind, ...told, ...(certificate ? { certificate: certificate.chain } : {}) },
    ...(trusted === undefined ? {} : { trusted }),
  };
}

/** The same, and whether a production's renders are signed. */
export async function credentialsSettings(place: Place, production: string): Promise<CredentialsSettings> {
  return { ...(await signerView(place)), signs: await signs(place.store, production) };
}
