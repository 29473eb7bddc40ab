import { toDocument } from '../../document.ts';
import type { ElementType } from '../../elements.ts';
import { append } from '../../node.ts';
import { parse } from '../../parse.ts';
import { fountainOf } from './fountain.ts';
import type { StyledElement } from './styled.ts';
import type { StyleSpan } from './styles.ts';
import { linesIn, visibleStyles } from './styles.ts';

/** A script as a row of paragraphs, each of a type: what word processors and most screenplay programs have. */
export interface FlatParagraph {
  /** Of the text. Without text, a paragraph only has its page break and notes. */
  readonly type: Exclude<ElementType, 'note' | 'boneyard' | 'pageBreak'>;
  readonly text: string;
  readonly styles: readonly StyleSpan[];
  readonly number?: string;
  readonly depth?: number;
  /** Of a cue: it and the next one speak at the same time. */
  readonly dual?: boolean;
  readonly newPage?: boolean;
  readonly notes?: readonly StyledElement[];
}

/** The elements of a row of paragraphs, as Fountain would have them. */
export function elementsOfFlat(paragraphs: readonly FlatParagraph[]): StyledElement[] {
  return perParagraph(paragraphs).flatMap(({ elements }) => elements);
}

export interface FromParagraph {
  readonly elements: StyledElement[];
  /** Its text went on in the dialogue of an earlier paragraph, or it has none. */
  readonly goesOn: boolean;
}

/** The elements by the paragraph that they start in. Dialogue on dialogue is one element. */
export function perParagraph(paragraphs: readonly FlatParagraph[]): FromParagraph[] {
  const result: FromParagraph[] = [];
  let speaking = false;
  let left = false;
  let open: { list: StyledElement[]; at: number; gap: number } | undefined;
  for (const { type: own, text: raw, styles: rawStyles, number, depth, dual, newPage, notes = [] } of paragraphs) {
    const list: StyledElement[] = [];
    let goesOn = false;
    const type = (own === 'dialogue' || own === 'parenthetical') && !speaking ? 'action' : own;
    if (newPage === true) {
      list.push({ type: 'pageBreak', text: '', styles: [] });
      speaking = false;
      open = undefined;
    }
    const { text, styles } = tidied(raw, rawStyles, type === 'action');
    if (text === '') {
      // An empty cue on the left of one that has nobody there.
      const beside = type === 'character' && dual === true;
      left ||= beside;
      goesOn = newPage !== true && !beside;
      if (open !== undefined && type === 'dialogue') open.gap++;
      else if (type !== 'dialogue') open = undefined;
    } else if (type === 'dialogue' && open !== undefined) {
      goesOn = true;
      const former = open.list[open.at] as StyledElement;
      const lead = `${former.text}${'\n'.repeat(open.gap + 1)}`;
      const moved = styles.map((span) => ({ ...span, from: span.from + lead.length, to: span.to + lead.length }));
      open.list[open.at] = { ...former, text: lead + text, styles: [...(former.styles ?? []), ...moved] };
      open.gap = 0;
    } else if (type === 'centered' || type === 'lyrics') {
      for (const line of linesIn(text, styles)) if (line.text !== '') list.push({ type, ...line });
      if (type === 'centered') speaking = false;
      open = undefined;
    } else {
      const oneLine = type === 'action' || type === 'dialogue';
      list.push({
        type,
        text: oneLine ? text : text.split('\n').join(' '),
        styles,
        ...(type === 'sceneHeading' && number !== undefined && number !== '' ? { number } : {}),
        ...(type === 'section' ? { depth: depth ?? 1 } : {}),
        ...(type === 'character' && left ? { dual: 'right' as const } : {}),
        ...(type === 'character' && !left && dual === true ? { dual: 'left' as const } : {}),
      });
      if (type === 'character') {
        left = !left && dual === true;
        speaking = true;
      } else if (type !== 'dialogue' && type !== 'parenthetical') {
        speaking = false;
        left = false;
      }
      open = type === 'dialogue' ? { list, at: list.length - 1, gap: 0 } : undefined;
    }
    append(list, notes);
    result.push({ elements: list, goesOn });
  }
  return result;
}

/** Without white space at the ends of lines, and without empty lines at the ends. Action keeps its indentation. */
function tidied(
  text: string,
  styles: readonly StyleSpan[],
  indented: boolean,
): { text: string; styles: readonly StyleSpan[] } {
  let result = '';
  const kept: StyleSpan[] = [];
  for (const line of linesIn(text.replace(/\r\n?/g, '\n'), styles)) {
    const lead = indented ? 0 : line.text.length - line.text.trimStart().length;
    const own = indented ? line.text.trimEnd() : line.text.trim();
    if (result === '' && own === '') continue;
    if (result !== '') result += '\n';
    const by = result.length - lead;
    const start = result.length;
    for (const span of line.styles) kept.push({ ...span, from: Math.max(start, span.from + by), to: span.to + by });
    result += own;
  }
  result = result.replace(/\n+$/, '');
  // Fountain's own rule for action.
  if (indented && result.includes('\t')) return { text: result.replaceAll('\t', '    '), styles: [] };
  const inside = kept.map((span) => ({ ...span, to: Math.min(span.to, result.length) }));
  return {
    text: result,
    styles: visibleStyles(
      result,
      inside.filter((span) => span.to > span.from),
    ),
  };
}

/** Elements as a row of paragraphs. A note without a paragraph before it gets an empty one. */
export function flatOf(elements: readonly StyledElement[]): FlatParagraph[] {
  const paragraphs: FlatParagraph[] = [];
  let newPage = false;
  /** A cue with another at its side has been written. */
  let beside = false;
  const push = (paragraph: FlatParagraph): void => {
    paragraphs.push(newPage ? { ...paragraph, newPage } : paragraph);
    newPage = false;
  };
  const empty: FlatParagraph = { type: 'action', text: '', styles: [] };
  for (const { type, text, styles = [], number, depth, dual, inside } of elements) {
    switch (type) {
      case 'pageBreak':
        if (newPage) push(empty);
        newPage = true;
        break;
      case 'note':
      case 'boneyard': {
        if (newPage || paragraphs.length === 0) push(empty);
        const last = paragraphs.at(-1) as FlatParagraph;
        const notes = last.notes as StyledElement[] | undefined;
        const note: StyledElement = { type, text, styles: [], ...(inside === true ? { inside } : {}) };
        // Added to and not copied, which takes quadratic time where notes follow each other.
        if (notes === undefined) paragraphs[paragraphs.length - 1] = { ...last, notes: [note] };
        else notes.push(note);
        break;
      }
      default:
        if (dual === 'right' && !beside) push({ ...empty, type: 'character', dual: true });
        if (type === 'character') beside = dual === 'left';
        else if (type !== 'dialogue' && type !== 'parenthetical' && type !== 'lyrics') beside = false;
        push({
          type,
          text,
          styles,
          ...(number === undefined ? {} : { number }),
          ...(depth === undefined ? {} : { depth }),
          ...(dual === 'left' ? { dual: true } : {}),
        });
    }
  }
  if (newPage) push(empty);
  return paragraphs;
}

/** Notes and boneyards as the text of one remark: one note as it is, all else in Fountain's brackets. */
export function remarkOf(notes: readonly StyledElement[]): string {
  const [first] = notes;
  if (
    notes.length === 1 &&
    first?.type === 'note' &&
    notesOf(first.text).length === 1 &&
    notesOf(first.text)[0]?.text === first.text
  ) {
    return first.text;
  }
  const apart = notes.map(({ type, text }): StyledElement => ({ type, text, styles: [] }));
  return fountainOf({ titlePage: [], elements: apart }).trim();
}

/** The notes of a remark. */
export function notesOf(remark: string): StyledElement[] {
  const text = remark
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim())
    .join('\n')
    .trim();
  if (text === '') return [];
  const { elements } = toDocument(parse(`.\n\n${remark}`));
  const notes = elements.slice(1);
  if (notes.length > 0 && notes.every(({ type }) => type === 'note' || type === 'boneyard')) {
    return notes.map((note): StyledElement => ({ type: note.type, text: note.text, styles: [] }));
  }
  return [{ type: 'note', text, styles: [] }];
}
