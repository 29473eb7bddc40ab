import { toDocument } from '../document.ts';
import type { ScreenplayDocument, ScreenplayElement, TitlePageEntry } from '../elements.ts';
import { ScreenplayFault } from '../fault.ts';
import { parse } from '../parse.ts';
import { validateDocument } from '../validate.ts';
import { fountainOf } from './script/fountain.ts';
import { type StyledElement, styledScript } from './script/styled.ts';
import { BOLD, ITALIC, type StyleSpan, UNDERLINE } from './script/styles.ts';

/**
 * `second-unit/screenplay@1` with emphasis. `runs` is a field that readers of the format may leave aside: elements and
 * entries of the title page have it where a part of their text is bold, italic or underlined.
 */

export type EmphasisStyle = 'bold' | 'italic' | 'underline';

/** A part of `text` (of a title entry: of `value`) in UTF-16 units, `to` exclusive. Parts do not overlap. */
export interface EmphasisRun {
  readonly from: number;
  readonly to: number;
  readonly style: readonly EmphasisStyle[];
}

export interface EmphasisedDocument extends ScreenplayDocument {
  readonly titlePage: readonly (TitlePageEntry & { readonly runs?: readonly EmphasisRun[] })[];
  readonly elements: readonly (ScreenplayElement & { readonly runs?: readonly EmphasisRun[] })[];
}

const STYLES: readonly (readonly [style: EmphasisStyle, bit: number])[] = [
  ['bold', BOLD],
  ['italic', ITALIC],
  ['underline', UNDERLINE],
];

/** The JSON of a script, with its emphasis. */
export function toEmphasisedDocument(fountain: string): EmphasisedDocument {
  const tree = parse(fountain);
  const document = toDocument(tree);
  const styled = styledScript(tree);
  const runs = (styles: readonly StyleSpan[] | undefined): { runs?: readonly EmphasisRun[] } =>
    styles === undefined || styles.length === 0 ? {} : { runs: styles.map(runOf) };
  return {
    ...document,
    titlePage: document.titlePage.map((entry, index) => ({ ...entry, ...runs(styled.titlePage[index]?.styles) })),
    elements: document.elements.map((element, index) => ({ ...element, ...runs(styled.elements[index]?.styles) })),
  };
}

function runOf({ from, to, style }: StyleSpan): EmphasisRun {
  return { from, to, style: STYLES.filter(([, bit]) => (style & bit) !== 0).map(([name]) => name) };
}

/**
 * Fountain for such JSON, or for JSON without runs. Emphasis is left out where its signs would be read as something
 * else. Throws `input` with its place for what is no such document.
 */
export function fromEmphasisedDocument(json: unknown): string {
  const { titlePage, elements } = validateDocument(json);
  const raw = json as { titlePage?: readonly { runs?: unknown }[]; elements: readonly { runs?: unknown }[] };
  let outer: ScreenplayElement | undefined;
  return fountainOf({
    titlePage: titlePage.map(({ key, value }, index) => ({
      key,
      value,
      styles: spansOf(raw.titlePage?.[index]?.runs, value, `titlePage[${index}]`),
    })),
    elements: elements.map((element, index): StyledElement => {
      const { type, text: own, name, extension, number, dual, depth } = element;
      const text = own === '' && name !== undefined ? (extension === undefined ? name : `${name} (${extension})`) : own;
      const cut = type === 'note' || type === 'boneyard';
      const inside =
        cut && outer !== undefined && element.to > 0 && element.from >= outer.from && element.to <= outer.to;
      if (!cut) outer = element;
      return {
        type,
        text,
        styles: spansOf(raw.elements[index]?.runs, own, `elements[${index}]`),
        ...(number === undefined ? {} : { number }),
        ...(dual === undefined ? {} : { dual }),
        ...(depth === undefined ? {} : { depth }),
        ...(inside ? { inside } : {}),
      };
    }),
  });
}

function spansOf(runs: unknown, text: string, place: string): StyleSpan[] {
  if (runs === undefined) return [];
  if (!Array.isArray(runs)) throw wrong(`${place}.runs`, 'must be a list');
  let end = 0;
  return runs.map((run: unknown, index): StyleSpan => {
    const own = `${place}.runs[${index}]`;
    const { from, to, style } = (typeof run === 'object' && run !== null ? run : {}) as Record<string, unknown>;
    if (
      !Number.isInteger(from) ||
      !Number.isInteger(to) ||
      (from as number) < end ||
      (to as number) <= (from as number)
    ) {
      throw wrong(own, 'has a range that is none, or that overlaps the one before it');
    }
    if ((to as number) > text.length) throw wrong(own, 'goes beyond its text');
    end = to as number;
    if (!Array.isArray(style)) throw wrong(`${own}.style`, 'must be a list');
    const bits = style.map((name: unknown) => STYLES.find(([known]) => known === name)?.[1]);
    if (bits.includes(undefined)) throw wrong(`${own}.style`, 'may hold "bold", "italic" and "underline"');
    return { from: from as number, to: end, style: bits.reduce<number>((all, bit) => all | (bit ?? 0), 0) };
  });
}

function wrong(place: string, why: string): ScreenplayFault {
  return new ScreenplayFault('input', `This JSON is no screenplay: ${place} ${why}.`, { place });
}
