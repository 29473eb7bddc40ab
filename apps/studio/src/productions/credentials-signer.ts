import { X509Certificate } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Fault, toFault } from '@second-unit/evidence';
import { checkSigner, makeLocalSigner, type Signer, type SignerFacts } from '@second-unit/media/credentials';
import { newId, type Store } from '../database/index.ts';
import { getSetting, setSetting } from '../database/settings.ts';
import { type Home, placeFile, syncFolder } from '../home/index.ts';

/** What the owner chose; only paths are kept, never a key. */
export interface SignerSetting {
  /** Paths of PEM files. */
  readonly certificate?: { readonly chain: string; readonly key: string };
  /** Path of a PEM file of roots. */
  readonly trusted?: string;
}

const SETTING = 'credentials';
const MOST_BYTES = 1024 * 1024;
/** Days before its end in which a local certificate is made anew. */
const RENEW_DAYS = 30;

export async function signerSetting(store: Store): Promise<SignerSetting> {
  return (await getSetting<SignerSetting>(store, SETTING)) ?? {};
}

async function pemAt(path: string): Promise<string> {
  if (!isAbsolute(path)) throw new Fault('input', 'Give the whole path of the file, from the root.', { place: path });
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new Fault('not-found', 'There is no file at this path that can be read.', { place: path, cause });
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new Fault('input', 'This is not a file.', { place: path });
    if (facts.size > MOST_BYTES)
      throw new Fault('too-large', 'This file is too large for certificates.', { place: path });
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

async function ownSigner({ chain, key }: { readonly chain: string; readonly key: string }): Promise<Signer> {
  return { certificates: await pemAt(chain), key: await pemAt(key) };
}

/** Keeps where the owner's certificate lies, once it was seen that it may sign. Errors: `input`, `not-found`. */
export async function chooseCertificate(store: Store, certificate: SignerSetting['certificate'] | null): Promise<void> {
  if (certificate) {
    const signer = await ownSigner(certificate);
    try {
      checkSigner(signer);
    } catch (thrown) {
      const { code, message } = toFault(thrown);
      throw new Fault(code, message, { place: certificate.chain, cause: thrown });
    }
  }
  const { certificate: _before, ...rest } = await signerSetting(store);
  await setSetting(store, SETTING, certificate ? { ...rest, certificate } : rest);
}

/** Keeps where the roots lie whose signers are trusted. Errors: `input`, `not-found`. */
export async function chooseTrusted(store: Store, roots: string | null): Promise<void> {
  if (roots !== null) certificatesIn(await pemAt(roots), roots);
  const { trusted: _before, ...rest } = await signerSetting(store);
  await setSetting(store, SETTING, roots === null ? rest : { ...rest, trusted: roots });
}

function certificatesIn(pem: string, place: string): void {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch (cause) {
    throw new Fault('input', 'A certificate in this file cannot be read.', { place, cause });
  }
  if (blocks.length === 0) {
    throw new Fault('input', 'There is no certificate in this file: it must be PEM text (BEGIN CERTIFICATE).', {
      place,
    });
  }
}

/** PEM of the roots that the owner trusts. A file that is gone by now trusts nobody. */
export async function trustedRoots(store: Store): Promise<string | undefined> {
  const { trusted } = await signerSetting(store);
  return trusted === undefined ? undefined : pemAt(trusted).catch(() => undefined);
}

export type Signing = { readonly kind: 'local' | 'own'; readonly signer: Signer; readonly facts: SignerFacts };

/**
 * What renders are signed with: the owner's certificate, or one that the studio makes at first use and keeps in the
 * home for its owner only. It is in no backup (those hold what the database names): a home that is restored makes
 * another, and what was signed before stays as it is. Errors: `input` where the owner's may not sign any more.
 */
export async function signingOf(store: Store, home: Home): Promise<Signing> {
  const { certificate } = await signerSetting(store);
  if (certificate) {
    const signer = await ownSigner(certificate);
    return { kind: 'own', signer, facts: checkSigner(signer) };
  }
  const path = join(home.signing, 'local-signer.pem');
  const soon = new Date(Date.now() + RENEW_DAYS * 24 * 3600 * 1000);
  const kept = await readLocal(path, soon);
  if (kept) return kept;
  return makeLocal(home.signing, path, soon);
}

/** Makes a signer and keeps it, unless another process did so first: then it is that one's. */
async function makeLocal(folder: string, path: string, until: Date): Promise<Signing> {
  const signer = await makeLocalSigner();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `${newId()}.part`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(signer.certificates + signer.key);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(temporary, 0o600);
  try {
    while (!(await linked(temporary, path))) {
      const winner = await readLocal(path, until);
      if (winner) return winner;
      await putAside(path, join(folder, `${newId()}.part`), until);
    }
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(folder);
  return { kind: 'local', signer, facts: checkSigner(signer) };
}

/** Gives a finished file its name, all of it at once; false where there is one of that name. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without links: the last one stands.
    await placeFile(from, to);
    return true;
  }
}

/** Takes a signer that cannot sign until `until` out of the way; one that can, made in between, is put back. */
async function putAside(path: string, aside: string, until: Date): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (await readLocal(aside, until)) await linked(aside, path);
  await rm(aside, { force: true });
}

/** The one that was made before, unless it cannot sign until `until`. */
async function readLocal(path: string, until: Date): Promise<Signing | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Fault('unavailable', 'The local signer cannot be read.', { place: path, cause: error });
  });
  if (text === undefined) return undefined;
  const begins = text.indexOf('-----BEGIN PRIVATE KEY-----');
  const signer = { certificates: text.slice(0, Math.max(0, begins)), key: text.slice(Math.max(0, begins)) };
  try {
    return { kind: 'local', signer, facts: checkSigner(signer, until) };
  } catch {
    return undefined;
  }
}
