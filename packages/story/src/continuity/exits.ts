import type { ScreenplayElement } from '@second-unit/screenplay';
import { characterKey } from '../characters.ts';
import { at, type Note } from '../note.ts';
import type { Reading } from '../reading.ts';

const LEAVES =
  /\b(?:exits(?! (?:the )?(?:car|house|building|bathroom|elevator|frame|his|her|from|to|into|onto))|leaves(?! (?:\p{L}+ )?(?:him|her|it|them|a|an|his|the (?!room|house|building|office|bar|apartment|shop|store)))|walks out|storms out|runs out|hurries out|is gone|has gone|goes out|drives away|drives off|walks away|heads out|slips out|strides out)\b(?![^.!?]*\b(?:but|stops|turns|back|toward|towards|about to|try|tries|when)\b)[^.!?]*[.!?]/iu;

/** Who leaves in action and then speaks in the same scene, without coming back and without (O.S.) or (V.O.). */
export function leavesThenSpeaks({ document }: Reading): Note[] {
  const notes: Note[] = [];
  let gone = new Map<string, { element: ScreenplayElement; others: Set<string> }>();
  let cast = new Map<string, string>();
  for (const element of document.elements) {
    switch (element.type) {
      case 'sceneHeading':
      case 'transition':
        gone = new Map();
        cast = new Map();
        break;
      case 'character': {
        const key = characterKey(element.name ?? '');
        const left = gone.get(key);
        if (left !== undefined && element.extension === undefined && left.others.size > 0) {
          notes.push(noteOf(element, left.element));
        }
        gone.delete(key);
        for (const one of gone.values()) one.others.add(key);
        const [first] = key.split(' ');
        if (first !== undefined) cast.set(first, key);
        break;
      }
      case 'action':
        follow(element, cast, gone);
        break;
      default:
    }
  }
  return notes;
}

function follow(
  element: ScreenplayElement,
  cast: ReadonlyMap<string, string>,
  gone: Map<string, { element: ScreenplayElement; others: Set<string> }>,
): void {
  const said = characterKey(element.text);
  for (const [first, key] of cast) {
    if (!new RegExp(`(?<!\\p{L})${first.replace(/[^\p{L}\p{N}]/gu, '.')}(?!\\p{L})`, 'u').test(said)) continue;
    // Seen again in action: whoever left is back, or never was out of sight.
    gone.delete(key);
  }
  // A pronoun may be anybody who left: then nobody is known to be gone.
  if (/^(?:he|she|they)\b/iu.test(element.text)) gone.clear();
  for (const sentence of element.text.split(/(?<=[.!?])\s+/u)) {
    const subject = /^(\p{Lu}[\p{L}'’.]*)\s/u.exec(sentence)?.[1];
    if (subject === undefined || !LEAVES.test(sentence)) continue;
    const key = cast.get(characterKey(subject));
    if (
      key !== undefined &&
      /^\S+\s+(?:\p{L}+ly\s+)?(?:exits|leaves|walks|storms|runs|hurries|is gone|has gone|goes|drives|heads|slips|strides)\b/iu.test(
        sentence,
      )
    ) {
      gone.set(key, { element, others: new Set() });
    }
  }
}

function noteOf(cue: ScreenplayElement, left: ScreenplayElement): Note {
  return {
    kind: 'leaves-then-speaks',
    language: 'en',
    what: 'somebody who left speaks',
    value: { name: cue.name },
    confidence: 0.75,
    method:
      'Action says that a speaker leaves; others speak, nothing says that the person returns, and the cue has no (O.S.).',
    evidence: [at(cue.from, cue.to), at(left.from, left.to)],
  };
}
