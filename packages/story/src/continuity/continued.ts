import type { ScreenplayElement } from '@second-unit/screenplay';
import { characterKey } from '../characters.ts';
import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

const CONTINUED = /\bCONT(?:['’.]?D|INUED|\.)?(?![\p{L}])/iu;
const VOICES = [/\bV\.?\s?O\b/iu, /\bO\.?\s?[SC]\b/iu] as const;
/** A script that writes it so often, and at least at this share of the places, means to. */
const FEWEST = 3;
const SHARE = 0.75;

interface Place {
  readonly cue: ScreenplayElement;
  readonly before: ScreenplayElement;
}

/** (CONT'D) where a person goes on after action: missing, in a script that writes it. */
export function continued({ tree, document }: Reading): Note[] {
  const missing: Place[] = [];
  const written: ScreenplayElement[] = [];
  let before: ScreenplayElement | undefined;
  for (const element of document.elements) {
    switch (element.type) {
      case 'sceneHeading':
      case 'transition':
        before = undefined;
        break;
      case 'character': {
        if (before !== undefined && goesOn(before, element)) {
          if (CONTINUED.test(element.extension ?? '')) written.push(element);
          else missing.push({ cue: element, before });
        }
        before = element;
        break;
      }
      default:
    }
  }
  if (written.length < FEWEST || written.length < (written.length + missing.length) * SHARE) return [];
  const source = sourceOf(tree);
  const [sample] = written;
  const sign = /\(CONT[^)]*\)/iu.exec(source.slice(sample?.from, sample?.to))?.[0] ?? "(CONT'D)";
  return missing.map(({ cue, before }) => {
    const end = cue.to - (/[\s^*_]*$/u.exec(source.slice(cue.from, cue.to))?.[0].length ?? 0);
    return {
      kind: 'contd',
      language: 'any',
      what: `${sign} is missing`,
      value: { name: cue.name, written: written.length, missing: missing.length },
      confidence: 0.9,
      method: `The same person speaks before and after action; the script writes ${sign} in ${written.length} of ${written.length + missing.length} such places.`,
      evidence: [at(cue.from, cue.to), at(before.from, before.to)],
      ...replace(`Add ${sign}`, end, end, ` ${sign}`),
    };
  });
}

/** The same person in the same delivery: a voice over one's own picture is another. */
function goesOn(before: ScreenplayElement, cue: ScreenplayElement): boolean {
  if (before.dual !== undefined || cue.dual !== undefined) return false;
  return (
    characterKey(before.name ?? '') === characterKey(cue.name ?? '') &&
    VOICES.every((voice) => voice.test(before.extension ?? '') === voice.test(cue.extension ?? ''))
  );
}
