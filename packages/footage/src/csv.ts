/** Quoted where RFC 4180 asks for it; text that a spreadsheet would run as a formula is made plain text, a number is not. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const plain = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Without it Excel takes the file for one of the machine's old code page: é and 龙 come out as others. */
const MARK = '\uFEFF';

/** Rows as RFC 4180 writes them, in UTF-8 that says so by its byte-order mark: these tables are opened in spreadsheets. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
