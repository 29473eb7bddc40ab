import { characterKey } from '../characters.ts';
import { LIMITS } from '../limits.ts';
import { lettersIn, oneApart } from '../near.ts';
import { type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

const SHORTEST = 5;
/** MR. COLLINS is not MRS. COLLINS. */
const TITLE = /^(?:MR|MRS|MS|MISS|DR|SR|LORD|LADY)(?=[. ])/u;

/** A name cued once that is one letter away from another that is cued more often: possibly misspelled. */
export function cueNames({ tree, characters }: Reading): Note[] {
  if (characters.length > LIMITS.names) return [];
  const long = characters.filter(({ name }) => lettersIn(name) >= SHORTEST);
  const often = long.filter(({ speeches }) => speeches > 1);
  const notes: Note[] = [];
  for (const rare of long) {
    const [cue] = rare.evidence;
    if (rare.speeches !== 1 || cue === undefined) continue;
    const key = characterKey(rare.name);
    for (const known of often) {
      const other = characterKey(known.name);
      // A first letter is hardly ever a slip, and KENNY is not JENNY.
      if (key[0] !== other[0] || TITLE.exec(key)?.[0] !== TITLE.exec(other)?.[0] || !oneApart(key, other)) continue;
      const from = sourceOf(tree).indexOf(rare.name, cue.from);
      const end = from + rare.name.length;
      notes.push({
        kind: 'name-spelling',
        language: 'any',
        what: 'possible misspelling of a name',
        value: { name: rare.name, like: known.name, speeches: known.speeches },
        confidence: 0.85,
        method: 'One letter changed, added, dropped or swapped, in a name of five letters or more that is cued once.',
        evidence: [cue, ...known.evidence.slice(0, 1)],
        ...(from < cue.from || end > cue.to ? {} : replace(`Spell it ${known.name}`, from, end, known.name)),
      });
      break;
    }
  }
  return notes;
}
