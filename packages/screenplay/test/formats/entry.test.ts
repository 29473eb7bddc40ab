import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');

/** All that an entry imports, files of the package and names of other packages. */
function reach(entry: string): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const open = [resolve(source, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/\bfrom '([^']+)'/g)) {
      if (name.startsWith('.')) open.push(resolve(dirname(file), name));
      else packages.add(name);
    }
  }
  return { files: [...files].map((file) => relative(source, file)).sort(), packages: [...packages].sort() };
}

it('the main entry holds nothing of the file formats', () => {
  const { files, packages } = reach('index.ts');
  expect(packages).toEqual([]);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => file.startsWith('formats/'))).toEqual([]);
});

it('the formats need an XML parser, one for the HTML of Celtx, and a zip library, and nothing of Node', () => {
  expect(reach('formats/index.ts').packages).toEqual(['fflate', 'htmlparser2', 'saxes']);
});
