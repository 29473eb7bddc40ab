import type { ScreenplayDocument, ScreenplayElement } from './elements.ts';

/**
 * Pages without making a PDF, by the industry's layout: twelve-point Courier, ten characters to the inch and six
 * lines to the inch, so that a line of action has 61 characters, one of dialogue 35, and a page 54 lines.
 */

const LINES_PER_PAGE = 54;
const WIDTHS: Partial<Record<ScreenplayElement['type'], number>> = {
  dialogue: 35,
  parenthetical: 26,
  lyrics: 35,
  character: 38,
  transition: 61,
};
const ACTION_WIDTH = 61;

export interface ScenePages {
  /** Of the heading; matches the element's `from`. */
  readonly from: number;
  /** Page on which the scene starts, counted from 1; the title page does not count. */
  readonly page: number;
  /** Length in eighths of a page, at least 1. */
  readonly eighths: number;
}

export interface PageEstimate {
  /** 0 for a script of which nothing prints. */
  readonly pages: number;
  readonly scenes: readonly ScenePages[];
}

/** A run of elements that a page break may not part: a cue with its first lines, a heading with what follows. */
interface Group {
  lines: number;
  /** Lines from which the group may break, the rest going to the next page; all of them where it may not. */
  keep: number;
}

/** Estimates pages and scene lengths. Exact layout is the PDF's; this one is within a page or two of it. */
export function pages(document: ScreenplayDocument): PageEstimate {
  const scenes: { from: number; page: number; lines: number }[] = [];
  let page = 0;
  let used = LINES_PER_PAGE;

  const put = (group: Group): void => {
    const above = used === LINES_PER_PAGE || used === 0 ? 0 : 1;
    if (page === 0 || used + above + group.keep > LINES_PER_PAGE) {
      page++;
      used = 0;
    }
    let left = group.lines + (used === 0 ? 0 : 1);
    while (used + left > LINES_PER_PAGE) {
      left -= LINES_PER_PAGE - used;
      page++;
      used = 0;
    }
    used += left;
  };

  const printed = document.elements;
  for (let index = 0; index < printed.length; index++) {
    const element = printed[index] as ScreenplayElement;
    const scene = scenes.at(-1);
    switch (element.type) {
      case 'note':
      case 'boneyard':
      case 'section':
      case 'synopsis':
        continue;
      case 'pageBreak':
        if (page > 0) used = LINES_PER_PAGE;
        continue;
      case 'sceneHeading': {
        const lines = wrapped(element.text, ACTION_WIDTH);
        // A heading is never the last thing on a page.
        put({ lines, keep: lines + 2 });
        scenes.push({ from: element.from, page, lines: lines + 1 });
        continue;
      }
      case 'character': {
        const left = speechLines(printed, index);
        let lines = left.lines;
        let next = left.next;
        if (element.dual === 'left') {
          const right = speechLines(printed, next);
          lines = Math.max(lines, right.lines);
          next = right.next;
        }
        put({ lines, keep: Math.min(lines, 3) });
        if (scene !== undefined) scene.lines += lines + 1;
        index = next - 1;
        continue;
      }
      default: {
        const lines = wrapped(element.text, WIDTHS[element.type] ?? ACTION_WIDTH);
        put({ lines, keep: Math.min(lines, 2) });
        if (scene !== undefined) scene.lines += lines + 1;
      }
    }
  }
  return {
    pages: page,
    scenes: scenes.map(({ from, page: at, lines }) => ({
      from,
      page: at,
      eighths: Math.max(1, Math.round((lines * 8) / LINES_PER_PAGE)),
    })),
  };
}

/** Lines of the cue at `start` and its speech, and the index of the element after it. */
function speechLines(elements: readonly ScreenplayElement[], start: number): { lines: number; next: number } {
  let lines = 1;
  let next = start + 1;
  for (; next < elements.length; next++) {
    const { type, text } = elements[next] as ScreenplayElement;
    if (type === 'note' || type === 'boneyard') continue;
    if (type !== 'dialogue' && type !== 'parenthetical' && type !== 'lyrics') break;
    lines += wrapped(text, WIDTHS[type] ?? ACTION_WIDTH);
  }
  return { lines, next };
}

/** Number of lines of `text` where words are not broken unless longer than a line. */
function wrapped(text: string, width: number): number {
  let lines = 0;
  for (const line of text.split('\n')) {
    lines++;
    if (line.length <= width && !WIDE.test(line)) continue;
    let column = 0;
    for (const word of line.match(/\s+|\S+/gu) ?? []) {
      if (word.trim() === '') {
        column += word.length;
        continue;
      }
      let size = columns(word);
      if (column > 0 && column + size > width) {
        lines++;
        column = 0;
      }
      // A word longer than the line, or a language without spaces, breaks anywhere.
      while (size > width - column) {
        size -= width - column;
        lines++;
        column = 0;
      }
      column += size;
    }
  }
  return lines;
}

/** East Asian, by block: asked of every line, so kept to ranges. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\u{20000}-\u{3fffd}]/u;

/** East Asian characters take two columns, combining marks none. */
function columns(word: string): number {
  if (!/[^ -\u02ff\u2010-\u2027]/.test(word)) return word.length;
  let count = 0;
  for (const letter of word) count += WIDE.test(letter) ? 2 : /\p{M}/u.test(letter) ? 0 : 1;
  return count;
}
