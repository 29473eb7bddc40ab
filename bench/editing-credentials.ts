import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeLocalSigner, readCredentials, signCredentials, whyNoCredentials } from '@second-unit/media/credentials';
import { type Bench, median } from './row.ts';

const clips = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data', 'clips');
const FILM = 'maria_bbb_720p.mp4';
const RUNS = 5;

/** Signing and checking a film, each with the start of its process, which ends with it. */
const bench: Bench = async function* credentials(name) {
  if (name !== undefined && name !== 'credentials') return;
  const id = 'editing.credentials_ms';
  const film = join(clips, FILM);
  const why = existsSync(film) ? await whyNoCredentials() : `${film} is not there`;
  if (why !== undefined) {
    yield { id, skipped: why };
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'second-unit-bench-'));
  try {
    const path = join(folder, 'film.mp4');
    const signer = await makeLocalSigner();
    const times = { sign: [] as number[], read: [] as number[] };
    for (let run = 0; run < RUNS; run++) {
      await copyFile(film, path);
      const start = performance.now();
      await signCredentials(path, {
        signer,
        version: '0',
        source: 'composite',
        ingredients: [{ path: film, hasCredentials: false }],
      });
      const signed = performance.now();
      const { state } = await readCredentials(path);
      if (state !== 'untrusted-signer') throw new Error(`The film that was signed is read as ${state}.`);
      times.sign.push(signed - start);
      times.read.push(performance.now() - signed);
    }
    const [before, after] = [await stat(film), await stat(path)];
    const data = `${FILM}, ${(before.size / 1e6).toFixed(1)} MB; wall clock with the start of a process, median of ${RUNS}`;
    yield { id, value: median(times.sign), unit: 'ms', data: `signed: ${data}` };
    yield { id: 'editing.credentials_read_ms', value: median(times.read), unit: 'ms', data: `checked: ${data}` };
    yield { id: 'editing.credentials_bytes', value: after.size - before.size, unit: 'bytes', data: `added to ${FILM}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export default bench;
