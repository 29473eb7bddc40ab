/** Rows of comma-separated text by the names of its first row. Fields in quotes may hold lines and doubled quotes. */
export function csvRows(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const field = /"((?:[^"]|"")*)"|[^,\r\n]*/uy;
  let at = 0;
  while (at < text.length) {
    field.lastIndex = at;
    const match = field.exec(text);
    if (match === null) break;
    rows.at(-1)?.push(match[1] === undefined ? match[0] : match[1].replaceAll('""', '"'));
    at = field.lastIndex;
    if (text[at] === ',') at++;
    else {
      if (text[at] === '\r') at++;
      if (text[at] === '\n') at++;
      if (at < text.length) rows.push([]);
    }
  }
  const [names = [], ...rest] = rows;
  return rest
    .filter((row) => row.length > 1)
    .map((row) => Object.fromEntries(names.map((name, column) => [name, row[column] ?? ''])));
}
