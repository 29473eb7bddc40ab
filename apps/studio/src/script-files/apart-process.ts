import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { toFault } from '@second-unit/evidence';
import { sealNetwork } from '../gate/index.ts';
import type { ApartAnswer, ApartAsk, ReadApart } from './apart-messages.ts';
import { readFileBytes } from './read.ts';
import { type WrittenFile, writeFileBytes } from './write.ts';

/** The process for one script file: it reads or writes it, answers, and ends. */

sealNetwork();

new Worker(new URL('./apart-guard.ts', import.meta.url), {
  workerData: JSON.parse(process.argv[2] ?? '{}') as object,
}).unref();

async function answer(ask: ApartAsk): Promise<ReadApart | WrittenFile> {
  if (ask.kind === 'read') {
    const { path, format, name, password } = ask;
    const read = await readFileBytes(await readFile(path), format, {
      name,
      ...(password === undefined ? {} : { password }),
      onProgress: ({ page, pages }) => say({ kind: 'progress', page, pages }),
    });
    const { text, pdf, warnings } = read;
    return { text, warnings, ...(pdf === undefined ? {} : { pdf }) };
  }
  const { text, format, paper, into } = ask;
  const carrier =
    into === undefined
      ? undefined
      : (await readFileBytes(await readFile(into.path), into.format, { name: into.name })).carrier;
  return writeFileBytes(text, format, {
    ...(paper === undefined ? {} : { paper }),
    ...(carrier === undefined ? {} : { into: carrier }),
  });
}

function say(message: ApartAnswer, then?: () => void): void {
  process.send?.(message, undefined, undefined, () => then?.());
}

process.once('message', (ask: ApartAsk) => {
  answer(ask)
    .then(
      (value): ApartAnswer => ({ kind: 'done', value }),
      (thrown): ApartAnswer => {
        const { code, message, place } = toFault(thrown);
        return { kind: 'failed', code, message, ...(place === undefined ? {} : { place }) };
      },
    )
    .then((said) => say(said, () => process.exit(0)));
});
