import { messages } from '../messages.ts';

const count = (value: number, one: string, many: string) => `${value.toLocaleString('en')} ${value === 1 ? one : many}`;

/** Words of the lined script. */
export const linedMessages = {
  loading: 'Aligning the film with its script…',
  none: 'No script to line.',
  noneLine: 'Bring in the script that this film was shot from; its lines are then found in the film by what is said.',
  silent: 'Nothing was heard in this film.',
  silentLine:
    'The lined script goes by subtitles: those in the film, in a file beside it with the same name when it is logged, or in one (SRT, VTT) that you drop here.',
  pages: 'Lined script',
  page: (number: string) => `Page ${number}`,
  facts: (takes: number, scenes: number) =>
    `${count(takes, 'take', 'takes')} of ${count(scenes, 'scene', 'scenes')}. Straight where the words were heard, wavy where the take runs on without them, dotted through a line that was left out.`,
  tables: 'As tables',
  take: (scene: string, number: number) => `Scene ${scene}, take ${number}`,
  shots: (first: number, last: number) => (first === last ? `shot ${first}` : `shots ${first} to ${last}`),
  shotsOf: (first: number, last: number) => (first === last ? `Shot ${first}` : `Shots ${first} to ${last}`),
  sure: (confidence: number) => `${messages.certainty(confidence)} (${confidence.toFixed(2)})`,
  put: 'put here by a person',
  lines: (value: number) => count(value, 'line', 'lines'),
  covers: (value: number, heard: number) =>
    `${count(value, 'line', 'lines')}, ${Math.round(heard * 100)}% of their words heard`,
  from: (timecode: string) => `from ${timecode}`,
  because: {
    heard: 'What was heard, and what is written',
    more: (value: number) => `and ${count(value, 'more pair', 'more pairs')}`,
    nothing: 'No word of it matches; a person put it here.',
    unmatched: 'Not heard here',
    unmatchedLine: 'The take runs on through these lines, and what is said is something else, or was heard wrongly.',
    method:
      'Words of the subtitles that stand in the script in the same order, the rare ones counting for more. Nothing is known of who is on screen.',
    move: 'Move this take',
    moveLine: 'Drag its line to where it begins, press Alt and an arrow, or choose here.',
    scene: 'Scene',
    line: 'Begins with',
    go: 'Move',
    out: 'Not in the script',
    back: 'Take back',
    play: 'Play it',
  },
  moved: 'The take was moved. The script is aligned again with it.',
  out: 'That stretch is not in the script. The rest is aligned again.',
  tookBack: 'The take is where it was found.',
  undo: 'Undo',
  keys: {
    next: 'Next take',
    prev: 'Take before',
    later: 'Move the take one line on',
    earlier: 'Move the take one line back',
    undo: 'Undo the last move of a take',
    leave: 'Leave the take',
  },
  table: {
    takes: 'Takes',
    unscripted: 'Not in the script',
    unshot: 'Not found in the film',
    moved: 'Said by a person',
    scene: 'Scene',
    take: 'Take',
    heading: 'Heading',
    at: 'From',
    shots: 'Shots',
    covered: 'Lines',
    heard: 'Heard',
    sure: 'Sure',
    words: 'Words',
    whole: 'the whole scene',
    none: 'None.',
  },
};
