import { byBlock } from '../by-block.ts';
import { isEnglish } from '../english.ts';
import { asFindings, moved, type Note } from '../note.ts';
import { isScript, type Look } from '../reading.ts';
import { writtenIn } from '../written.ts';
import { cameraDirections } from './camera.ts';
import { longBlocks } from './long-blocks.ts';
import { passiveVoice } from './passive.ts';
import { unfilmable } from './unfilmable.ts';

const inBlock = byBlock((block): readonly Note[] => {
  const lines = writtenIn(block);
  return [longBlocks, cameraDirections, passiveVoice, unfilmable].flatMap((look) => look(lines));
});

/** Readability and craft, as questions: the writer may mean every one of them. Prose that is no script is asked nothing. */
export const craft: Look = (reading) => {
  if (!isScript(reading)) return [];
  const { tree } = reading;
  const english = isEnglish(tree);
  const notes: Note[] = [];
  for (const { start, result } of inBlock(tree)) {
    for (const note of result) if (english || note.language === 'any') notes.push(moved(note, start));
  }
  return asFindings('craft', notes);
};
