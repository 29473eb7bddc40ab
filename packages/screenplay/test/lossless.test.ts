import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Node, parse, print, type Screenplay, toDocument } from '../src/index.ts';
import { soup } from './soup.ts';

/** Throws where blocks do not cover the text, or where a node's children leave it, overlap or are out of order. */
function checkRanges(tree: Screenplay): void {
  let length = 0;
  for (const block of tree.blocks) {
    if (block.text.length === 0) throw new Error('empty block');
    let at = 0;
    for (const child of block.children) {
      if (child.from < at || child.to > block.text.length) throw new Error(`${child.type} leaves its place`);
      // What no element holds is white space: nothing that is written is lost between them.
      if (block.text.slice(at, child.from).trim() !== '') throw new Error(`text before ${child.type}`);
      at = child.to;
      checkInside(child);
    }
    if (block.text.slice(at).trim() !== '') throw new Error('text after the last element');
    length += block.text.length;
  }
  if (length !== tree.length) throw new Error(`tree says ${tree.length}, blocks hold ${length}`);
}

function checkInside(parent: Node): void {
  let at = parent.from;
  if (parent.to <= parent.from && parent.type !== 'key') throw new Error(`empty ${parent.type}`);
  for (const child of parent.children) {
    if (child.from < at || child.to > parent.to) throw new Error(`${child.type} leaves its ${parent.type}`);
    at = child.to;
    checkInside(child);
  }
}

describe('every text', () => {
  it('comes back unit by unit, and every unit is in a node', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const tree = parse(text);
        checkRanges(tree);
        expect(print(tree)).toBe(text);
      }),
      { numRuns: 10_000 },
    );
  });

  it('comes back when it is no Fountain at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const tree = parse(text);
        checkRanges(tree);
        expect(print(tree)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has elements in order, inside the text, with inline ones inside their parents', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { elements } = toDocument(parse(text));
        let from = 0;
        for (const element of elements) {
          expect(element.from).toBeGreaterThanOrEqual(from);
          expect(element.to).toBeGreaterThan(element.from);
          expect(element.to).toBeLessThanOrEqual(text.length);
          from = element.from;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
