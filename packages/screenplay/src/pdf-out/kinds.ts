/**
 * The words of the trade in the structure tree of our PDFs, beside the standard types of ISO 32000-1 that its role map
 * leads to. Written by `structureOf`, read by `taggedLines`.
 */

/** What elements are called. */
export const KINDS = {
  sceneHeading: 'SceneHeading',
  action: 'Action',
  character: 'Cue',
  parenthetical: 'Parenthetical',
  dialogue: 'Dialogue',
  lyrics: 'Lyrics',
  transition: 'Transition',
  centered: 'Centered',
} as const;

/** What speeches are called: alone, or side by side. */
export const SPEECHES = { alone: 'Speech', left: 'LeftSpeech', right: 'RightSpeech' } as const;

/** Stands before the key of a title page's entry. */
export const ENTRY = 'TitlePage ';

/** What stands at the end of a line on paper, by how its text goes on: white space that is read, not seen. */
export const LINE_ENDS = { '': '', ' ': ' ', '\n': '  ' } as const;
