import { append } from '../../node.ts';
import { align } from '../script/align.ts';
import { type FlatParagraph, flatOf, perParagraph, remarkOf } from '../script/flat.ts';
import { type AnyScript, type StyledElement, styledScript } from '../script/styled.ts';
import { BOLD, bitsOf, ITALIC, type StyleSpan, sameStyles, UNDERLINE } from '../script/styles.ts';
import { titleLines } from '../script/title-lines.ts';
import { replacedInside, type Splice, spliced } from '../xml/splice.ts';
import { child, elementsIn, sliceOf, type XmlElement } from '../xml/tree.ts';
import { xml, xmlText } from '../xml/write.ts';
import { zip } from '../zip.ts';
import { ENTRY, type OsfParagraph, type OsfScript, readOsf } from './read.ts';

export interface WriteOsfOptions {
  /** The file that the script was read of: paragraphs that did not change stay as they are there, and all else does. */
  readonly from?: OsfScript;
}

/**
 * A script as Open Screenplay Format. It has no sections, synopses and boneyards: the first two become paragraphs of
 * a style of that name, and boneyards remarks in the paragraph's note, in Fountain's brackets.
 */
export function writeOsf(script: AnyScript, { from }: WriteOsfOptions = {}): string {
  const { titlePage, elements } = styledScript(script);
  const base = from ?? readOsf(NEW);
  const { source, root } = base.tree;
  const paragraphs = flatOf(elements);
  const inside = paragraphsText(base, paragraphs);
  const list = child(root, 'paragraphs') ?? child(root, 'paras');
  const splices: Splice[] = [];
  if (list === undefined)
    splices.push({ from: root.innerTo, to: root.innerTo, text: `  <paragraphs>${inside}\n  </paragraphs>\n` });
  else splices.push(replacedInside(list, inside));
  const former = styledScript(base.fountain).titlePage;
  const same =
    former.length === titlePage.length &&
    former.every(({ key, value, styles }, index) => {
      const other = titlePage[index];
      return key === other?.key && value === other.value && sameStyles(styles, other.styles);
    });
  if (!same) {
    const page = child(root, 'titlepage');
    const lines = titleLines(titlePage).map(({ text, styles, centered }) =>
      xml(
        'para',
        {},
        xml('style', { basestyle: 'Normal Text', align: centered ? 'center' : undefined }) + texts(text, styles),
      ),
    );
    const made = `\n    ${lines.join('\n    ')}\n  `;
    if (page === undefined)
      splices.push({ from: root.innerTo, to: root.innerTo, text: `  <titlepage>${made}</titlepage>\n` });
    else splices.push(replacedInside(page, made));
  }
  append(splices, styleSplices(root, paragraphs));
  return spliced(source, 0, source.length, splices);
}

/** The same as a Fade In file. With `from`, other files of its archive stay. */
export function writeFadeIn(script: AnyScript, options: WriteOsfOptions = {}): Uint8Array {
  const bytes = new TextEncoder().encode(writeOsf(script, options));
  return zip(new Map(options.from?.files).set(ENTRY, bytes));
}

/** Styles of ours that the file does not have yet. */
function styleSplices(root: XmlElement, paragraphs: readonly FlatParagraph[]): Splice[] {
  const styles = child(root, 'styles');
  if (styles === undefined) return [];
  const known = new Set([...elementsIn(styles, 'style')].map(({ attributes }) => attributes.name));
  const needed = new Set(paragraphs.map(styleName).filter((name) => /^(?:Section \d|Synopsis|Singing)$/.test(name)));
  const made = [...needed]
    .filter((name) => !known.has(name))
    .map((name) => `  ${xml('style', { name, basestyle: 'Normal Text', font: 'Courier New', size: '12' })}\n  `)
    .join('');
  return made === '' ? [] : [{ from: styles.innerTo, to: styles.innerTo, text: made }];
}

const NAMES: Readonly<Record<FlatParagraph['type'], string>> = {
  sceneHeading: 'Scene Heading',
  action: 'Action',
  centered: 'Action',
  character: 'Character',
  parenthetical: 'Parenthetical',
  dialogue: 'Dialogue',
  lyrics: 'Singing',
  transition: 'Transition',
  section: 'Section',
  synopsis: 'Synopsis',
};

function styleName({ type, depth }: FlatParagraph): string {
  return type === 'section' ? `Section ${depth ?? 1}` : NAMES[type];
}

/** The paragraph as an element, to be compared. Notes and breaks are of it here. */
function elementOf(paragraph: FlatParagraph): StyledElement {
  const { type, text, styles, number, depth } = paragraph;
  const { notes = [], dual = false, newPage = false } = paragraph;
  const remarks = notes.map((note) => `${note.type} ${note.text}`);
  return {
    type,
    text: JSON.stringify([text, remarks, dual, newPage]),
    styles,
    ...(number === undefined ? {} : { number }),
    ...(depth === undefined ? {} : { depth }),
  };
}

function paragraphsText(base: OsfScript, paragraphs: readonly FlatParagraph[]): string {
  const { tree } = base;
  // As the script has them: the same way that the new ones went.
  const former = flatOf(styledScript(base.fountain).elements);
  const { nodes, shared, head } = located(former, base);
  const aligned = align(former.map(elementOf), paragraphs.map(elementOf));
  const groups = new Map<number, { first: number; size: number }>();
  for (const [at, group] of shared.entries()) {
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { first: at, size: 1 });
    else known.size++;
  }
  const keeps = (index: number): boolean => {
    const { from = -1, same = false } = aligned[index] ?? {};
    const group = groups.get(shared[from] ?? 0);
    if (!same || group === undefined || shared[from] === 0) return false;
    // A paragraph of several elements stays only with all of them.
    const start = index - (from - group.first);
    for (let each = 0; each < group.size; each++) {
      const other = aligned[start + each];
      if (other?.same !== true || other.from !== group.first + each) return false;
    }
    return true;
  };
  let text = head.map((node) => lead(base, node) + sliceOf(tree, node)).join('');
  for (const [index, paragraph] of paragraphs.entries()) {
    const own = nodes[aligned[index]?.from ?? -1] ?? [];
    if (keeps(index)) text += own.map((node) => lead(base, node) + sliceOf(tree, node)).join('');
    else text += `\n    ${changed(base, paragraph, own[0])}`;
  }
  const list = child(tree.root, 'paragraphs') ?? child(tree.root, 'paras');
  const last = list === undefined ? undefined : [...elementsIn(list, 'para')].at(-1);
  return text + (list === undefined ? '' : tree.source.slice(last?.to ?? list.innerFrom, list.innerTo));
}

/** What stands before the paragraph in the file. */
function lead({ tree, paragraphs }: OsfScript, node: XmlElement): string {
  const list = child(tree.root, 'paragraphs') ?? child(tree.root, 'paras');
  const index = indexOf(paragraphs).get(node) ?? 0;
  const before = paragraphs[index - 1]?.node.to ?? list?.innerFrom ?? node.from;
  return tree.source.slice(before, node.from);
}

const indices = new WeakMap<readonly OsfParagraph[], ReadonlyMap<XmlElement, number>>();

function indexOf(paragraphs: readonly OsfParagraph[]): ReadonlyMap<XmlElement, number> {
  let index = indices.get(paragraphs);
  if (index === undefined) {
    index = new Map(paragraphs.map(({ node }, at) => [node, at]));
    indices.set(paragraphs, index);
  }
  return index;
}

interface Located {
  /** Of each paragraph of the script: those of the file that it was read of. */
  readonly nodes: readonly XmlElement[][];
  /** Of each: a number that those of one paragraph of the file have in common. */
  readonly shared: readonly number[];
  /** Empty ones before the first. */
  readonly head: readonly XmlElement[];
}

function located(former: readonly FlatParagraph[], { paragraphs }: OsfScript): Located {
  const nodes: XmlElement[][] = former.map(() => []);
  const shared = former.map(() => 0);
  const head: XmlElement[] = [];
  let at = -1;
  for (const [index, { elements, goesOn }] of perParagraph(paragraphs.map(({ paragraph }) => paragraph)).entries()) {
    const { node } = paragraphs[index] as OsfParagraph;
    const leading = at === -1 && elements.length > 0;
    if (goesOn && !leading) {
      (nodes[at] ?? head).push(node);
      continue;
    }
    const texts = elements.filter(({ type }) => type !== 'note' && type !== 'boneyard' && type !== 'pageBreak').length;
    for (let each = 0; each < Math.max(1, texts); each++) {
      at++;
      if (each === 0) nodes[at]?.push(node);
      shared[at] = index + 1;
    }
  }
  return { nodes, shared, head };
}

function changed({ tree }: OsfScript, paragraph: FlatParagraph, node: XmlElement | undefined): string {
  const { type, text, styles, number, notes = [], dual, newPage } = paragraph;
  const style = child(node, 'style')?.attributes ?? {};
  const others =
    node === undefined ? [] : [...elementsIn(node)].filter(({ name }) => name !== 'style' && name !== 'text');
  const inner = /^\(([^()]*)\)$/.exec(text)?.[1];
  const bare = type === 'parenthetical' && inner !== undefined && inner.trim() !== '' && inner === inner.trim();
  const shown = bare ? inner : text;
  const moved = bare
    ? styles.map((span) => ({ ...span, from: Math.max(0, span.from - 1), to: Math.min(inner.length, span.to - 1) }))
    : styles;
  return xml(
    'para',
    { ...node?.attributes, number, note: notes.length === 0 ? undefined : remarkOf(notes) },
    xml('style', {
      ...style,
      basestylename: undefined,
      basestyle: styleName(paragraph),
      align: type === 'centered' ? 'center' : style.align === 'center' ? undefined : style.align,
      dualdialogue: dual === true ? '1' : undefined,
      pagebreakbefore: newPage === true ? '1' : undefined,
    }) +
      texts(shown, moved) +
      others.map((one) => sliceOf(tree, one)).join(''),
  );
}

function texts(text: string, styles: readonly StyleSpan[]): string {
  const bits = bitsOf(text, styles);
  let result = '';
  for (let from = 0; from < text.length; ) {
    const style = bits[from] as number;
    let to = from + 1;
    while (to < text.length && bits[to] === style) to++;
    const on = (bit: number): string | undefined => ((style & bit) === 0 ? undefined : '1');
    result += xml(
      'text',
      { bold: on(BOLD), italic: on(ITALIC), underline: on(UNDERLINE) },
      xmlText(text.slice(from, to)),
    );
    from = to;
  }
  return result === '' ? '<text></text>' : result;
}

const NEW = `<?xml version="1.0" encoding="UTF-8"?>
<document type="Open Screenplay Format document" version="40">
  <info/>
  <settings page_width="2159" page_height="2794" margin_top="254" margin_bottom="254" margin_left="381" margin_right="254" normal_linesperinch="6.0" dialogue_continues="true" cont_text="(CONT'D)" more_text="(MORE)"/>
  <styles>
    <style name="Normal Text" builtin="1" builtin_index="0" font="Courier New" size="12"/>
    <style name="Scene Heading" builtin="1" builtin_index="1" basestyle="Normal Text" style_enter="Action" spacebefore="2.0" keepwithnext="1" allcaps="1"/>
    <style name="Action" builtin="1" builtin_index="2" basestyle="Normal Text" spacebefore="1.0"/>
    <style name="Character" builtin="1" builtin_index="3" basestyle="Normal Text" style_enter="Dialogue" spacebefore="1.0" keepwithnext="1" leftindent="508" allcaps="1"/>
    <style name="Parenthetical" builtin="1" builtin_index="4" basestyle="Normal Text" style_enter="Dialogue" keepwithnext="1" leftindent="381" rightindent="508"/>
    <style name="Dialogue" builtin="1" builtin_index="5" basestyle="Normal Text" style_enter="Action" leftindent="254" rightindent="254"/>
    <style name="Transition" builtin="1" builtin_index="6" basestyle="Normal Text" style_enter="Scene Heading" spacebefore="1.0" align="right" allcaps="1"/>
    <style name="Shot" builtin="1" builtin_index="7" basestyle="Normal Text" style_enter="Action" spacebefore="1.0" keepwithnext="1" allcaps="1"/>
  </styles>
  <paragraphs>
  </paragraphs>
  <titlepage>
  </titlepage>
</document>
`;
