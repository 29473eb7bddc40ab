import type { Tagged } from '@second-unit/print';
import type { ScreenplayDocument } from '../elements.ts';
import type { Layout } from '../pages/layout-types.ts';
import { ENTRY, KINDS, SPEECHES } from './kinds.ts';

/** The structure tree of a script, and where in it each of its texts goes. */
export interface Structure {
  readonly root: Tagged;
  /** By index in `titlePage`. */
  readonly entries: readonly Tagged[];
  /** By index in `elements`. */
  readonly elements: ReadonlyMap<number, Tagged>;
  /** Of the scene numbers, by index of the heading. */
  readonly numbers: ReadonlyMap<number, Tagged>;
}

/** Programs look through all children of an element for each page: more scenes than a film has are put into parts. */
const MANY = 500;
const PART = 100;

/** A branch while the tree grows. */
interface Branch extends Tagged {
  readonly children: Tagged[];
}

function branch(tag: Tagged['tag'], into?: Branch, kind?: string): Branch {
  const made: Branch = { tag, children: [], ...(kind === undefined ? {} : { kind }) };
  into?.children.push(made);
  return made;
}

/**
 * Title page and scenes are sections; a scene's heading is `H2` (`H1` where no title is above it) with its number as
 * `Lbl`; a speech is a `BlockQuote` of cue, parentheticals and dialogue; the rest are paragraphs. What each is in the
 * words of the trade is its kind.
 */
export function structureOf(document: ScreenplayDocument, laid: Layout): Structure {
  const root = branch('Document');
  const printed = new Set(laid.pages.flatMap((page) => page.lines.map((line) => line.element)));
  const onTitlePage = new Set(laid.titlePages.flat().map((line) => line.entry));
  const title = onTitlePage.size === 0 ? undefined : branch('Sect', root);
  const entries = document.titlePage.map(({ key }, index) => {
    const tag = key.trim().toLowerCase() === 'title' ? 'H1' : 'P';
    return branch(tag, onTitlePage.has(index) ? title : undefined, `${ENTRY}${key.trim()}`);
  });
  // Headings may not skip a level.
  const level = title?.children.some(({ tag }) => tag === 'H1') ? 'H2' : 'H1';
  const elements = new Map<number, Tagged>();
  const numbers = new Map<number, Tagged>();
  const isLong = document.elements.filter(({ type }) => type === 'sceneHeading').length > MANY;
  let part = root;
  const newScene = (): Branch => {
    if (isLong && (part === root || part.children.length >= PART)) part = branch('Part', root);
    return branch('Sect', part);
  };
  let scene = printed.size === 0 ? root : newScene();
  let speech: Branch | undefined;
  let dual: Branch | undefined;
  for (const [index, { type, dual: side, number }] of document.elements.entries()) {
    if (!printed.has(index)) continue;
    switch (type) {
      case 'sceneHeading': {
        if (scene.children.length > 0) scene = newScene();
        const heading = branch(level, scene, KINDS[type]);
        if (number !== undefined) numbers.set(index, branch('Lbl', heading));
        elements.set(index, heading);
        speech = undefined;
        dual = undefined;
        break;
      }
      case 'character':
        if (side !== 'right' || dual === undefined) dual = side === 'left' ? branch('Div', scene) : undefined;
        speech = branch('BlockQuote', dual ?? scene, SPEECHES[dual === undefined ? 'alone' : (side ?? 'alone')]);
        elements.set(index, branch('P', speech, KINDS[type]));
        break;
      case 'dialogue':
      case 'parenthetical':
        speech ??= branch('BlockQuote', scene, SPEECHES.alone);
        elements.set(index, branch('P', speech, KINDS[type]));
        break;
      case 'lyrics':
        elements.set(index, branch('P', speech ?? scene, KINDS[type]));
        break;
      default:
        speech = undefined;
        dual = undefined;
        elements.set(index, branch('P', scene, type in KINDS ? KINDS[type as keyof typeof KINDS] : undefined));
    }
  }
  return { root, entries, elements, numbers };
}
