import { parse, type Screenplay, type ScreenplayElement, toDocument } from '@second-unit/screenplay';
import { escapeHtml } from './escape.ts';

/** A script as a page to read beside its read-through. */
export interface ScriptPage {
  readonly html: string;
  /** The id of the paragraph that an offset is in: what a link to a line leads to. */
  idAt(offset: number): string;
}

/** Kinds that belong to the writer and not to the page. */
const UNSEEN: ReadonlySet<ScreenplayElement['type']> = new Set<ScreenplayElement['type']>([
  'note',
  'boneyard',
  'section',
  'synopsis',
  'pageBreak',
]);

/** Each paragraph one element with an id by its place in the text. `text` as it was read. */
export function scriptPage(script: string | Screenplay): ScriptPage {
  const { elements } = toDocument(typeof script === 'string' ? parse(script) : script);
  const seen = elements.filter(({ type, text }) => !UNSEEN.has(type) && text.trim() !== '');
  const starts = seen.map(({ from }) => from);
  const html = seen
    .map(
      ({ type, text, from, to, number, extension, name }) =>
        `<p class="el ${type}" id="at-${from}" data-from="${from}" data-to="${to}" dir="auto">${
          number === undefined ? '' : `<span class="scene-number">${escapeHtml(number)}</span>`
        }${escapeHtml(type === 'character' && name !== undefined ? `${name}${extension === undefined ? '' : ` (${extension})`}` : text)}</p>`,
    )
    .join('\n');
  return { html, idAt: (offset) => `at-${starts[lastAtOrBefore(starts, offset)] ?? starts[0] ?? 0}` };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
