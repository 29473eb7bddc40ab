/** A line of dialogue in parentheses, which are its text and not markup. */
export function looksLikeParenthetical(text: string): boolean {
  return text.length > 1 && text.charCodeAt(0) === 0x28 && text.charCodeAt(text.length - 1) === 0x29;
}
