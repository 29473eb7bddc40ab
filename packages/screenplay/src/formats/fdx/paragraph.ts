import type { ElementType } from '../../elements.ts';
import { BOLD, ITALIC, type StyleSpan, spansOf, UNDERLINE, visibleStyles } from '../script/styles.ts';
import { child, elementsIn, ownText, type XmlElement } from '../xml/tree.ts';

/** A `Paragraph` of Final Draft: its type, its text in runs, and how that reads in a screenplay. */

/** Element types of Final Draft, by ours. */
export const FDX_TYPES: Readonly<Record<Exclude<ElementType, 'note' | 'boneyard' | 'pageBreak' | 'section'>, string>> =
  {
    sceneHeading: 'Scene Heading',
    action: 'Action',
    character: 'Character',
    parenthetical: 'Parenthetical',
    dialogue: 'Dialogue',
    lyrics: 'Lyrics',
    transition: 'Transition',
    centered: 'Action',
    synopsis: 'Outline Body',
  };

export interface Run {
  /** The `Text` of the file. */
  readonly node: XmlElement;
  readonly text: string;
  readonly style: number;
}

const STYLE_NAMES: Readonly<Record<string, number>> = { Bold: BOLD, Italic: ITALIC, Underline: UNDERLINE };

/** The `Style` of a run as a sum of BOLD, ITALIC and UNDERLINE; Final Draft's other words have no sign in Fountain. */
function styleOf(node: XmlElement): number {
  let style = 0;
  for (const word of (node.attributes.Style ?? '').split('+')) style |= STYLE_NAMES[word] ?? 0;
  return style;
}

/** `Style` with bold, italics and underline as given and all other words as they were. */
export function styleWords(former: string | undefined, style: number): string {
  const words = (former ?? '').split('+').filter((word) => word !== '' && STYLE_NAMES[word] === undefined);
  const own = Object.entries(STYLE_NAMES)
    .filter(([, bit]) => (style & bit) !== 0)
    .map(([word]) => word);
  return [...own, ...words].join('+');
}

export function runsOf(paragraph: XmlElement): Run[] {
  return [...elementsIn(paragraph, 'Text')].map((node) => ({ node, text: ownText(node), style: styleOf(node) }));
}

/** A run of text with a style, as read: what Fountain calls white space is gone. */
export interface ReadText {
  readonly text: string;
  readonly styles: readonly StyleSpan[];
  /** Of each unit: where it stood in the runs, put together. */
  readonly at: readonly number[];
}

/** The text of the paragraph as an element of that type has it: no white space at the ends of lines. */
export function readText(runs: readonly Run[], type: ElementType): ReadText {
  const raw = runs.map((run) => run.text).join('');
  const styles = runs.flatMap((run) => new Array<number>(run.text.length).fill(run.style));
  const keepIndent = type === 'action';
  let text = '';
  const at: number[] = [];
  let from = 0;
  for (const line of raw.split(/\r\n|[\r\n]/)) {
    const tidied = keepIndent ? line.trimEnd() : line.trim();
    const lead = keepIndent ? 0 : line.length - line.trimStart().length;
    if (from > 0) {
      text += '\n';
      at.push(from - 1);
    }
    for (let index = 0; index < tidied.length; index++) {
      const unit = tidied[index] as string;
      // Fountain's own rule for action: a tab is four spaces.
      const written = unit === '\t' && keepIndent ? '    ' : unit;
      text += written;
      for (let each = 0; each < written.length; each++) at.push(from + lead + index);
    }
    from += line.length;
    // The break: two units where it is CR and LF.
    from += raw.startsWith('\r\n', from) ? 2 : 1;
  }
  const start = text.length - text.replace(/^\n+/, '').length;
  const end = text.replace(/\n+$/, '').length;
  if (end <= start) return { text: '', styles: [], at: [] };
  text = text.slice(start, end);
  const kept = at.slice(start, end);
  const bits = kept.map((place, index) => (text[index] === '\n' ? 0 : (styles[place] ?? 0)));
  return { text, styles: visibleStyles(text, spansOf(bits)), at: kept };
}

/** Alignment and new pages that a type has by itself, from the file's `ElementSettings`. */
export interface TypeDefaults {
  readonly centered: boolean;
  readonly newPage: boolean;
}

export function typeDefaults(root: XmlElement): ReadonlyMap<string, TypeDefaults> {
  const defaults = new Map<string, TypeDefaults>();
  for (const settings of elementsIn(root, 'ElementSettings')) {
    const { Alignment, StartsNewPage } = child(settings, 'ParagraphSpec')?.attributes ?? {};
    defaults.set(settings.attributes.Type ?? '', {
      centered: Alignment === 'Center',
      newPage: StartsNewPage === 'Yes',
    });
  }
  return defaults;
}

const ELEMENT_TYPES: Readonly<Record<string, ElementType>> = {
  'Scene Heading': 'sceneHeading',
  Character: 'character',
  Parenthetical: 'parenthetical',
  Dialogue: 'dialogue',
  Lyrics: 'lyrics',
  Lyric: 'lyrics',
  Singing: 'lyrics',
  Transition: 'transition',
  'Outline Body': 'synopsis',
};

/** What the paragraph is in a screenplay. Shots, cast lists, general and own types of a template are action. */
export function elementTypeOf(
  paragraph: XmlElement,
  defaults: ReadonlyMap<string, TypeDefaults>,
): { readonly type: ElementType; readonly depth?: number; readonly newPage: boolean } {
  const name = paragraph.attributes.Type ?? '';
  const own = defaults.get(name);
  const { Alignment, StartsNewPage } = paragraph.attributes;
  const newPage = StartsNewPage === undefined ? own?.newPage === true : StartsNewPage === 'Yes';
  const outline = /^Outline ([1-6])$/.exec(name);
  if (outline !== null) return { type: 'section', depth: Number(outline[1]), newPage };
  const type = ELEMENT_TYPES[name];
  if (type !== undefined) return { type, newPage };
  const centered = Alignment === undefined ? own?.centered === true : Alignment === 'Center';
  return { type: centered ? 'centered' : 'action', newPage };
}
