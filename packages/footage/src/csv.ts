/** Quoted where RFC 4180 asks for it; text that a spreadsheet would run as a formula is made plain text, a number is not. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const plain = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows as RFC 4180 writes them. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
