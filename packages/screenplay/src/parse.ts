import { BlockParser } from './block.ts';
import type { Block, Screenplay } from './node.ts';
import { source } from './source.ts';

/**
 * Parses Fountain 1.1. Any text is a screenplay: it never throws, takes time in proportion to the length, and
 * `print` gives the text back unit by unit.
 */
export function parse(text: string): Screenplay {
  return parseBlocks(text);
}

/** As `parse`, with a paragraph to each block. */
export function parseParagraphs(text: string): Screenplay {
  return parseBlocks(text, 1);
}

function parseBlocks(text: string, mostParagraphs?: number): Screenplay {
  const parser = new BlockParser(source(text), mostParagraphs);
  const blocks: Block[] = [];
  let at = 0;
  while (at < text.length) {
    const block = parser.block(at, at === 0);
    blocks.push(block);
    at += block.length;
  }
  return { type: 'screenplay', length: text.length, blocks };
}

/** The text of the tree, exactly as it was parsed. */
export function print(tree: Screenplay): string {
  let text = '';
  for (const block of tree.blocks) text += block.text;
  return text;
}
