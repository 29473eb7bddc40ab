import { type Block, elementsOf, type Screenplay, type ScreenplayElement } from '@second-unit/screenplay';
import { wordsIn } from './words.ts';

/** One cue's dialogue, up to the next cue or an element that is not dialogue. Notes do not end it. */
export interface Speech {
  /** The name, without extensions. */
  readonly name: string;
  /** As written on the cue, e.g. `V.O.`. */
  readonly extension?: string;
  /** Spoken and sung words, parentheticals apart. */
  readonly words: number;
  /** Index of the scene, or -1 before the first heading. */
  readonly scene: number;
  /** Cue included. */
  readonly from: number;
  readonly to: number;
}

/** What a block holds: offsets of the block, and `scene` the number of headings in it before the speech. */
interface BlockSpeeches {
  readonly speeches: readonly Speech[];
  readonly headings: number;
}

/** A line of one space is empty; one of two or more goes on with the speech. */
const EMPTY_LINE = /(?:\r\n|\n|\r(?!\n))[ \t]?(?:\r\n|\n|\r(?!\n))/u;

const known = new WeakMap<Block, BlockSpeeches>();

/**
 * All speeches in order. A cue under which nothing is said is no speech. An empty line ends a speech, so none
 * crosses a block (of which each is a few paragraphs), and after an edit only the blocks that it touched are read again.
 */
export function speechesOf(tree: Screenplay): Speech[] {
  const speeches: Speech[] = [];
  let start = 0;
  let scene = -1;
  for (const block of tree.blocks) {
    let inside = known.get(block);
    if (inside === undefined) {
      inside = speechesIn(block);
      known.set(block, inside);
    }
    for (const speech of inside.speeches) {
      speeches.push({
        ...speech,
        scene: scene + speech.scene,
        from: start + speech.from,
        to: start + speech.to,
      });
    }
    scene += inside.headings;
    start += block.text.length;
  }
  return speeches;
}

function speechesIn(block: Block): BlockSpeeches {
  const words = wordsIn(block);
  const speeches: Speech[] = [];
  let headings = 0;
  let end = 0;
  let open: { cue: ScreenplayElement; words: number; to: number; spoken: boolean } | undefined;
  const close = (): void => {
    if (open?.spoken) {
      const { cue, words, to } = open;
      const extension = cue.extension === undefined ? {} : { extension: cue.extension };
      speeches.push({ name: nameOf(cue), ...extension, words, scene: headings, from: cue.from, to });
    }
    open = undefined;
  };
  for (const [index, element] of elementsOf(block).entries()) {
    switch (element.type) {
      case 'character':
        close();
        open = { cue: element, words: 0, to: element.to, spoken: false };
        break;
      case 'dialogue':
      case 'lyrics':
        // Dialogue always follows its cue; a lyric after an empty line is nobody's.
        if (element.type === 'lyrics' && EMPTY_LINE.test(block.text.slice(end, element.from))) close();
        if (open === undefined) break;
        open.words += words[index] ?? 0;
        open.to = element.to;
        open.spoken = true;
        break;
      case 'parenthetical':
        if (open !== undefined) open.to = element.to;
        break;
      case 'note':
      case 'boneyard':
        break;
      default:
        close();
        if (element.type === 'sceneHeading') headings++;
    }
    end = Math.max(end, element.to);
  }
  close();
  return { speeches, headings };
}

function nameOf(cue: ScreenplayElement): string {
  return (cue.name ?? cue.text).replace(/\s+/gu, ' ').trim();
}
