const END = /[.!?\u2026\u061f\u06d4]+["'\u201d\u2019)\]]*[ \n]+|[\u3002\uff01\uff1f]+[\u300d\u300f\uff09]*[ \n]*|\n/gu;
const ABBREVIATION = /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|sr|jr|sgt|lt|capt|col|gen|rev|vs|no|hr|fr|mme|м|г|[a-z])\.$/iu;

/** Offsets in `text` after which a new sentence begins, its first letter; ascending. */
export function sentenceStarts(text: string): number[] {
  const starts: number[] = [];
  for (const found of text.matchAll(END)) {
    const next = found.index + found[0].length;
    if (next >= text.length) continue;
    if (found[0] !== '\n') {
      // "Well... maybe" goes on.
      if (/^\p{Ll}/u.test(text.slice(next, next + 2))) continue;
      const word = text.slice(Math.max(0, found.index - 12), found.index + 1);
      if (ABBREVIATION.test(word)) continue;
    }
    starts.push(next);
  }
  return starts;
}
