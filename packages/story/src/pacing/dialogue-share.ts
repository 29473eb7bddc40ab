import { isScript, type Look, range } from '../reading.ts';

/** The part of the script's words that is spoken or sung. */
export const dialogueShare: Look = (reading) => {
  const { document, words, speeches } = reading;
  // No speech, and nothing to show: a script in a layout that is not read so has dialogue all the same.
  if (speeches.length === 0 || !isScript(reading)) return [];
  let spoken = 0;
  for (const speech of speeches) spoken += speech.words;
  let described = 0;
  for (const [index, { type }] of document.elements.entries()) {
    if (type === 'action' || type === 'centered') described += words[index] ?? 0;
  }
  if (spoken + described === 0) return [];
  return [
    {
      id: 'dialogue-share',
      area: 'pacing',
      language: 'any',
      what: 'dialogue share',
      value: spoken / (spoken + described),
      confidence: 1,
      method: `${spoken} words spoken of ${spoken + described} spoken or described; headings, cues and parentheticals apart.`,
      evidence: speeches.map(range),
    },
  ];
};
