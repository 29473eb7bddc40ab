import { toDocument } from '../document.ts';
import type { ScreenplayDocument } from '../elements.ts';
import type { AnyScript } from '../formats/script/styled.ts';
import { parse } from '../parse.ts';

/** The document of whatever a script is at hand as. */
export function documentOf(script: AnyScript): ScreenplayDocument {
  if (typeof script === 'string') return toDocument(parse(script));
  return 'blocks' in script ? toDocument(script) : script;
}
