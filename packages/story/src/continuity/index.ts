import { isEnglish } from '../english.ts';
import { asFindings, type Note } from '../note.ts';
import type { Look } from '../reading.ts';
import { absentAddressees } from './addressees.ts';
import { timeBackwards } from './clock.ts';
import { continued } from './continued.ts';
import { cueNames } from './cue-names.ts';
import { cueSlips } from './cues.ts';
import { leavesThenSpeaks } from './exits.ts';
import { headingsOf } from './heading-facts.ts';
import { headingSlips, timelessHeadings } from './headings.ts';

import { mixedLineEnds } from './line-ends.ts';
import { nameMentions } from './name-mentions.ts';
import { sceneNumbers } from './numbers.ts';
import { parentheticalSlips } from './parentheticals.ts';
import { placeSpelling } from './places.ts';
import { roleNames } from './role-names.ts';
import { wordCounter } from './said-words.ts';
import { typingSlips } from './slips.ts';
import { straySpaces } from './spaces.ts';
import { swallowedLines } from './swallowed.ts';
import { transitionSlips } from './transitions.ts';
import { bareVoices } from './voices.ts';

/** Objective slips, the surest kinds first. What rests on English words is silent on a script in another language. */
export const continuity: Look = (reading) => {
  const english = isEnglish(reading.tree);
  const headings = headingsOf(reading);
  const notes: Note[] = [
    ...cueNames(reading),
    ...nameMentions(reading),
    ...placeSpelling(headings, wordCounter(reading.tree)),
    ...headingSlips(headings, english),
    ...timelessHeadings(headings),
    ...cueSlips(reading),
    ...continued(reading),
    ...sceneNumbers(reading),
    ...swallowedLines(reading),
    ...mixedLineEnds(reading),
    ...straySpaces(reading),
    ...parentheticalSlips(reading, english),
  ];
  if (english) {
    notes.push(
      ...roleNames(reading),
      ...timeBackwards(headings),
      ...leavesThenSpeaks(reading),
      ...absentAddressees(reading),
      ...bareVoices(reading),
      ...transitionSlips(reading),
      ...typingSlips(reading),
    );
  }
  return asFindings('continuity', notes);
};
