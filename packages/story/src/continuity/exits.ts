import type { ScreenplayElement } from '@second-unit/screenplay';
import { byBlock } from '../by-block.ts';
import { characterKey } from '../characters.ts';
import { at, type Note } from '../note.ts';
import type { Reading } from '../reading.ts';
import { writtenIn } from '../written.ts';

/** `Mara leaves.`, `Mara storms out of the room.`: the verb right after the name, and nothing in the sentence undoes it. */
const LEAVES =
  /^(\p{Lu}[\p{L}'’]*)\s+(?:\p{Ll}+ly\s+)?(?:(?:exits|leaves)(?=[.!]| the (?:room|house|building|office|bar|apartment|shop|store)\b)|(?:walks|storms|runs|hurries|goes|slips|strides|rushes) out\b|(?:is|has) gone\b|drives (?:away|off)\b)(?!.*\b(?:but|stops|turns|back|about|tries|when|then)\b)/u;
const PRONOUN = /(?:^|[.!?]\s+)(?:He|She|They)\b/u;

interface Moves {
  readonly from: number;
  readonly to: number;
  /** First words of sentences that leave. */
  readonly leavers: readonly string[];
  readonly words: ReadonlySet<string>;
  readonly pronoun: boolean;
}

const moves = byBlock((block) => {
  const all: Moves[] = [];
  for (const { element, raw } of writtenIn(block)) {
    if (element.type !== 'action') continue;
    const leavers = raw.split(/(?<=[.!?])\s+/u).flatMap((sentence) => {
      const subject = LEAVES.exec(sentence)?.[1];
      return subject === undefined ? [] : [characterKey(subject)];
    });
    const words = new Set(characterKey(raw).match(/\p{L}+/gu) ?? []);
    all.push({ from: element.from, to: element.to, leavers, words, pronoun: PRONOUN.test(raw) });
  }
  return all;
});

interface Gone {
  readonly at: { readonly from: number; readonly to: number };
  others: number;
}

/** Who leaves in action and then speaks in the same scene, without coming back and without (O.S.) or (V.O.). */
export function leavesThenSpeaks({ tree, document }: Reading): Note[] {
  const all = moves(tree);
  // In most scripts nobody does: then there is nothing to follow.
  if (!all.some(({ result }) => result.some(({ leavers }) => leavers.length > 0))) return [];
  const action = new Map<number, Moves>();
  for (const { start, result } of all) for (const move of result) action.set(start + move.from, move);
  const notes: Note[] = [];
  const gone = new Map<string, Gone>();
  for (const element of document.elements) {
    switch (element.type) {
      case 'sceneHeading':
      case 'transition':
        gone.clear();
        break;
      case 'character': {
        const [key = ''] = characterKey(element.name ?? '').split(' ');
        const left = gone.get(key);
        if (left !== undefined && element.extension === undefined && left.others > 0) {
          notes.push(noteOf(element, left));
        }
        gone.delete(key);
        for (const one of gone.values()) one.others++;
        break;
      }
      case 'action': {
        const move = action.get(element.from);
        if (move === undefined) break;
        // Seen again: whoever left is back. A pronoun may be anybody who left.
        if (move.pronoun) gone.clear();
        for (const key of gone.keys()) if (move.words.has(key)) gone.delete(key);
        for (const key of move.leavers) gone.set(key, { at: element, others: 0 });
        break;
      }
      default:
    }
  }
  return notes;
}

function noteOf(cue: ScreenplayElement, left: Gone): Note {
  return {
    kind: 'leaves-then-speaks',
    language: 'en',
    what: 'somebody who left speaks',
    value: { name: cue.name },
    confidence: 0.75,
    method:
      'Action says that a speaker leaves; others speak, nothing says that the person returns, and the cue has no (O.S.).',
    evidence: [at(cue.from, cue.to), at(left.at.from, left.at.to)],
  };
}
