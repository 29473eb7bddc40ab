/** More texts than this are not kept: all are dropped, and worked out again as they come. */
const MOST = 5000;

/** Keeps what was worked out of a short text (a cue, a heading) that comes again with every keystroke. */
export function byText<Result>(work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    let kept = known.get(text);
    if (kept === undefined) {
      if (known.size >= MOST) known.clear();
      kept = { result: work(text) };
      known.set(text, kept);
    }
    return kept.result;
  };
}
