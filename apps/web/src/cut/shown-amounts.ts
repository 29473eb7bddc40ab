/**
 * Amounts as whole hundredths that add up to their own sum in hundredths, each less than one
 * hundredth from the exact value (largest remainder), so that what is shown can be added by hand.
 */
export function hundredths(amounts: readonly number[]): { readonly parts: readonly number[]; readonly sum: number } {
  const exact = amounts.map((amount) => amount * 100);
  const parts = exact.map((value) => Math.floor(value) + 0);
  // Rounding a small negative number gives −0, which would be shown with a minus sign.
  const sum = Math.round(exact.reduce((all, value) => all + value, 0)) + 0;
  const left = sum - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return { parts, sum };
}
