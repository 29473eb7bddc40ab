import type { TitlePageEntry } from '../elements.ts';
import type { TitleChange } from './comparison.ts';

/** Entries of one key are compared, the first with the first; their order says nothing. */
export function titleChanges(a: readonly TitlePageEntry[], b: readonly TitlePageEntry[]): TitleChange[] {
  const left = Map.groupBy(a, keyOf);
  const changes: TitleChange[] = [];
  for (const entry of b) {
    const old = left.get(keyOf(entry))?.shift();
    if (old === undefined) changes.push({ kind: 'added', b: entry });
    else if (old.value !== entry.value) changes.push({ kind: 'changed', a: old, b: entry });
  }
  for (const entry of [...left.values()].flat()) changes.push({ kind: 'cut', a: entry });
  return changes;
}

function keyOf({ key }: TitlePageEntry): string {
  return key.replace(/\s+/gu, ' ').trim().toLowerCase();
}
