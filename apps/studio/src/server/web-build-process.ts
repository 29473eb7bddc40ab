import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

// Vite belongs to the web app, not to the studio: it is found from there.
interface Bundler {
  build(options: {
    root: string;
    logLevel: 'silent';
    mode: 'production';
    build: { outDir: string; emptyOutDir: boolean };
  }): Promise<unknown>;
}

const [root, outDir] = process.argv.slice(2);
if (!root || !outDir) throw new Error('web-build-process needs the web folder and the folder to build into');
// The build goes when the studio that asked for it goes.
process.on('disconnect', () => process.exit(1));
const vite = createRequire(join(root, 'package.json')).resolve('vite');
const { build }: Bundler = await import(pathToFileURL(vite).href);
try {
  await build({ root, logLevel: 'silent', mode: 'production', build: { outDir, emptyOutDir: true } });
  process.exit(0);
} catch (thrown) {
  const said = stripVTControlCharacters(thrown instanceof Error ? thrown.message : String(thrown));
  const [first = '', ...rest] = said.split('\n').filter((line) => line.trim() !== '');
  process.stderr.write([first, rest[0] ?? ''].join(' '));
  process.exit(1);
}
