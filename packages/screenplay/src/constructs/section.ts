/** Number of `#` signs that open a section, or 0. Depth stops at 6, further signs are still markup. */
export function sectionDepth(text: string, inDialogue: boolean): number {
  let depth = 0;
  while (text.charCodeAt(depth) === 0x23) depth++;
  if (depth === 0 || depth === text.length) return 0;
  // `#1 fan` may well be said; a section right under dialogue needs a space after its signs.
  return inDialogue && depth === 1 && text.charCodeAt(depth) !== 0x20 ? 0 : depth;
}
