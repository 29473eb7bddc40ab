/** Whether one letter changed, added, dropped, or swapped with its neighbour makes one the other; digits never count. */
export function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  const one = [...a];
  const two = [...b];
  if (Math.abs(one.length - two.length) > 1) return false;
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end++;
  const left = one.slice(start, one.length - end);
  const right = two.slice(start, two.length - end);
  // MAN 1 and MAN 2, or PRIEST #3: numbers tell people apart on purpose.
  if ([...left, ...right].some((letter) => !/\p{L}/u.test(letter))) return false;
  if (left.length <= 1 && right.length <= 1) return left.length + right.length > 0;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

export function lettersIn(name: string): number {
  return name.match(/\p{L}/gu)?.length ?? 0;
}
