import { characterKey } from '../characters.ts';
import { at, type Note } from '../note.ts';
import type { Reading } from '../reading.ts';
import { sourceOf } from '../written.ts';

const HEADING = /^(?:INT|EXT|INT\.?\/EXT|EXT\.?\/INT|I\/E)[. ]+\S/u;

/** A heading or a cue that reads as action because the empty line before it is missing. */
export function swallowedLines({ tree, document, characters, scenes }: Reading): Note[] {
  const source = sourceOf(tree);
  const cast = new Map(characters.filter(({ speeches }) => speeches > 1).map((one) => [characterKey(one.name), one]));
  const notes: Note[] = [];
  for (const { type, from, to } of document.elements) {
    if (type !== 'action' && type !== 'dialogue') continue;
    const raw = source.slice(from, to);
    if (!raw.includes('\n')) continue;
    let start = 0;
    const lines = raw.split('\n');
    for (const [index, whole] of lines.entries()) {
      const line = whole.trim();
      const here = from + start;
      start += whole.length + 1;
      if (index === 0 || line === '' || line !== line.toUpperCase()) continue;
      const name = characterKey(line.replace(/\s*\([^)]*\)/gu, ''));
      const known = cast.get(name);
      const heading = HEADING.test(line) && (scenes.length > 0 || /\s[-–—]\s/u.test(line));
      const speaks = known !== undefined && (lines[index + 1] ?? '').trim() !== '';
      if (!heading && !speaks) continue;
      const end = source.slice(from, here).endsWith('\r\n') ? '\r\n' : '\n';
      const after =
        heading && (lines[index + 1] ?? '').trim() !== ''
          ? [{ from: here + whole.length, to: here + whole.length, insert: end }]
          : [];
      notes.push({
        kind: 'format',
        language: 'any',
        what: heading
          ? 'a heading that reads as action: the empty line before it is missing'
          : 'a cue that reads as action: the empty line before it is missing',
        value: { line },
        confidence: 0.95,
        method:
          'A line in capitals within a paragraph that begins with INT. or EXT., or is the name of a speaker with words below.',
        evidence: [at(here, here + whole.length), ...(known?.evidence.slice(0, 1) ?? [])],
        fix: { label: 'Add the empty line', changes: [{ from: here, to: here, insert: end }, ...after] },
      });
    }
  }
  return notes;
}
