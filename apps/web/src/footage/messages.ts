import type { CameraMovement, ShotSize } from '@second-unit/timeline';

const number = new Intl.NumberFormat('en');
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
/** A share as percent; of what is below one, a tenth tells. */
const percent = (share: number): string => {
  const of = Math.abs(share) * 100;
  return `${of.toFixed(of < 1 ? 1 : 0)}%`;
};
const signed = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−');

/** Words of the Footage room's views, search and measures; the room's older words stand in the catalogue's own file. */
export const footageMessages = {
  logAgain: 'Log this film again',
  views: {
    name: 'Views of the film',
    grid: 'Grid',
    list: 'List',
    signals: 'Signals',
    people: 'People',
    heard: 'Said',
    things: 'Seen',
    lined: 'Lined script',
  },
  search: {
    label: 'Find shots',
    hint: 'night, static',
    clear: 'Clear the search',
    everywhere: 'All films',
    here: 'This film',
    scope: 'Search in',
    searching: 'Searching…',
    found: (value: number, shown: number): string => {
      const all = `${number.format(value)} ${value === 1 ? 'shot' : 'shots'}`;
      return shown < value ? `${all}, the first ${number.format(shown)} shown` : all;
    },
    none: 'No shot is all of this.',
    noSizes: 'The size of a shot is read from faces: it is known once people were looked for, under People.',
    terms: 'What was asked for, each with its number',
    term: (text: string, not: boolean, shots: number): string => `${not ? 'not ' : ''}${text}, ${number.format(shots)}`,
    leaveOut: (text: string): string => `Leave out “${text}”`,
  },
  export: {
    formats: {
      csv: 'Spreadsheet (CSV)',
      html: 'Contact sheet (HTML)',
      edl: 'Edit decision list (EDL)',
      otio: 'OpenTimelineIO',
      fcpxml: 'Final Cut Pro XML',
      json: 'The log as it is (JSON)',
    },
    as: (format: string): string => `Export the log: ${format}`,
    unsaid: 'It can be exported once you have said whose it is.',
    refused: 'Its rights do not let it be exported.',
    say: 'Say whose film it is',
    ledger: 'Change its rights in the Ledger',
  },
  lookedAt: {
    label: 'Looked at as',
    asRecorded: 'As recorded',
    onlyLooking: 'Only for looking: exports and renders stay as recorded.',
    because: (reason: string): string => `${sentence(reason)} Only for looking: exports and renders stay as recorded.`,
  },
  sizes: {
    'extreme wide': 'Extreme wide',
    wide: 'Wide',
    full: 'Full',
    'medium wide': 'Medium wide',
    medium: 'Medium',
    'medium close-up': 'Medium close-up',
    'close-up': 'Close-up',
    'extreme close-up': 'Extreme close-up',
  } satisfies Record<ShotSize, string>,
  movements: {
    static: 'Static',
    pan: 'Pan',
    tilt: 'Tilt',
    push: 'Push in',
    pull: 'Pull out',
    roll: 'Roll',
    handheld: 'Handheld',
  } satisfies Record<CameraMovement, string>,
  damage: {
    count: (value: number): string =>
      `${number.format(value)} ${value === 1 ? 'place' : 'places'} could not be read; the log goes on behind ${value === 1 ? 'it' : 'each'}:`,
    more: (value: number): string => `and ${number.format(value)} more`,
  },
  scaleBy: { faces: 'by the faces in it', people: 'by the people in it', picture: 'by the picture alone' },
  faults: {
    soft: 'Soft focus',
    underexposed: 'Underexposed',
    overexposed: 'Overexposed',
    black: 'Black',
    frozen: 'Frozen picture',
    duplicate: 'Repeated frames',
    combed: 'Combed: two fields in a frame',
  },
  list: {
    name: 'Shots as a list',
    columns: {
      shot: 'Shot',
      in: 'In',
      out: 'Out',
      length: 'Length',
      begins: 'Begins by',
      size: 'Size',
      camera: 'Camera',
      light: 'Light',
      loudness: 'Loudness',
      lines: 'Lines',
    },
  },
  lanes: {
    name: 'Signals of the film over time',
    script: 'Script',
    scenes: 'Scenes',
    shots: 'Shots',
    size: 'Size',
    camera: 'Camera',
    colour: 'Colour',
    brightness: 'Light',
    motion: 'Movement',
    loudness: 'Loudness',
    heard: { speech: 'Speech', music: 'Music', silence: 'Silence' },
    lines: 'Lines',
    faults: 'Faults',
    closer: 'Look closer',
    further: 'Look from further',
    whole: 'The whole film',
    shown: (from: string, to: string): string => `${from} to ${to}`,
    table: 'The list says the same in words.',
    of: {
      scenes: (value: number): string => `${number.format(value)} ${value === 1 ? 'scene' : 'scenes'}`,
      scriptScenes: (value: number): string =>
        `shows ${number.format(value)} ${value === 1 ? 'scene' : 'scenes'} of the script`,
      shots: (value: number): string => `${number.format(value)} ${value === 1 ? 'shot' : 'shots'}`,
      stretches: (value: number): string => `${number.format(value)} ${value === 1 ? 'stretch' : 'stretches'}`,
      between: (low: string, high: string): string => `from ${low} to ${high}`,
    },
  },
  because: {
    camera: 'Camera',
    pan: (value: number): string => `pans ${value > 0 ? 'right' : 'left'} ${percent(value)} of the width a second`,
    tilt: (value: number): string => `tilts ${value > 0 ? 'up' : 'down'} ${percent(value)} of the height a second`,
    zoom: (value: number): string => `${value > 0 ? 'closes in' : 'draws back'} ${percent(Math.expm1(value))} a second`,
    roll: (value: number): string => `turns ${signed(value, 1)}° a second`,
    shake: (value: number): string => `trembles by ${(value * 100).toFixed(1)}% of the width`,
    path: (name: string, sure: string, path: string): string => `${name}, ${sure}${path === '' ? '' : `: ${path}`}.`,
    scene: (place: number, of: number): string => `Scene ${place} of ${of} by look and sound`,
    faults: 'Faults',
    warmth: 'Warmth',
    // Nearer to grey than can be seen is neither.
    warm: (value: number): string =>
      Math.abs(value) < 0.02 ? 'neutral' : `${signed(value, 2)}, ${value > 0 ? 'warm' : 'cool'}`,
  },
};
