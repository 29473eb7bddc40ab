import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsOf, scriptOf, type TagFile, tagFiles } from '../bench/tags/check.ts';
import { breakdownCounts, noteCounts } from '../bench/tags/counts.ts';

describe('the tags made by hand', () => {
  for (const { name, content } of tagFiles()) {
    const text = scriptOf(content);
    if (text === undefined) console.warn(`skipped: no ${content.file} for ${name} (set SECOND_UNIT_DATA)`);
    it.skipIf(text === undefined)(`${name}: every offset holds its words, every tag its scene`, () => {
      expect(problemsOf(content, text as string)).toEqual([]);
    });
  }

  it('are counted in their README as they are', () => {
    const readme = readFileSync(join(import.meta.dirname, '../bench/tags/README.md'), 'utf8');
    expect(readme).toContain(breakdownCounts());
    expect(readme).toContain(noteCounts());
  });

  it('are found to be wrong where they are', () => {
    const text = 'INT. A - DAY\n\nA hat.\n\nINT. B - DAY\n\nA hat.\n';
    const hat = { scene: 0, category: 'wardrobe', words: 'hat', from: 16, to: 19, name: 'hat' } as const;
    const file: TagFile = {
      format: 'second-unit/breakdown-tags@1',
      script: 'a',
      title: 'A',
      file: 'a.fountain',
      split: 'dev',
      length: text.length,
      scenes: [0, 1],
      tags: [hat],
    };
    expect(problemsOf(file, text)).toEqual([]);
    expect(problemsOf({ ...file, tags: [{ ...hat, from: 15 }] }, text)).toHaveLength(1);
    expect(problemsOf({ ...file, tags: [{ ...hat, scene: 1 }] }, text)).toEqual(['16 is not in scene 1']);
    expect(problemsOf({ ...file, tags: [hat, hat] }, text)).toEqual(['0 wardrobe hat is tagged twice']);
    expect(problemsOf(file, `${text}\n`)).toHaveLength(1);
  });
});
