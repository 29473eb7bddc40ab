import type { TitlePageEntry } from '../elements.ts';
import { append } from '../node.ts';
import type { TitleLine } from './layout-types.ts';
import { LEFT_MARGIN, type Paper } from './paper.ts';
import { wrap } from './wrap.ts';

/** Where on a title page an entry stands; what is not known stands with the contact. */
export type TitlePlace = 'middle' | 'contact' | 'date';

const PLACES: Readonly<Record<string, TitlePlace>> = {
  title: 'middle',
  credit: 'middle',
  author: 'middle',
  authors: 'middle',
  source: 'middle',
  notes: 'middle',
  note: 'middle',
  episode: 'middle',
  'draft date': 'date',
  date: 'date',
  draft: 'date',
  revision: 'date',
  version: 'date',
};

export function titlePlace(key: string): TitlePlace {
  const name = key.trim().toLowerCase();
  return Object.hasOwn(PLACES, name) ? (PLACES[name] as TitlePlace) : 'contact';
}

type Part = Omit<TitleLine, 'row'> | undefined;

/** Title pages: one, more only for more than it holds, none where there is nothing to print. */
export function titlePages(entries: readonly TitlePageEntry[], paper: Paper): TitleLine[][] {
  const centred: Part[] = [];
  const left: Part[] = [];
  const right: Part[] = [];
  const half = Math.floor(paper.columns / 2) - 1;
  for (const [entry, { key, value }] of entries.entries()) {
    if (value.trim() === '') continue;
    const place = titlePlace(key);
    const lines = (width: number, part: { left: number; align: TitleLine['align'] }): Part[] =>
      wrap(value, width).map(({ from, to }) => ({ ...part, width, text: value.slice(from, to), entry, from, to }));
    if (place === 'middle') {
      if (centred.length > 0) centred.push(undefined);
      append(centred, lines(paper.columns, { left: LEFT_MARGIN, align: 'center' }));
    } else if (place === 'date') {
      append(right, lines(half, { left: LEFT_MARGIN + paper.columns - half, align: 'right' }));
    } else {
      if (left.length > 0) left.push(undefined);
      append(left, lines(half, { left: LEFT_MARGIN, align: 'left' }));
    }
  }
  const bottom = Math.max(left.length, right.length);
  const { rows } = paper;
  if (centred.length + bottom === 0) return [];
  const third = Math.max(0, Math.floor(rows / 3 - centred.length / 2));
  if (third + centred.length < rows - bottom) {
    const low = rows - bottom;
    return [
      [
        ...placed(centred, third),
        ...placed(left, rows - left.length),
        ...placed(right, Math.max(low, rows - right.length)),
      ],
    ];
  }
  // More than a page holds: one after the other, nothing left out.
  const all = [...centred, undefined, ...left, undefined, ...right];
  const pages: TitleLine[][] = [];
  for (let at = 0; at < all.length; at += rows) pages.push(placed(all.slice(at, at + rows), 0));
  return pages.filter((page) => page.length > 0);
}

function placed(parts: readonly Part[], row: number): TitleLine[] {
  return parts.flatMap((part, index) => (part === undefined ? [] : [{ row: row + index, ...part }]));
}
