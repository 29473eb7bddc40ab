/**
 * The bytes of a file that the build put into the page as a data block, where nothing runs it. Taken out of their text
 * only when they are wanted: a page that reads no script decodes none.
 */
export function inlineBytes(id: string): Uint8Array<ArrayBuffer> | undefined {
  const text = document.getElementById(id)?.textContent?.trim();
  if (!text) return undefined;
  const units = atob(text);
  const bytes = new Uint8Array(units.length);
  for (let at = 0; at < units.length; at++) bytes[at] = units.charCodeAt(at);
  return bytes;
}
