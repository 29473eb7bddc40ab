import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Fault, toFault } from '@second-unit/evidence';
import { checkSigner, makeLocalSigner, type Signer, type SignerFacts } from '@second-unit/media/credentials';
import { newId, type Store } from '../database/index.ts';
import { getSetting, setSetting } from '../database/settings.ts';
import { type Home, placeFile } from '../home/index.ts';

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
  const signer = await makeLocalSigner();
  await mkdir(home.signing, { recursive: true, mode: 0o700 });
  const temporary = join(home.signing, `${newId()}.part`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(signer.certificates + signer.key);
  } finally {
    await file.close();
  }
  await chmod(temporary, 0o600);
  await placeFile(temporary, path);
  return { kind: 'local', signer, facts: checkSigner(signer) };
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
