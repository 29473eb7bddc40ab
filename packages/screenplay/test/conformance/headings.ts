import {
  action,
  type ConformanceCase,
  character,
  conform,
  dialogue,
  heading,
  note,
  section,
  synopsis,
} from './case.ts';

const PREFIX =
  'A line beginning with any of the following, followed by either a dot or a space, is considered a Scene Heading (unless the line is preceded by an exclamation point !). Case insensitive. INT, EXT, EST, INT./EXT, INT/EXT, I/E';
const BLANKS =
  'A Scene Heading is any line that has a blank line following it, and either begins with INT or EXT or similar (full list below). A Scene Heading always has at least one blank line preceding it.';
const FORCED = 'You can "force" a Scene Heading by starting the line with a single period.';
const ALNUM =
  "Note that only a single leading period followed by an alphanumeric character will force a Scene Heading. This allows the writer to begin Action and Dialogue elements with ellipses without worry that they'll be interpreted as Scene Headings.";
const NUMBERS =
  'Scene Headings can optionally be appended with Scene Numbers. Scene numbers are any alphanumerics (plus dashes and periods), wrapped in #.';
const OTHER = 'interpretation: "INT or EXT or similar", as writers of this language have it';

const only = (name: string, restsOn: string, text: string): ConformanceCase =>
  conform(name, restsOn, `${text}\n\nShe waits.\n`, heading(text), action('She waits.'));
const not = (name: string, restsOn: string, text: string): ConformanceCase =>
  conform(name, restsOn, `${text}\n\nShe waits.\n`, action(text), action('She waits.'));
const numbered = (number: string, title = 'INT. HOUSE - DAY'): ConformanceCase =>
  conform(
    `scene number ${number}`,
    NUMBERS,
    `${title} #${number}#\n`,
    heading(`${title} #${number}#`, { text: title, number }),
  );

export const headings: readonly ConformanceCase[] = [
  only('INT with a dot', PREFIX, 'INT. HOUSE - DAY'),
  only('INT with a space', PREFIX, 'INT HOUSE DAY'),
  only('EXT with a dot', PREFIX, 'EXT. HOUSE - DAY'),
  only('EXT with a space', PREFIX, 'EXT HOUSE DAY'),
  only('EST with a dot', PREFIX, 'EST. HOUSE - DAY'),
  only('EST with a space', PREFIX, 'EST HOUSE DAY'),
  only('INT./EXT with a dot', PREFIX, 'INT./EXT. HOUSE - DAY'),
  only('INT./EXT with a space', PREFIX, 'INT./EXT HOUSE - DAY'),
  only('INT/EXT with a dot', PREFIX, 'INT/EXT. HOUSE - DAY'),
  only('INT/EXT with a space', PREFIX, 'INT/EXT HOUSE - DAY'),
  only('I/E with a dot', PREFIX, 'I/E. HOUSE - DAY'),
  only('I/E with a space', PREFIX, 'I/E HOUSE DAY'),
  only('small letters', PREFIX, "ext. brick's pool - day"),
  only('mixed case', PREFIX, 'Int. House - Day'),
  only('a dash after the prefix', PREFIX, 'INT - HOUSE - DAY'),
  only(
    'I./E., which the reference parser takes',
    'interpretation: the reference parser has (I|INT).?/(E|EXT).?',
    'I./E. HOUSE - DAY',
  ),
  only('EXT./INT.', OTHER, 'EXT./INT. CAR - NIGHT'),
  only('a heading with a year', PREFIX, 'INT. HOUSE - DAY (1979)'),
  only('a dot without a space after it', PREFIX, 'INT.HOUSE - DAY'),
  not('INTERNAL is no prefix', PREFIX, 'INTERNAL AFFAIRS INVESTIGATES.'),
  not('ESTABLISHING is no prefix', PREFIX, 'ESTABLISHING'),
  not('INTERCUT is no prefix', PREFIX, 'INTERCUT'),
  not('a prefix with nothing after it', PREFIX, 'EXT'),
  not('a small word that begins like a prefix', PREFIX, 'Extremely slowly, she waits.'),
  conform('no empty line after', BLANKS, 'INT. HOUSE - DAY\nShe waits.\n', action('INT. HOUSE - DAY\nShe waits.')),
  conform('no empty line before', BLANKS, 'She waits.\nINT. HOUSE - DAY\n\n', action('She waits.\nINT. HOUSE - DAY')),
  conform(
    'two headings without an empty line',
    BLANKS,
    'INT. HOUSE - DAY\nEXT. HOUSE - DAY\n',
    action('INT. HOUSE - DAY\nEXT. HOUSE - DAY'),
  ),
  conform('at the very start', BLANKS, 'INT. HOUSE - DAY\n', heading('INT. HOUSE - DAY')),
  conform(
    'at the very end, without a line break',
    BLANKS,
    'She waits.\n\nINT. HOUSE - DAY',
    action('She waits.'),
    heading('INT. HOUSE - DAY'),
  ),
  conform(
    'inside dialogue it is spoken',
    BLANKS,
    'MARA\nRead it.\nINT. HOUSE - DAY\n',
    character('MARA'),
    dialogue('Read it.\nINT. HOUSE - DAY'),
  ),
  conform(
    'a line of spaces is an empty line',
    'interpretation: white space on an empty line does not show',
    '  \nINT. HOUSE - DAY\n   \nShe waits.',
    heading('INT. HOUSE - DAY'),
    action('She waits.'),
  ),
  conform(
    'directly under a section',
    'interpretation: sections need no empty lines around them',
    '# Act One\nINT. HOUSE - DAY\n\n',
    section('# Act One', { text: 'Act One', depth: 1 }),
    heading('INT. HOUSE - DAY'),
  ),
  conform(
    'a synopsis directly under it',
    'They can be located anywhere within the screenplay.',
    'INT. HOUSE - DAY\n= She waits.\n',
    heading('INT. HOUSE - DAY'),
    synopsis('= She waits.', 'She waits.'),
  ),
  conform(
    'a colon in a first line that is a heading',
    PREFIX,
    'INT. HOUSE - DAY - 3:00 PM\n',
    heading('INT. HOUSE - DAY - 3:00 PM'),
  ),
  conform(
    'indented',
    'Leading tabs or spaces in elements other than Action will be ignored.',
    '    INT. HOUSE - DAY\n',
    heading('    INT. HOUSE - DAY', 'INT. HOUSE - DAY'),
  ),
  conform(
    'an exclamation point makes it action',
    PREFIX,
    '!INT. HOUSE - DAY\n',
    action('!INT. HOUSE - DAY', 'INT. HOUSE - DAY'),
  ),

  conform(
    'forced',
    FORCED,
    '.SNIPER SCOPE POV\n\nShe waits.',
    heading('.SNIPER SCOPE POV', 'SNIPER SCOPE POV'),
    action('She waits.'),
  ),
  conform('forced, in small letters', FORCED, '.kitchen\n', heading('.kitchen', 'kitchen')),
  conform('forced, in Cyrillic', ALNUM, '.КУХНЯ\n', heading('.КУХНЯ', 'КУХНЯ')),
  conform(
    'forced, with a number',
    NUMBERS,
    '.KITCHEN #4#\n',
    heading('.KITCHEN #4#', { text: 'KITCHEN', number: '4' }),
  ),
  conform('forced, a digit first', ALNUM, '.1969\n', heading('.1969', '1969')),
  conform(
    'an ellipsis does not force',
    ALNUM,
    '...where the carnival is parked.\n',
    action('...where the carnival is parked.'),
  ),
  conform('a dot and a space do not force', ALNUM, '. KITCHEN\n', action('. KITCHEN')),
  conform('a dot alone does not force', ALNUM, '.\n', action('.')),
  conform(
    'inside a paragraph a dot does not force',
    BLANKS,
    'Winny aims a\n.38 pistol at Colonel.\n',
    action('Winny aims a\n.38 pistol at Colonel.'),
  ),
  conform(
    'in dialogue a dot does not force',
    ALNUM,
    'MARA\n.45 calibre.\n',
    character('MARA'),
    dialogue('.45 calibre.'),
  ),

  numbered('1'),
  numbered('1A'),
  numbered('1a'),
  numbered('A1'),
  numbered('I-1-A'),
  numbered('1.'),
  numbered('110A', 'INT. HOUSE - DAY - FLASHBACK (1944)'),
  conform(
    'a number without a space before it',
    NUMBERS,
    'INT. HOUSE#7#\n',
    heading('INT. HOUSE#7#', { text: 'INT. HOUSE', number: '7' }),
  ),
  conform('signs that no number has stay in the text', NUMBERS, 'INT. HOUSE #$%^&#\n', heading('INT. HOUSE #$%^&#')),
  conform('a space that no number has', NUMBERS, 'INT. HOUSE #1 A#\n', heading('INT. HOUSE #1 A#')),
  conform('empty signs are no number', NUMBERS, 'INT. HOUSE ##\n', heading('INT. HOUSE ##')),
  conform('one sign is no number', NUMBERS, 'INT. ROOM #5\n', heading('INT. ROOM #5')),
  conform(
    'a note after the number',
    NUMBERS,
    'INT. HOUSE - DAY #1# [[rewrite]]\n',
    heading('INT. HOUSE - DAY #1# [[rewrite]]', { text: 'INT. HOUSE - DAY', number: '1' }),
    note('[[rewrite]]', 'rewrite'),
  ),
  conform(
    'a note before the number',
    NUMBERS,
    'INT. HOUSE [[which?]] #1#\n',
    heading('INT. HOUSE [[which?]] #1#', { text: 'INT. HOUSE', number: '1' }),
    note('[[which?]]', 'which?'),
  ),

  only('French', OTHER, 'INTÉRIEUR. CUISINE - JOUR'),
  only('French, outside', OTHER, 'EXTÉRIEUR RUE - NUIT'),
  only('French, as in English', OTHER, 'INT. CUISINE – JOUR'),
  only('German', OTHER, 'INNEN. WOHNZIMMER - TAG'),
  only('German, outside', OTHER, 'AUSSEN STRASSE - NACHT'),
  only('German, both', OTHER, 'INNEN/AUSSEN AUTO - TAG'),
  not('a German sentence that begins so', OTHER, 'Innen ist es dunkel.'),
  only('Spanish', OTHER, 'INTERIOR. COCINA - DÍA'),
  only('Spanish, outside', OTHER, 'EXTERIOR CALLE - NOCHE'),
  only('Italian', OTHER, 'INTERNO. CUCINA - GIORNO'),
  only('Italian, outside', OTHER, 'ESTERNO STRADA - NOTTE'),
  only('Italian, outside, short', OTHER, 'EST. STRADA - NOTTE'),
  only('Finnish', OTHER, 'SISÄ. KEITTIÖ - PÄIVÄ'),
  only('Finnish, outside', OTHER, 'ULKO. RANTA - YÖ'),
  only('Finnish, both, short', OTHER, 'SIS./ULK. AUTO - YÖ'),
  only('Russian', OTHER, 'ИНТ. КУХНЯ - ДЕНЬ'),
  only('Russian, on location', OTHER, 'НАТ. УЛИЦА - НОЧЬ'),
  only('Russian, outside', OTHER, 'ЭКСТ. УЛИЦА - НОЧЬ'),
  not('a Russian sentence that begins so', OTHER, 'Натура не терпит пустоты.'),
  only('Japanese, a circle', OTHER, '○居酒屋・中（夜）'),
  only('Japanese, a large circle and a space', OTHER, '◯ 公園'),
  not('a Japanese circle alone', OTHER, '○'),
];
