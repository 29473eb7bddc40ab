import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const MODELS = join(WEB, '../../packages/story/models');
const DEFAULT = join(WEB, 'dist-reading', 'read-through.html');

/** What a page that travels alone must say of what it carries; the licences themselves are in a block at its end. */
const LICENCES = `Second Unit, Apache-2.0. It carries pdf.js (Apache-2.0), React (MIT), the fonts Inter, Fraunces and
Courier Prime (SIL OFL 1.1), a valence-arousal-dominance model (model-vad) made from EmoBank and under CC BY-SA 4.0, an
emotion model made from GoEmotions, and nouns made from WordNet 3.1, copyright Princeton University.`;

/**
 * Builds the read-through as one HTML file: script, style, fonts, workers and models are in it, and its content
 * security policy lets nothing in or out. `vite-plugin-singlefile` does the half of this: it writes no policy with the
 * hashes of what it put in, and its peers end before our Vite.
 *
 * @returns the page.
 */
export async function readingPage(): Promise<string> {
  const { script, style } = await bundled();
  const [emotion, vad, lexicon] = await Promise.all(
    ['emotion.safetensors', 'vad.safetensors', 'breakdown-lexicon.json'].map((name) => readFile(join(MODELS, name))),
  );
  const licences = await Promise.all(
    ['LICENSE-vad.md', 'LICENSE-breakdown-lexicon.md'].map((name) => readFile(join(MODELS, name), 'utf8')),
  );
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)} blob:`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    'font-src data:',
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const block = (id: string, bytes: Buffer | undefined) =>
    `<script type="application/octet-stream" id="${id}">${bytes?.toString('base64') ?? ''}</script>`;
  return `<!doctype html>
<!-- ${LICENCES} -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta name="referrer" content="no-referrer">
<title>Read a screenplay</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="root"></div>
${block('model-emotion', emotion)}
${block('model-vad', vad)}
${block('model-lexicon', lexicon)}
<script type="text/plain" id="licences">${licences.join('\n\n').replace(/<(?=\/script|!--)/giu, '&lt;')}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

async function bundled(): Promise<{ script: string; style: string }> {
  const config: InlineConfig = {
    configFile: false,
    root: WEB,
    logLevel: 'warn',
    mode: 'production',
    plugins: [react()],
    // A browser never asks for the build that is for Node; without this it would be in the page all the same.
    resolve: {
      alias: [{ find: /^pdfjs-dist\/legacy\/build\//u, replacement: 'pdfjs-dist/build/' }],
    },
    // A module of an address that has no origin, as a file's, is refused to a worker.
    worker: { format: 'iife', rollupOptions: { output: { codeSplitting: false } } },
    build: {
      write: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      modulePreload: false,
      chunkSizeWarningLimit: Number.MAX_SAFE_INTEGER,
      rollupOptions: { input: join(WEB, 'src/reading/main.tsx'), output: { codeSplitting: false } },
    },
  };
  const made = await build(config);
  const output = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []));
  const chunks = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
  const styles = output.flatMap((file) =>
    file.fileName.endsWith('.css') && file.type === 'asset' ? [file.source] : [],
  );
  const others = output.filter((file) => file.type === 'asset' && !file.fileName.endsWith('.css'));
  const [script] = chunks;
  if (chunks.length !== 1 || script === undefined || others.length > 0) {
    throw new Error(`The page would not be one file: ${output.map(({ fileName }) => fileName).join(', ')}.`);
  }
  return {
    // What closes a script element inside a string would close it here too.
    script: script.replace(/<(?=\/script|!--)/giu, '\\x3c'),
    style: styles.map((source) => (typeof source === 'string' ? source : new TextDecoder().decode(source))).join('\n'),
  };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = resolve(process.argv[2] ?? DEFAULT);
  const page = await readingPage();
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, page);
  process.stdout.write(`${out}, ${(Buffer.byteLength(page) / 1e6).toFixed(1)} MB\n`);
}
