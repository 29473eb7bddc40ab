import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Row } from './row.ts';

/** The main entry of `screenplay`, whole and minified, as a browser gets it. */
export default async function* bench(): AsyncGenerator<Row> {
  const built = await build({
    root: resolve(import.meta.dirname, '..'),
    logLevel: 'silent',
    configFile: false,
    build: { write: false, minify: true, lib: { entry: 'packages/screenplay/src/index.ts', formats: ['es'] } },
  });
  if (!Array.isArray(built)) throw new Error('the build watched instead of building');
  const code = built.flatMap(({ output }) => output).map((part) => ('code' in part ? part.code : ''));
  yield {
    id: 'screenplay.bundle_kb',
    value: gzipSync(code.join('')).length / 1024,
    unit: 'KB, gzipped',
    data: 'all of the main entry (Fountain, JSON, outline, highlighting), minified',
  };
}
