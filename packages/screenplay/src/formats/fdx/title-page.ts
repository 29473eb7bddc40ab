import type { StyledTitleEntry } from '../script/styled.ts';
import { linesIn } from '../script/styles.ts';
import { type TitleLine, titleEntries, titleLines } from '../script/title-lines.ts';
import { child, elementsIn, type XmlElement } from '../xml/tree.ts';
import { xml } from '../xml/write.ts';
import { readText, runsOf } from './paragraph.ts';
import { textElements } from './text.ts';

/** The `TitlePage` of a Final Draft file: a page of lines. */

function pageContent(root: XmlElement): XmlElement | undefined {
  return child(child(root, 'TitlePage'), 'Content');
}

function linesOf(content: XmlElement | undefined): { line: TitleLine; node: XmlElement }[] {
  if (content === undefined) return [];
  return [...elementsIn(content, 'Paragraph')].flatMap((node) => {
    const centered = node.attributes.Alignment === 'Center';
    const { text, styles } = readText(runsOf(node), 'centered');
    return [...linesIn(text, styles)].map((line) => ({ line: { ...line, centered }, node }));
  });
}

export function readTitlePage(root: XmlElement): StyledTitleEntry[] {
  return titleEntries(linesOf(pageContent(root)).map(({ line }) => line));
}

/** The `Paragraph`s of the page; those of `former` that say the same are taken as they are. */
export function titleParagraphs(
  entries: readonly StyledTitleEntry[],
  former?: { readonly root: XmlElement; readonly slice: (node: XmlElement) => string },
): string[] {
  const known = new Map<string, XmlElement>();
  for (const { line, node } of linesOf(former === undefined ? undefined : pageContent(former.root))) {
    if (line.text !== '') known.set(JSON.stringify(line), node);
  }
  return titleLines(entries).map((line) => {
    const same = known.get(JSON.stringify(line));
    if (
      same !== undefined &&
      former !== undefined &&
      runsOf(same)
        .map((run) => run.text)
        .join('')
        .trim() === line.text
    ) {
      return former.slice(same);
    }
    const attributes = {
      Alignment: line.centered ? 'Center' : 'Left',
      FirstIndent: '0.00',
      Leading: 'Regular',
      LeftIndent: '1.25',
      RightIndent: '7.25',
      SpaceBefore: '0',
      Spacing: '1',
      StartsNewPage: 'No',
    };
    return xml('Paragraph', attributes, textElements(line.text, line.styles));
  });
}
