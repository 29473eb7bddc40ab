import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeLocalSigner } from '@second-unit/media/credentials';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signingOf } from '../../src/productions/credentials-signer.ts';
import { type TestHome, testHome } from '../support/postgres.ts';

let all: TestHome;
beforeAll(async () => {
  all = await testHome('sqlite');
});
afterAll(() => all.close());

const sign = () => signingOf(all.database.store, all.home);
const path = () => join(all.home.signing, 'local-signer.pem');

/** Several ask at once; all are given the one that is kept. */
async function expectOne(): Promise<string> {
  const several = await Promise.all([sign(), sign(), sign()]);
  const kept = await readFile(path(), 'utf8');
  for (const { signer } of several) expect(signer.certificates + signer.key).toBe(kept);
  expect(await readdir(all.home.signing)).toEqual(['local-signer.pem']);
  expect((await stat(path())).mode & 0o777).toBe(0o600);
  return kept;
}

test('the local signer is made once, whoever asks at the same time, and again when it has run out', async () => {
  const first = await expectOne();
  expect(await expectOne()).toBe(first);
  const old = await makeLocalSigner(new Date(Date.now() - 11 * 365 * 24 * 3600 * 1000));
  await mkdir(all.home.signing, { recursive: true });
  await writeFile(path(), old.certificates + old.key);
  await chmod(path(), 0o600);
  const second = await expectOne();
  expect(second).not.toBe(first);
  expect(second).not.toContain(old.key);
});
