import type * as Y from 'yjs';

/**
 * Makes `text` read `wanted` by one replacement between what both begin and end with, so that
 * what others write elsewhere in the script at the same time stays. Does nothing where they agree.
 */
export function rewrite(text: Y.Text, wanted: string): void {
  const now = text.toString();
  if (now === wanted) return;
  const most = Math.min(now.length, wanted.length);
  let head = 0;
  while (head < most && now.charCodeAt(head) === wanted.charCodeAt(head)) head++;
  if (splitsPair(now, head) || splitsPair(wanted, head)) head--;
  let tail = 0;
  while (tail < most - head && now.charCodeAt(now.length - 1 - tail) === wanted.charCodeAt(wanted.length - 1 - tail)) {
    tail++;
  }
  if (splitsPair(now, now.length - tail) || splitsPair(wanted, wanted.length - tail)) tail--;
  const change = (): void => {
    if (now.length - tail > head) text.delete(head, now.length - tail - head);
    if (wanted.length - tail > head) text.insert(head, wanted.slice(head, wanted.length - tail));
  };
  if (text.doc) text.doc.transact(change);
  else change();
}

/** Would a cut here part the two halves of one sign? Yjs stores a lone half as U+FFFD. */
function splitsPair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
