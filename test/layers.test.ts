import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder of the importing file, what it imports, and what rule that breaks. */
const REFUSED = [
  ['packages/evidence/src', '@second-unit/screenplay', 'a ground package imports another'],
  ['packages/screenplay/src', '@second-unit/evidence', 'a ground package imports another'],
  ['packages/print/src', '@second-unit/screenplay', 'print knows nothing of what it prints'],
  ['packages/learning/src', '@second-unit/evidence', 'learning knows nothing of the house'],
  ['packages/timeline/src', '@second-unit/media', 'timeline knows nothing of media files'],
  ['packages/story/src', '@second-unit/footage', 'sideways on floor 1'],
  ['packages/footage/src', '@second-unit/editing', 'up'],
  ['packages/editing/src', '@second-unit/studio/contract', 'up'],
  ['apps/studio/src/server', '@second-unit/web', 'up'],
  ['packages/footage/src', 'node-av', 'FFmpeg outside media'],
  ['apps/studio/src/server', 'react', 'React outside the web'],
  ['apps/studio/src/server', 'kysely', 'SQL outside the database folder'],
  ['apps/web/src', 'better-sqlite3', 'SQL in the browser'],
  ['apps/studio/src/productions', 'node:https', 'a call past the gate'],
  ['apps/studio/src/actions', 'undici', 'a call past the gate'],
  ['apps/studio/src/database', 'node:net', 'a call past the gate'],
  ['apps/studio/src/jobs', 'http', 'a call past the gate'],
  ['apps/studio/src/gate', 'kysely', 'SQL outside the database folder'],
] as const;

const ALLOWED = [
  ['packages/screenplay/src', '@second-unit/print'],
  ['packages/media/src', '@second-unit/timeline'],
  ['packages/media/src', 'node-av'],
  ['packages/story/src', '@second-unit/screenplay'],
  ['packages/story/src', '@second-unit/learning'],
  ['packages/editing/src', '@second-unit/footage'],
  ['apps/studio/src/database', 'kysely'],
  ['apps/studio/src/gate', 'undici'],
  ['apps/studio/src/server', 'node:http'],
  ['apps/web/src', '@second-unit/studio/contract'],
] as const;

describe('the layer rules of ARCHITECTURE.md', () => {
  let house = '';
  let flagged = new Set<string>();
  const file = (folder: string, specifier: string) => `${folder}/${specifier.replace(/[^a-z]/g, '-')}.ts`;

  beforeAll(() => {
    // A house of nothing but imports, under the rules of the real one.
    house = mkdtempSync(join(tmpdir(), 'layers-'));
    cpSync(join(root, 'biome.json'), join(house, 'biome.json'));
    for (const [folder, specifier] of [...REFUSED, ...ALLOWED]) {
      const path = join(house, file(folder, specifier));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `import * as it from '${specifier}';\nconsole.log(it);\n`);
    }
    const { stdout } = spawnSync(
      join(root, 'node_modules/.bin/biome'),
      [
        'lint',
        '--vcs-enabled=false',
        '--only=style/noRestrictedImports',
        '--reporter=github',
        '--max-diagnostics=none',
        '.',
      ],
      { cwd: house, encoding: 'utf8' },
    );
    flagged = new Set(
      [...stdout.matchAll(/noRestrictedImports[^\n]*?file=([^,\n]+)/g)].map((match) =>
        (match[1] ?? '').replace(/^.*?((?:packages|apps)\/)/, '$1'),
      ),
    );
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it.each(REFUSED)('refuse in %s an import of %s (%s)', (folder, specifier) => {
    expect([...flagged]).toContain(file(folder, specifier));
  });

  it.each(ALLOWED)('allow in %s an import of %s', (folder, specifier) => {
    expect([...flagged]).not.toContain(file(folder, specifier));
  });
});

describe('packages that a browser can load', () => {
  it.each(['evidence', 'screenplay', 'timeline', 'learning', 'story'])(
    '%s bundles with nothing of Node in it',
    async (name) => {
      const nodeParts: string[] = [];
      const result = await build({
        root,
        logLevel: 'silent',
        configFile: false,
        plugins: [
          {
            name: 'no-node',
            enforce: 'pre',
            resolveId(id) {
              if (id.startsWith('node:')) nodeParts.push(id);
              return null;
            },
          },
        ],
        build: { write: false, lib: { entry: `packages/${name}/src/index.ts`, formats: ['es'] } },
      });
      expect(nodeParts).toEqual([]);
      const code = Array.isArray(result) ? (result[0]?.output[0].code ?? '') : '';
      expect(code.length).toBeGreaterThan(100);
      // A person types in a page that has it: what the parser weighs is part of its contract.
      if (name === 'screenplay') expect(gzipSync(code).length).toBeLessThanOrEqual(15 * 1024);
    },
  );
});
