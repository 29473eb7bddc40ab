import type { ElementType, ScreenplayElement, TitlePageEntry } from '../../src/index.ts';

export interface InlineNode {
  readonly type: 'bold' | 'italic' | 'underline' | 'escape';
  readonly from: number;
  readonly to: number;
}

/** As published in `conformance/*.json`. */
export interface ConformanceCase {
  readonly name: string;
  /** The sentence it rests on, or `interpretation:` and the reason where the specification is silent. */
  readonly rests_on: string;
  readonly input: string;
  readonly expected: {
    readonly titlePage: readonly TitlePageEntry[];
    readonly elements: readonly ScreenplayElement[];
    /** Emphasis and escapes, outer before inner, in order. */
    readonly inline: readonly InlineNode[];
  };
}

type Draft =
  | { kind: 'element'; type: ElementType; source: string; fields: Partial<ScreenplayElement> }
  | { kind: 'title'; key: string; value: string; source: string }
  | { kind: 'inline'; type: InlineNode['type']; source: string };

type Fields = Partial<Omit<ScreenplayElement, 'type' | 'from' | 'to'>>;

function element(type: ElementType) {
  return (source: string, fields: Fields | string = {}): Draft => ({
    kind: 'element',
    type,
    source,
    fields: typeof fields === 'string' ? { text: fields } : fields,
  });
}

export const heading = element('sceneHeading');
export const action = element('action');
export const character = element('character');
export const parenthetical = element('parenthetical');
export const dialogue = element('dialogue');
export const lyrics = element('lyrics');
export const transition = element('transition');
export const centered = element('centered');
export const section = element('section');
export const synopsis = element('synopsis');
export const note = element('note');
export const boneyard = element('boneyard');
export const pageBreak = (source: string): Draft => element('pageBreak')(source, '');
export const title = (source: string, key: string, value: string): Draft => ({ kind: 'title', source, key, value });
export const bold = (source: string): Draft => ({ kind: 'inline', type: 'bold', source });
export const italic = (source: string): Draft => ({ kind: 'inline', type: 'italic', source });
export const underline = (source: string): Draft => ({ kind: 'inline', type: 'underline', source });
export const escaped = (source: string): Draft => ({ kind: 'inline', type: 'escape', source });

/**
 * A case whose ranges are found by looking for each source text in the input, in order. What is expected is
 * written by hand; no parser takes part.
 */
export function conform(name: string, restsOn: string, input: string, ...drafts: Draft[]): ConformanceCase {
  const titlePage: TitlePageEntry[] = [];
  const elements: ScreenplayElement[] = [];
  const inline: InlineNode[] = [];
  let after = 0;
  let inside = 0;
  let inlineFrom = 0;
  for (const draft of drafts) {
    // Notes and boneyards may stand inside the element before them; everything else comes after it.
    const cut = draft.kind === 'element' && (draft.type === 'note' || draft.type === 'boneyard');
    const start = draft.kind === 'inline' ? inlineFrom : cut ? inside : after;
    const from = input.indexOf(draft.source, start);
    if (from === -1) throw new Error(`${name}: no ${JSON.stringify(draft.source)} from ${start} on`);
    const to = from + draft.source.length;
    if (draft.kind === 'title') titlePage.push({ key: draft.key, value: draft.value, from, to });
    else if (draft.kind === 'inline') {
      inline.push({ type: draft.type, from, to });
      inlineFrom = from + (draft.type === 'escape' ? 2 : 1);
      continue;
    } else {
      const fields = draft.type === 'character' ? { name: draft.fields.text ?? draft.source } : {};
      elements.push({ type: draft.type, from, to, text: draft.source, ...fields, ...draft.fields });
    }
    inside = cut ? from + 1 : from;
    after = Math.max(after, to);
  }
  return { name, rests_on: restsOn, input, expected: { titlePage, elements, inline } };
}
