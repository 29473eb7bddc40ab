import type { ScreenplayDocument } from '../elements.ts';
import { layout } from './layout.ts';
import type { Layout, LayoutOptions } from './layout-types.ts';

export interface ScenePages {
  /** Of the heading; matches the element's `from`. */
  readonly from: number;
  /** Page on which the scene starts, counted from 1; the title page does not count. */
  readonly page: number;
  /** Length in eighths of a page, at least 1. */
  readonly eighths: number;
}

export interface PageCount {
  /** 0 for a script of which nothing prints. */
  readonly pages: number;
  readonly scenes: readonly ScenePages[];
}

/** Pages and scene lengths as they print; see `layout`, from which they are counted without making a PDF. */
export function pages(document: ScreenplayDocument, options: LayoutOptions = {}): PageCount {
  const laid = layout(document, options);
  return { pages: laid.pages.length, scenes: scenesOf(document, laid) };
}

/** A scene takes the lines from its heading to the next one, the empty ones between included. */
export function scenesOf(document: ScreenplayDocument, { pages: all, paper }: Layout): ScenePages[] {
  const scenes: { from: number; page: number; lines: number }[] = [];
  let element = -1;
  for (const [index, { lines }] of all.entries()) {
    let start = 0;
    let end = 0;
    for (const line of lines) {
      if (line.kind === 'sceneHeading' && line.element !== element) {
        const scene = scenes.at(-1);
        if (scene !== undefined) scene.lines += line.row - start;
        element = line.element;
        start = line.row;
        scenes.push({ from: document.elements[element]?.from ?? 0, page: index + 1, lines: 0 });
      }
      end = Math.max(end, line.row + 1);
    }
    const scene = scenes.at(-1);
    if (scene !== undefined) scene.lines += end - start;
  }
  // As of all others, the empty line after it.
  const last = scenes.at(-1);
  if (last !== undefined) last.lines++;
  return scenes.map(({ from, page, lines }) => ({
    from,
    page,
    eighths: Math.max(1, Math.round((lines * 8) / paper.rows)),
  }));
}
