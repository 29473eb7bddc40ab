import { characterKey } from './characters.ts';

/** A word of letters, apostrophes and hyphens inside of it included: `o’clock`, `co-pilot`. */
export const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;

/** The same where it may be a name, which may have digits: `R2-D2`. */
export const NAME_WORD = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

/**
 * The words of a name as `characterKey` spells them. What models were trained on splits names in ways of its own
 * (`structure/scene-measures.ts`, `voice/people.ts`): another way would be another model.
 */
export function nameWords(name: string): string[] {
  return characterKey(name).match(NAME_WORD) ?? [];
}
