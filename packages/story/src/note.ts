import type { ScriptRange } from '@second-unit/evidence';
import type { Area, Fix, StoryFinding, TextChange } from './story-finding.ts';

/** One place of a script that a writer may want to be told of: a finding before it has its number. */
export interface Note {
  /** Of its id, e.g. `cue-format` of `cue-format-3`. */
  readonly kind: string;
  readonly language: 'any' | 'en';
  /** What it is, or in craft what one might ask. */
  readonly what: string;
  readonly value: unknown;
  readonly confidence: number;
  readonly method: string;
  /** The place first, then what it is held against. */
  readonly evidence: readonly [ScriptRange, ...ScriptRange[]];
  readonly fix?: Fix;
}

/** Numbers the notes of each kind in script order; the surest kinds come first, and within them the script's order. */
export function asFindings(area: Area, notes: readonly Note[]): StoryFinding[] {
  const surest = new Map<string, number>();
  for (const { kind, confidence } of notes) surest.set(kind, Math.max(confidence, surest.get(kind) ?? 0));
  const ordered = [...notes].sort(
    (a, b) =>
      (surest.get(b.kind) ?? 0) - (surest.get(a.kind) ?? 0) ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.evidence[0].from - b.evidence[0].from),
  );
  const numbers = new Map<string, number>();
  return ordered.map(({ kind, ...rest }) => {
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    return { id: `${kind}-${number}`, area, ...rest };
  });
}

export function at(from: number, to: number): ScriptRange {
  return { kind: 'script', from, to };
}

/** A fix of one place. */
export function replace(label: string, from: number, to: number, insert: string): { readonly fix: Fix } {
  return { fix: { label, changes: [{ from, to, insert }] } };
}

/** The same note at another offset: what was found in a block, placed in the script. */
export function moved(note: Note, by: number): Note {
  const [first, ...others] = note.evidence.map((range) => at(range.from + by, range.to + by));
  const { fix } = note;
  return {
    ...note,
    evidence: [first as ScriptRange, ...others],
    ...(fix === undefined
      ? {}
      : { fix: { label: fix.label, changes: fix.changes.map((change) => shift(change, by)) } }),
  };
}

function shift({ from, to, insert }: TextChange, by: number): TextChange {
  return { from: from + by, to: to + by, insert };
}
