/** Three or more equals signs, alone on their line. */
export function isPageBreak(text: string): boolean {
  if (text.length < 3) return false;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== 0x3d) return false;
  return true;
}
