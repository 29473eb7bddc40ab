import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Node, parse, type Screenplay, toDocument } from '../src/index.ts';
import type { InlineNode } from './conformance/case.ts';
import { fileText, kit } from './conformance/kit.ts';

const SHOWN: ReadonlySet<string> = new Set(['bold', 'italic', 'underline', 'escape']);

function inlineOf(tree: Screenplay): InlineNode[] {
  const found: InlineNode[] = [];
  let start = 0;
  const walk = (node: Node): void => {
    if (SHOWN.has(node.type)) {
      found.push({ type: node.type as InlineNode['type'], from: start + node.from, to: start + node.to });
    }
    for (const child of node.children) walk(child);
  };
  for (const block of tree.blocks) {
    for (const child of block.children) walk(child);
    start += block.text.length;
  }
  return found;
}

describe.each(Object.entries(kit))('%s', (file, cases) => {
  it.each(cases.map((item) => [item.name, item] as const))('%s', (_name, { input, expected }) => {
    const tree = parse(input);
    const { titlePage, elements } = toDocument(tree);
    expect({ titlePage, elements, inline: inlineOf(tree) }).toEqual(expected);
  });

  it('is what the published file says', () => {
    const published = readFileSync(new URL(`../conformance/${file}.json`, import.meta.url), 'utf8');
    expect(published).toBe(fileText(cases));
  });
});

describe('the kit', () => {
  it('has at least 150 cases, each named once', () => {
    const all = Object.entries(kit).flatMap(([file, cases]) => cases.map((item) => `${file}: ${item.name}`));
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all).size).toBe(all.length);
  });
});
