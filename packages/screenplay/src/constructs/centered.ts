/** `>text<` is centred; `>text` is a transition, and so is `>text \<`, whose last sign is escaped. */
export function isCentered(text: string): boolean {
  const last = text.length - 1;
  if (last < 1 || text.charCodeAt(0) !== 0x3e || text.charCodeAt(last) !== 0x3c) return false;
  let backslashes = 0;
  while (text.charCodeAt(last - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 0;
}
