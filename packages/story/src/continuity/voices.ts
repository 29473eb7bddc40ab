import { at, type Note, replace } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

const VOICE = /(?:^|\s)VOICE$/u;
const MOST = 3;

/** Cues of a voice alone, without the (V.O.) or (O.S.) that the script writes elsewhere. */
export function bareVoices({ tree, document }: Reading): Note[] {
  const source = sourceOf(tree);
  const cues = document.elements.filter(({ type }) => type === 'character');
  const used = cues.find(({ extension }) => /\b[VO]\.?\s?[OSC]\b/iu.test(extension ?? ''));
  if (used === undefined) return [];
  const bare = cues.filter(({ name, extension }) => extension === undefined && VOICE.test(name ?? ''));
  // More of them are a house style: the word says enough.
  if (bare.length > MOST) return [];
  const notes: Note[] = [];
  for (const { from, to, name } of bare) {
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
