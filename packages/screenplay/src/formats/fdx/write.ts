import { append } from '../../node.ts';
import type { AnyScript } from '../script/styled.ts';
import { styledScript } from '../script/styled.ts';
import { sameStyles } from '../script/styles.ts';
import { atEnd, replacedInside, type Splice, spliced } from '../xml/splice.ts';
import { child, elementsIn, sliceOf, type XmlElement } from '../xml/tree.ts';
import { compose, contentText } from './compose.ts';
import { newScript, settingsFor } from './new-script.ts';
import { type Part, partsOf } from './parts.ts';
import { readFdx } from './read.ts';
import type { FdxScript } from './script.ts';
import { titleParagraphs } from './title-page.ts';
import { noteSplices } from './write-notes.ts';

export interface WriteFdxOptions {
  /** The file that the script was read of, from `readFdx`: what the script does not change stays as it is there. */
  readonly from?: FdxScript;
}

/**
 * A script as a Final Draft file. With `from`, paragraphs that did not change are the file's own, unit by unit;
 * changed ones keep their attributes, unknown elements, and the revisions and tags of the letters that stay.
 * JSON has no bold, italics or underline: with it, those of `from` stay.
 * Final Draft has no boneyard: it becomes a script note named "Boneyard". Sections become its outline elements,
 * synopses a scene's summary or outline body. Characters that XML cannot hold become U+FFFD.
 * Throws `input` for JSON that is no screenplay.
 */
export function writeFdx(script: AnyScript, { from }: WriteFdxOptions = {}): string {
  const { titlePage, elements } = styledScript(script);
  const base = from ?? readFdx(newScript());
  const parts = partsOf(elements, from);
  const composed = compose(parts, from);
  const { tree } = base;
  const { root } = tree;
  const content = child(root, 'Content');
  const inside = contentText(composed.blocks, tree, content);
  const splices: Splice[] = [];
  if (content === undefined) splices.push(atEnd(root, `\n  <Content>${inside}\n  </Content>`));
  else splices.push(replacedInside(content, inside));
  append(splices, settingsSplices(root, parts));
  append(splices, titleSplices(base, titlePage));
  append(splices, noteSplices(base, composed, inside));
  return spliced(tree.source, 0, tree.source.length, splices);
}

/** Settings of element types that the script needs and the file does not know. */
function settingsSplices(root: XmlElement, parts: readonly Part[]): Splice[] {
  const known = [...elementsIn(root, 'ElementSettings')];
  // A file without any leaves them all to the program.
  if (known.length === 0) return [];
  const names = new Set(known.map(({ attributes }) => attributes.Type));
  const text = settingsFor(parts)
    .filter(([name]) => !names.has(name))
    .map(([, settings]) => `\n\n  ${settings}`)
    .join('');
  const at = known.at(-1)?.to ?? 0;
  return text === '' ? [] : [{ from: at, to: at, text }];
}

function titleSplices(base: FdxScript, entries: FdxScript['titlePage']): Splice[] {
  const same =
    entries.length === base.titlePage.length &&
    entries.every((entry, index) => {
      const other = base.titlePage[index];
      return entry.key === other?.key && entry.value === other.value && sameStyles(entry.styles, other.styles);
    });
  if (same) return [];
  const { root } = base.tree;
  const page = child(root, 'TitlePage');
  const content = child(page, 'Content');
  const former = { root, slice: (node: XmlElement) => sliceOf(base.tree, node) };
  const inside = `${titleParagraphs(entries, former)
    .map((paragraph) => `\n      ${paragraph}`)
    .join('')}\n    `;
  if (content !== undefined) return [replacedInside(content, inside)];
  const made = `\n    <Content>${inside}</Content>`;
  if (page === undefined) return [atEnd(root, `\n\n  <TitlePage>${made}\n  </TitlePage>\n`)];
  if (page.innerTo === page.to) return [replacedInside(page, `${made}\n  `)];
  return [{ from: page.innerTo, to: page.innerTo, text: `${made}\n  ` }];
}
