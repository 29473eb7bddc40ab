import { depthOf, sceneNumberOf } from './document.ts';
import type { OutlineEntry, OutlineScene, OutlineSection, OutlineSynopsis } from './elements.ts';
import type { Block, Node, Screenplay } from './node.ts';
import { textOf } from './text.ts';

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Entry = Omit<OutlineScene, 'index'> | OutlineSection | OutlineSynopsis;

/** What a block adds to the outline, with offsets of the block: worked out once a block. */
const known = new WeakMap<Block, readonly Entry[]>();

/** Scenes, sections and synopses in order. A scene's range runs from its heading to the next one, or the end. */
export function outline(tree: Screenplay): OutlineEntry[] {
  const result: OutlineEntry[] = [];
  let scene: Mutable<OutlineScene> | undefined;
  let index = 0;
  let start = 0;
  for (const block of tree.blocks) {
    if (block.outlined) {
      for (const entry of entriesOf(block)) {
        const from = start + entry.from;
        if (entry.kind === 'scene') {
          if (scene !== undefined) scene.to = from;
          scene = { ...entry, index: index++, from, to: tree.length };
          result.push(scene);
        } else {
          result.push({ ...entry, from, to: start + entry.to });
        }
      }
    }
    start += block.length;
  }
  return result;
}

function entriesOf(block: Block): readonly Entry[] {
  let entries = known.get(block);
  if (entries === undefined) {
    entries = block.children.flatMap((child) => entryOf(block.text, child));
    known.set(block, entries);
  }
  return entries;
}

function entryOf(text: string, element: Node): Entry[] {
  const { from, to } = element;
  if (element.type === 'sceneHeading') {
    const number = sceneNumberOf(text, element);
    const heading = textOf(text, element);
    return [{ kind: 'scene', heading, ...(number === undefined ? {} : { number }), from, to }];
  }
  if (element.type === 'section') {
    const mark = element.children.find((child) => child.type === 'mark') as Node;
    return [{ kind: 'section', depth: depthOf(text, mark), text: textOf(text, element), from, to }];
  }
  return element.type === 'synopsis' ? [{ kind: 'synopsis', text: textOf(text, element), from, to }] : [];
}
