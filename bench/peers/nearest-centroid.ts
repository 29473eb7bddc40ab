/**
 * A control for speaker identification: the class whose centroid of TF-IDF vectors of words is nearest by cosine
 * (Rocchio). Each text is held against what the texts outside its group make of words and classes. `labels` below 0
 * are left out and answered with -1.
 */
export function nearestCentroid(
  texts: readonly string[],
  labels: ArrayLike<number>,
  classes: number,
  groups: ArrayLike<number>,
): number[] {
  const columns = new Map<string, number>();
  const rows = texts.map((text) => {
    const counts = new Map<number, number>();
    for (const [word] of text
      .toLowerCase()
      .replaceAll('’', "'")
      .matchAll(/[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+/gu)) {
      const column = columns.get(word) ?? columns.size;
      columns.set(word, column);
      counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    return counts;
  });
  const answers = texts.map(() => -1);
  const labelled = [...rows.keys()].filter((row) => labels[row]! >= 0);
  for (const [group, held] of Map.groupBy(labelled, (row) => groups[row]!)) {
    const known = labelled.filter((row) => groups[row] !== group);
    const textsWith = new Float64Array(columns.size);
    for (const row of known) for (const column of rows[row]!.keys()) textsWith[column]!++;
    // As scikit-learn smooths it.
    const inverse = textsWith.map((count) => Math.log((1 + known.length) / (1 + count)) + 1);
    const centroids = Array.from({ length: classes }, () => new Float64Array(columns.size));
    for (const row of known) {
      const length = Math.sqrt(sum([...rows[row]!].map(([column, count]) => (count * inverse[column]!) ** 2))) || 1;
      const centroid = centroids[labels[row]!]!;
      for (const [column, count] of rows[row]!) centroid[column]! += (count * inverse[column]!) / length;
    }
    const lengths = centroids.map((centroid) => Math.sqrt(sum(centroid.map((value) => value * value))) || 1);
    for (const row of held) {
      const nearness = centroids.map(
        (centroid, at) =>
          sum([...rows[row]!].map(([column, count]) => count * inverse[column]! * centroid[column]!)) / lengths[at]!,
      );
      answers[row] = nearness.indexOf(Math.max(...nearness));
    }
  }
  return answers;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
