/** Pearson's r of two series of one length; 0 where one of them does not vary. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let [meanA, meanB] = [0, 0];
  for (let at = 0; at < n; at++) {
    meanA += a[at]! / n;
    meanB += b[at]! / n;
  }
  let [together, squareA, squareB] = [0, 0, 0];
  for (let at = 0; at < n; at++) {
    const [x, y] = [a[at]! - meanA, b[at]! - meanB];
    together += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? 0 : together / Math.sqrt(squareA * squareB);
}
