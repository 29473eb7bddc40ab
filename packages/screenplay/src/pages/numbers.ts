/**
 * Page numbers. `locks` has, for each page, the numbers of the locked pages that begin on it. Pages that a locked one
 * overflowed to are A-pages of it; those before the first lock and after the last count on.
 */
export function pageNumbers(locks: readonly (readonly string[])[]): string[] {
  const numbers: string[] = [];
  const lastLock = locks.findLastIndex((page) => page.length > 0);
  /** The number that A-pages are added to. */
  let base: string | undefined;
  let added = 0;
  let count = 0;
  const firstLocked = locks.find((page) => page.length > 0)?.[0];
  const limit = firstLocked === undefined ? 0 : Number.parseInt(firstLocked, 10) || 0;
  for (const [index, page] of locks.entries()) {
    const first = page[0];
    const last = page.at(-1);
    if (first !== undefined && last !== undefined) {
      numbers.push(page.length === 1 ? first : `${first}-${last}`);
      base = last;
      added = 0;
      count = Number.parseInt(last, 10) || count + 1;
    } else if (base !== undefined && index < lastLock) {
      // Between 12 and 12A goes A12A.
      const next = locks.slice(index).find((later) => later.length > 0)?.[0] ?? '';
      const taken = next.startsWith(base) && /^[A-Z]/.test(next.slice(base.length));
      numbers.push(taken ? `${letters(added++)}${next}` : `${base}${letters(added++)}`);
    } else if (base === undefined && limit > 0 && count + 1 >= limit) {
      // Written before the first locked page: after the page before it, or before all pages.
      numbers.push(count === 0 ? `${letters(added++)}${limit}` : `${count}${letters(added++)}`);
    } else numbers.push(String(++count));
  }
  return numbers;
}

/** A … Z, AA, AB … */
function letters(index: number): string {
  const last = String.fromCharCode(0x41 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
