import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, edit, type Node, outline, parse, print, type Screenplay } from '../src/index.ts';
import { plain } from './plain.ts';
import { change, soup } from './soup.ts';

function apply(tree: Screenplay, at: number, remove: number, insert: string): { tree: Screenplay; text: string } {
  const text = print(tree);
  const from = Math.floor(at * text.length);
  const to = Math.min(text.length, from + remove);
  return { tree: edit(tree, { from, to, insert }), text: text.slice(0, from) + insert + text.slice(to) };
}

describe('edit', () => {
  it('equals a fresh parse, after any changes', () => {
    fc.assert(
      fc.property(soup, soup, soup, fc.array(change, { minLength: 1, maxLength: 6 }), (a, b, c, changes) => {
        let tree = parse(`${a}\n\n${b}\n\n${c}`);
        for (const { at, remove, insert } of changes) {
          const edited = apply(tree, at, remove, insert);
          expect(plain(edited.tree)).toEqual(plain(parse(edited.text)));
          tree = edited.tree;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('moves offsets outside the text to its ends', () => {
    const tree = parse('MARA\nHi.');
    expect(print(edit(tree, { from: -5, to: -1, insert: 'A' }))).toBe('AMARA\nHi.');
    expect(print(edit(tree, { from: 90, to: 99, insert: '!' }))).toBe('MARA\nHi.!');
    expect(print(edit(parse(''), { from: 0, to: 0, insert: 'x' }))).toBe('x');
    expect(plain(edit(tree, { from: 0, to: 8, insert: '' }))).toEqual(plain(parse('')));
  });

  it('reuses all but the block of a keystroke, or two, inline nodes included', () => {
    const script = Array.from(
      { length: 1200 },
      (_, scene) =>
        `INT. ROOM ${scene} - DAY #${scene}#\n\n*She* waits [[why?]].\n\nMARA (V.O.)\nLine **${scene}**.\n\n`,
    ).join('');
    const tree = parse(script);
    const at = script.indexOf('Line **300**') + 2;
    const edited = edit(tree, { from: at, to: at, insert: 'x' });
    const before = new Set<Block | Node>(nodesOf(tree));
    const after = nodesOf(edited);
    const reused = after.filter((node) => before.has(node)).length;
    expect(reused / after.length).toBeGreaterThan(0.995);
    expect(after.length - reused).toBeLessThan(60);
    expect(outline(edited)).toEqual(outline(parse(print(edited))));
  });

  it('reads a boneyard that opens, closes and opens again', () => {
    const script = `${'MARA\nHello.\n\n'.repeat(50)}She leaves. */\n\n${'MARA\nBye.\n\n'.repeat(50)}`;
    let tree = parse(script);
    for (const insert of ['/', '*']) {
      const at = 12 * 20 + (insert === '/' ? 0 : 1);
      tree = edit(tree, { from: at, to: at, insert });
      expect(plain(tree)).toEqual(plain(parse(print(tree))));
    }
    const end = print(tree).indexOf('*/');
    tree = edit(tree, { from: end, to: end + 1, insert: '' });
    expect(plain(tree)).toEqual(plain(parse(print(tree))));
    tree = edit(tree, { from: end, to: end, insert: '*' });
    expect(plain(tree)).toEqual(plain(parse(print(tree))));
  });

  it('reads a note again that ends, blocks below, after an escaped opening of a boneyard', () => {
    const paragraph = `${'word '.repeat(10)}!\n\n`;
    const script = `[[ a \\/* b\n\n${paragraph.repeat(30)}*/ x`;
    const tree = parse(script);
    expect(tree.blocks.length).toBeGreaterThan(2);
    const edited = edit(tree, { from: script.length, to: script.length, insert: ']]' });
    expect(plain(edited)).toEqual(plain(parse(`${script}]]`)));
    expect(parse('[[a \\/* b ]] c */').blocks[0]?.children[0]?.children).toEqual([
      { type: 'note', from: 0, to: 12, children: [] },
    ]);
  });
});

function nodesOf(tree: Screenplay): (Block | Node)[] {
  const nodes: (Block | Node)[] = [];
  const walk = (node: Block | Node): void => {
    nodes.push(node);
    for (const child of node.children) walk(child);
  };
  for (const block of tree.blocks) walk(block);
  return nodes;
}
