import { SPEECHES } from '../pdf-out/kinds.ts';
import type { MarkedText, StructureBlock } from './run.ts';

/** As pdf.js gives it: `role` after one step of the role map, `alt` for replacement text too. */
interface StructureNode {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

/**
 * Paragraphs of a page's structure tree, in its order. `spaces`: how many each marked content ends with, by its number.
 */
export function blocksOf(root: unknown, spaces: ReadonlyMap<number, number>): StructureBlock[] {
  const blocks: StructureBlock[] = [];
  const visit = (node: StructureNode, side: 'left' | 'right' | undefined): void => {
    const { kind, role } = nameOf(node);
    const children = node.children ?? [];
    if (role === 'P' || /^H\d?$/.test(role)) {
      const parts = children.filter((child) => child.role !== 'Lbl');
      blocks.push({
        role,
        ...(kind === undefined ? {} : { kind }),
        contents: contents(parts, undefined, spaces),
        label: contents(
          children.filter((child) => child.role === 'Lbl'),
          undefined,
          spaces,
        ).map(({ mark }) => mark),
        ...(side === undefined ? {} : { side }),
        continued: nameOf(parts[0]).kind === 'Continuation',
      });
      return;
    }
    const within = kind === SPEECHES.left ? 'left' : kind === SPEECHES.right ? 'right' : side;
    for (const child of children) visit(child, within);
  };
  if (root !== null && typeof root === 'object') visit(root as StructureNode, undefined);
  return blocks;
}

/** Our writer maps its own names to standard ones in two steps; the one between them tells both, e.g. `Dialogue.P`. */
function nameOf(node: StructureNode | undefined): { kind?: string; role: string } {
  const [, name, role] = /^(.+)\.(\w+)$/.exec(node?.role ?? '') ?? [];
  if (name === undefined || role === undefined) return { role: node?.role ?? '' };
  // Names are bytes of UTF-8.
  return { kind: new TextDecoder().decode(Uint8Array.from(name, (letter) => letter.charCodeAt(0))), role };
}

function contents(
  nodes: readonly StructureNode[],
  actual: string | undefined,
  spaces: ReadonlyMap<number, number>,
): MarkedText[] {
  return nodes.flatMap((node): MarkedText[] => {
    if (node.type !== 'content' || node.id === undefined)
      return contents(node.children ?? [], node.alt ?? actual, spaces);
    const number = Number(/mc(\d+)$/.exec(node.id)?.[1]);
    const end = actual === undefined ? spaces.get(number) : /\s*$/.exec(actual)?.[0].length;
    return [{ mark: node.id, spaces: end ?? 0, ...(actual === undefined ? {} : { actual }) }];
  });
}
