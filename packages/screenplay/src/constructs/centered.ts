/** `>text<` is centred; `>text` is a transition. */
export function isCentered(text: string): boolean {
  return text.length > 1 && text.charCodeAt(0) === 0x3e && text.charCodeAt(text.length - 1) === 0x3c;
}
