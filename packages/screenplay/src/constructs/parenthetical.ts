/** A line of dialogue in parentheses, full-width ones of Japanese included. They are its text and not markup. */
export function looksLikeParenthetical(text: string): boolean {
  if (text.length < 2) return false;
  const open = text.charCodeAt(0);
  const close = text.charCodeAt(text.length - 1);
  return (open === 0x28 || open === 0xff08) && (close === 0x29 || close === 0xff09);
}
