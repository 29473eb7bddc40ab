/**
 * A script's text as its document keeps it: no byte-order mark, line feeds only (editors count a
 * line break as one), no lone half of a surrogate pair (Yjs could not keep it).
 */
export function normalForm(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .toWellFormed();
}
