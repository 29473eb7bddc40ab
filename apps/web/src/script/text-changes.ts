/** Replaces [from, to) by `insert`; offsets are of the text before it, in UTF-16 units. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** One step of a Yjs text event. */
export interface DeltaStep {
  readonly retain?: number;
  readonly delete?: number;
  readonly insert?: unknown;
}

/**
 * A Yjs text event as changes in turn, each of the text that the one before it left. A delete and an insert at one
 * place are one change.
 */
export function changesOf(delta: readonly DeltaStep[]): TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  for (const step of delta) {
    if (step.retain !== undefined) {
      at += step.retain;
      continue;
    }
    const last = changes.at(-1);
    const follows = last !== undefined && last.from + last.insert.length === at;
    if (step.delete !== undefined) {
      if (follows) changes[changes.length - 1] = { ...last, to: last.to + step.delete };
      else changes.push({ from: at, to: at + step.delete, insert: '' });
    } else if (typeof step.insert === 'string') {
      if (follows) changes[changes.length - 1] = { ...last, insert: last.insert + step.insert };
      else changes.push({ from: at, to: at, insert: step.insert });
      at += step.insert.length;
    }
  }
  return changes;
}
