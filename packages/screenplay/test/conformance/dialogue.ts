import {
  action,
  bold,
  boneyard,
  type ConformanceCase,
  character,
  conform,
  dialogue,
  italic,
  lyrics,
  note,
  parenthetical,
} from './case.ts';

const CUE =
  'A Character element is any line entirely in uppercase, with one empty line before it and without an empty line after it.';
const EXTENSION =
  '"Character Extensions"--the parenthetical notations that follow a character name on the same line--may be in uppercase or lowercase';
const LETTER = 'Character names must include at least one alphabetical character. "R2D2" works, but "23" does not.';
const FORCED = 'You can force a Character element by preceding it with the "at" symbol @.';
const REMOVED = 'Fountain will remove the @ and interpret McCLANE as Character, preserving its mixed case.';
const DIALOGUE = 'Dialogue is any text following a Character or Parenthetical element.';
const PAREN = 'Parentheticals follow a Character or Dialogue element, and are wrapped in parentheses ().';
const DUAL = 'Dual, or simultaneous, dialogue is expressed by adding a caret ^ after the second Character element.';
const CARET =
  'Any number of spaces between the Character name and the caret are acceptable, and will be ignored. All that matters is that the caret is the last character on the line.';
const LYRIC = 'You create a Lyric by starting with a line with a tilde ~.';
const TWO =
  'You would need to type two spaces on your "blank" line so that Fountain knows that it is not an Action element';
const INDENT = 'Leading tabs or spaces in elements other than Action will be ignored.';
const NOTE = 'Notes can be inserted between lines, or in the middle of a line.';
const SCRIPTS = 'interpretation: "entirely in uppercase", in any script that has capitals';

const cue = (
  name: string,
  restsOn: string,
  source: string,
  fields: Parameters<typeof character>[1] = {},
): ConformanceCase => conform(name, restsOn, `${source}\nHello.\n`, character(source, fields), dialogue('Hello.'));
const noCue = (name: string, restsOn: string, source: string): ConformanceCase =>
  conform(name, restsOn, `${source}\nHello.\n`, action(`${source}\nHello.`));

export const speech: readonly ConformanceCase[] = [
  cue('a cue and its dialogue', CUE, 'STEEL'),
  cue('a full stop in a name', CUE, 'MR. SMITH'),
  cue('an apostrophe in a name', CUE, "O'BRIEN"),
  cue('a hyphen in a name', CUE, 'JEAN-CLAUDE'),
  cue('a number sign in a name', CUE, 'DEALER #2'),
  cue('letters and digits', LETTER, 'R2D2'),
  cue('a digit first', LETTER, '23 SKIDOO'),
  noCue('digits alone', LETTER, '23'),
  noCue('digits alone, with an extension', LETTER, '23 (O.S.)'),
  noCue('a small letter', CUE, 'McCLANE'),
  cue('Finnish', SCRIPTS, 'ÄITI'),
  cue('Cyrillic', SCRIPTS, 'МАМА'),
  cue('Greek', SCRIPTS, 'ΜΑΡΊΑ'),
  cue('Turkish', SCRIPTS, 'İREM'),
  cue('Vietnamese', SCRIPTS, 'NGUYỄN'),
  cue('German, with a sharp s', SCRIPTS, 'STRAßER'),
  cue('Armenian', SCRIPTS, 'ԱՆԻ'),
  noCue('a small Cyrillic letter', SCRIPTS, 'МАМа'),
  noCue(
    'a script without capitals',
    'The ability to force a Character element is helpful for names that require lower-case letters, and for non-Roman languages.',
    '田中',
  ),
  conform('an empty line after', CUE, 'STEEL\n\nHello.\n', action('STEEL'), action('Hello.')),
  conform('a line of spaces after', CUE, 'STEEL\n  \nHello.\n', action('STEEL'), action('Hello.')),
  conform('nothing after', CUE, 'She waits.\n\nSTEEL', action('She waits.'), action('STEEL')),
  conform('no empty line before', CUE, 'She waits.\nSTEEL\nHello.\n', action('She waits.\nSTEEL\nHello.')),
  conform('capitals under a cue are spoken', DIALOGUE, 'EVE\nME TOO!\n', character('EVE'), dialogue('ME TOO!')),

  cue('an extension', EXTENSION, 'MOM (O. S.)', { name: 'MOM', extension: 'O. S.' }),
  cue('an extension in small letters', EXTENSION, 'HANS (on the radio)', { name: 'HANS', extension: 'on the radio' }),
  cue('an extension without a space', EXTENSION, "EVE(cont'd)", { name: 'EVE', extension: "cont'd" }),
  cue('two extensions', EXTENSION, "EDWARD (V.O.)(CONT'D)", { name: 'EDWARD', extension: "V.O., CONT'D" }),
  conform(
    'emphasis around name and extension',
    EXTENSION,
    '**MARA (V.O.)**\nGo.\n',
    character('**MARA (V.O.)**', { text: 'MARA (V.O.)', name: 'MARA', extension: 'V.O.' }),
    dialogue('Go.'),
    bold('**MARA (V.O.)**'),
  ),
  cue('parentheses inside a name', EXTENSION, 'JOHN (OLD) SMITH'),

  cue('forced', REMOVED, '@McCLANE', 'McCLANE'),
  cue('forced, in a script without capitals', FORCED, '@田中', '田中'),
  cue('forced, with an extension', EXTENSION, '@McCLANE (O.S.)', {
    text: 'McCLANE (O.S.)',
    name: 'McCLANE',
    extension: 'O.S.',
  }),
  conform(
    'forced, with capitals under it',
    FORCED,
    '@McClane\nI SAID NO\n',
    character('@McClane', 'McClane'),
    dialogue('I SAID NO'),
  ),
  conform(
    'forced, without dialogue',
    FORCED,
    '@McClane\n\nHe waits.\n',
    character('@McClane', 'McClane'),
    action('He waits.'),
  ),

  conform(
    'dialogue over lines',
    'Manual line breaks are allowed in Dialogue',
    'DEALER\nTen.\nFour.\n',
    character('DEALER'),
    dialogue('Ten.\nFour.'),
  ),
  conform(
    'dialogue ends at an empty line',
    TWO,
    'DEALER\nTen.\n\nFour.\n',
    character('DEALER'),
    dialogue('Ten.'),
    action('Four.'),
  ),
  conform(
    'two spaces on a blank line',
    TWO,
    'DEALER\nTen.\n  \nFour.\n',
    character('DEALER'),
    dialogue('Ten.\n  \nFour.', 'Ten.\n\nFour.'),
  ),
  conform(
    'one space on a blank line',
    TWO,
    'DEALER\nTen.\n \nFour.\n',
    character('DEALER'),
    dialogue('Ten.'),
    action('Four.'),
  ),
  conform(
    'two spaces before the end',
    TWO,
    'DEALER\nTen.\n  \n\nFour.\n',
    character('DEALER'),
    dialogue('Ten.'),
    action('Four.'),
  ),
  conform(
    'indented',
    INDENT,
    '\t\tEVE\n\t  (cocky)\n\tHello!\n',
    character('\t\tEVE', 'EVE'),
    parenthetical('\t  (cocky)', '(cocky)'),
    dialogue('\tHello!', 'Hello!'),
  ),
  conform(
    'emphasis in dialogue',
    DIALOGUE,
    'DAN\nThen *go*.\n',
    character('DAN'),
    dialogue('Then *go*.', 'Then go.'),
    italic('*go*'),
  ),
  conform(
    'emphasis on a cue',
    CUE,
    '**DAN**\nGo.\n',
    character('**DAN**', { text: 'DAN', name: 'DAN' }),
    dialogue('Go.'),
    bold('**DAN**'),
  ),

  conform(
    'a parenthetical under the cue',
    PAREN,
    'STEEL\n(starting the engine)\nGo!\n',
    character('STEEL'),
    parenthetical('(starting the engine)'),
    dialogue('Go!'),
  ),
  conform(
    'a parenthetical between lines',
    PAREN,
    'STEEL\nGo!\n(pause)\nNow!\n',
    character('STEEL'),
    dialogue('Go!'),
    parenthetical('(pause)'),
    dialogue('Now!'),
  ),
  conform(
    'a parenthetical at the end',
    PAREN,
    'STEEL\nGo!\n(pause)\n',
    character('STEEL'),
    dialogue('Go!'),
    parenthetical('(pause)'),
  ),
  conform(
    'parentheses inside a line',
    PAREN,
    'STEEL\nGo (now) please.\n',
    character('STEEL'),
    dialogue('Go (now) please.'),
  ),
  conform(
    'full-width parentheses',
    'interpretation: Japanese and Chinese write parentheses so',
    '@太郎\n（小声で）\nはい。\n',
    character('@太郎', '太郎'),
    parenthetical('（小声で）'),
    dialogue('はい。'),
  ),
  conform('parentheses that do not close', PAREN, 'STEEL\n(now\n', character('STEEL'), dialogue('(now')),
  conform('outside dialogue it is action', PAREN, '(pause)\n', action('(pause)')),

  conform(
    'dual dialogue',
    DUAL,
    'BRICK\nGo.\n\nSTEEL ^\nGo.\n',
    character('BRICK', { dual: 'left' }),
    dialogue('Go.'),
    character('STEEL ^', { text: 'STEEL', dual: 'right' }),
    dialogue('Go.'),
  ),
  conform(
    'dual dialogue, many spaces and none',
    CARET,
    'A\nGo.\n\nB     ^\nGo.\n\nC\nGo.\n\nD^\nGo.\n',
    character('A', { dual: 'left' }),
    dialogue('Go.'),
    character('B     ^', { text: 'B', dual: 'right' }),
    dialogue('Go.'),
    character('C', { dual: 'left' }),
    dialogue('Go.'),
    character('D^', { text: 'D', dual: 'right' }),
    dialogue('Go.'),
  ),
  conform(
    'dual dialogue, forced and with an extension',
    CARET,
    'BRICK\nGo.\n\n@McClane (V.O.) ^\nGo.\n',
    character('BRICK', { dual: 'left' }),
    dialogue('Go.'),
    character('@McClane (V.O.) ^', { text: 'McClane (V.O.)', name: 'McClane', extension: 'V.O.', dual: 'right' }),
    dialogue('Go.'),
  ),
  conform(
    'a caret with action before it',
    DUAL,
    'He waits.\n\nSTEEL ^\nGo.\n',
    action('He waits.'),
    character('STEEL ^', { text: 'STEEL', dual: 'right' }),
    dialogue('Go.'),
  ),
  conform('a caret inside a name is a part of it', CARET, 'ST^EEL\nGo.\n', character('ST^EEL'), dialogue('Go.')),

  conform(
    'lyrics',
    LYRIC,
    '~Willy Wonka!\n~The chocolatier!\n',
    lyrics('~Willy Wonka!', 'Willy Wonka!'),
    lyrics('~The chocolatier!', 'The chocolatier!'),
  ),
  conform(
    'lyrics in dialogue',
    LYRIC,
    'SINGER\n~These are the songs\n~That I sing.\n',
    character('SINGER'),
    lyrics('~These are the songs', 'These are the songs'),
    lyrics('~That I sing.', 'That I sing.'),
  ),
  conform(
    'dialogue after lyrics',
    LYRIC,
    'SINGER\n~La la.\nEnough.\n',
    character('SINGER'),
    lyrics('~La la.', 'La la.'),
    dialogue('Enough.'),
  ),
  conform(
    'lyrics after dialogue',
    LYRIC,
    'SINGER\nListen.\n~La la.\n',
    character('SINGER'),
    dialogue('Listen.'),
    lyrics('~La la.', 'La la.'),
  ),
  conform('lyrics and then action', LYRIC, '~La la.\nHe stops.\n', lyrics('~La la.', 'La la.'), action('He stops.')),
  conform('a tilde inside a line', LYRIC, 'About ~5 people.\n', action('About ~5 people.')),

  conform(
    'a note on a cue',
    NOTE,
    'STEEL [[angry]]\nGo!\n',
    character('STEEL [[angry]]', { text: 'STEEL', name: 'STEEL' }),
    note('[[angry]]', 'angry'),
    dialogue('Go!'),
  ),
  conform(
    'a note on a cue with an extension',
    NOTE,
    'STEEL (V.O.) [[angry]]\nGo!\n',
    character('STEEL (V.O.) [[angry]]', { text: 'STEEL (V.O.)', name: 'STEEL', extension: 'V.O.' }),
    note('[[angry]]', 'angry'),
    dialogue('Go!'),
  ),
  conform(
    'a note between cue and dialogue',
    NOTE,
    'STEEL\n[[angry]]\nGo!\n',
    character('STEEL'),
    note('[[angry]]', 'angry'),
    dialogue('Go!'),
  ),
  conform(
    'a note on its own line in dialogue',
    NOTE,
    'STEEL\nGo!\n[[angry]]\nNow!\n',
    character('STEEL'),
    dialogue('Go!\n[[angry]]\nNow!', 'Go!\nNow!'),
    note('[[angry]]', 'angry'),
  ),
  conform(
    'a boneyard in dialogue',
    'If you want Fountain to ignore some text, wrap it with /* some text */.',
    'STEEL\nGo /* away */ now!\n',
    character('STEEL'),
    dialogue('Go /* away */ now!', 'Go  now!'),
    boneyard('/* away */', 'away'),
  ),
];
