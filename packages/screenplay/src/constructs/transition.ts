import { isUppercase } from './uppercase.ts';

/** The specification's reference parser takes these three besides lines that end in `TO:`. */
const KNOWN: ReadonlySet<string> = new Set(['FADE OUT.', 'CUT TO BLACK.', 'FADE TO BLACK.']);

/** In capitals and ending in `TO:`. A space after the colon makes it action; the caller has looked for that. */
export function looksLikeTransition(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  if (last === 0x3a) return text.endsWith('TO:') && isUppercase(text);
  // Most lines of action end in a full stop: the length spares hashing them.
  return last === 0x2e && text.length < 15 && KNOWN.has(text);
}
