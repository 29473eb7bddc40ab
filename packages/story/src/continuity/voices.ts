import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

/** Cues of a voice alone, without the (V.O.) or (O.S.) that the script writes elsewhere. */
export function bareVoices({ tree, document }: Reading): Note[] {
  const source = sourceOf(tree);
  const cues = document.elements.filter(({ type }) => type === 'character');
  const used = cues.find(({ extension }) => /\b[VO]\.?\s?[OSC]\b/iu.test(extension ?? ''));
  if (used === undefined) return [];
  const notes: Note[] = [];
  for (const { from, to, name, extension } of cues) {
    if (extension !== undefined || !/(?:^|\s)VOICE(?: #?\d+)?$/u.test(name ?? '')) continue;
    const end = to - (/(?:\s*\^)?$/u.exec(source.slice(from, to))?.[0].length ?? 0);
    notes.push({
      kind: 'extension',
      language: 'en',
      what: 'a voice without (O.S.) or (V.O.)',
      value: { cue: name },
      confidence: 0.85,
      method: 'A cue that names a voice, in a script that marks voices elsewhere.',
      evidence: [at(from, to), at(used.from, used.to)],
      ...replace('Add (O.S.)', end, end, ' (O.S.)'),
    });
  }
  return notes;
}
