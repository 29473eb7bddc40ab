import { readFile } from 'node:fs/promises';
import { answerOnce, say } from '../apart/answer-once.ts';
import type { ApartAsk, ReadApart } from './apart-messages.ts';
import { correctionsIn } from './breakdown-tags.ts';
import { readFileBytes, type ScriptCarrier } from './read.ts';
import { type WrittenFile, writeFileBytes } from './write.ts';

type WriteAsk = Extract<ApartAsk, { kind: 'write' }>;

/** The process for one script file: it reads or writes it, answers, and ends. */

answerOnce(answer);

async function answer(ask: ApartAsk): Promise<ReadApart | WrittenFile> {
  if (ask.kind === 'read') {
    const { path, format, name, password } = ask;
    const read = await readFileBytes(await readFile(path), format, {
      name,
      ...(password === undefined ? {} : { password }),
      onProgress: ({ page, pages }) => say({ kind: 'progress', page, pages }),
    });
    const { text, pdf, warnings, carrier } = read;
    return {
      text,
      format: carrier?.format === 'fdx' ? 'fdx' : format,
      warnings,
      ...(pdf === undefined ? {} : { pdf }),
      ...(carrier?.format === 'fdx' ? { corrections: await correctionsIn(carrier.script) } : {}),
    };
  }
  const { text, format, paper, into, tags } = ask;
  const carrier = into === undefined ? undefined : await carrierIn(into);
  const written = await writeFileBytes(text, format, {
    ...(paper === undefined ? {} : { paper }),
    ...(tags === undefined ? {} : { tags }),
    ...(carrier === undefined ? {} : { into: carrier }),
  });
  if (into === undefined || carrier !== undefined) return written;
  const lost = `${into.name} is no longer where the studio kept it, so what only that file held is not in this one.`;
  return { ...written, notes: [...written.notes, lost] };
}

/** The original as its format holds it; undefined where the file is gone. */
async function carrierIn({ path, format, name }: NonNullable<WriteAsk['into']>): Promise<ScriptCarrier | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return bytes === undefined ? undefined : (await readFileBytes(bytes, format, { name })).carrier;
}
