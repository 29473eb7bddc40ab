import {
  action,
  bold,
  type ConformanceCase,
  conform,
  escaped,
  heading,
  italic,
  note,
  title,
  underline,
} from './case.ts';

const SIGNS =
  "Fountain follows Markdown's rules for emphasis, except that it reserves the use of underscores for underlining: *italics* **bold** ***bold italics*** _underline_";
const MIX =
  'In this way the writer can mix and match and combine bold, italics and underlining, as screenwriters often do.';
const ESCAPE =
  'If you need to use any of the emphasis syntaxes verbatim, you escape the characters using the Markdown convention of a backslash';
const SPACES = 'As with Markdown, the spaces around the emphasis characters are meaningful.';
const BREAKS = 'Also as with Markdown, emphasis is not carried across line breaks.';
const PAGE =
  'The optional Title Page is always the first thing in a Fountain document. Information is encoding in the format key: value.';
const KEYS = 'Keys can have spaces (e. g. Draft date), but must end with a colon.';
const VALUES =
  'Values can be inline with the key or they can be indented on a newline below the key. Indenting is 3 or more spaces, or a tab. The indenting pattern allows multiple values for the same key.';
const OPTIONAL = 'All Title Page parts are optional. So: Draft date: 6/23/2012 ...on its own is a valid Title Page.';
const UNSUPPORTED =
  'If you add unsupported key values to your document, they will be ignored, but you may find them useful as metadata.';
const IMPLICIT =
  'A page break is implicit after the Title Page. Just drop down two lines and start writing your screenplay.';

export const text: readonly ConformanceCase[] = [
  conform('italic', SIGNS, 'She *runs* off.\n', action('She *runs* off.', 'She runs off.'), italic('*runs*')),
  conform('bold', SIGNS, 'She **runs** off.\n', action('She **runs** off.', 'She runs off.'), bold('**runs**')),
  conform(
    'both',
    SIGNS,
    'She ***runs*** off.\n',
    action('She ***runs*** off.', 'She runs off.'),
    italic('***runs***'),
    bold('**runs**'),
  ),
  conform('underlined', SIGNS, 'She _runs_ off.\n', action('She _runs_ off.', 'She runs off.'), underline('_runs_')),
  conform(
    'italic in underlined',
    MIX,
    "_Steel's the *Leupold Mark 4* scope_.\n",
    action("_Steel's the *Leupold Mark 4* scope_.", "Steel's the Leupold Mark 4 scope."),
    underline("_Steel's the *Leupold Mark 4* scope_"),
    italic('*Leupold Mark 4*'),
  ),
  conform(
    'all three',
    MIX,
    '_***x***_\n',
    action('_***x***_', 'x'),
    underline('_***x***_'),
    italic('***x***'),
    bold('**x**'),
  ),
  conform('bold in italic', MIX, '*a **b** c*\n', action('*a **b** c*', 'a b c'), italic('*a **b** c*'), bold('**b**')),
  conform('italic in bold', MIX, '**a *b* c**\n', action('**a *b* c**', 'a b c'), bold('**a *b* c**'), italic('*b*')),
  conform(
    'in a heading',
    MIX,
    'INT. *HOUSE* - DAY\n',
    heading('INT. *HOUSE* - DAY', 'INT. HOUSE - DAY'),
    italic('*HOUSE*'),
  ),
  conform(
    'around a note',
    MIX,
    '*a [[n]] b*\n',
    action('*a [[n]] b*', 'a  b'),
    note('[[n]]', 'n'),
    italic('*a [[n]] b*'),
  ),
  conform(
    'pairs that cross: the first closed wins',
    'interpretation: pairs nest',
    '*a _b* c_\n',
    action('*a _b* c_', 'a _b c_'),
    italic('*a _b*'),
  ),
  conform('an escape', ESCAPE, 'A \\*b\\* c\n', action('A \\*b\\* c', 'A *b* c'), escaped('\\*'), escaped('\\*')),
  conform(
    'an escape inside bold',
    ESCAPE,
    'The keypad: **\\*9765\\***, she says to him.\n\nx',
    title('The keypad: **\\*9765\\***, she says to him.', 'The keypad', '*9765*, she says to him.'),
    action('x'),
    bold('**\\*9765\\***'),
    escaped('\\*'),
    escaped('\\*'),
  ),
  conform(
    'the code on the keypad',
    ESCAPE,
    'Steel enters the code on the keypad: **\\*9765\\***\n',
    action('Steel enters the code on the keypad: **\\*9765\\***', 'Steel enters the code on the keypad: *9765*'),
    bold('**\\*9765\\***'),
    escaped('\\*'),
    escaped('\\*'),
  ),
  conform('an escaped backslash', ESCAPE, 'a \\\\ b\n', action('a \\\\ b', 'a \\ b'), escaped('\\\\')),
  conform('a backslash before a letter', ESCAPE, 'a \\b c\n', action('a \\b c')),
  conform(
    'spaces to the left of both',
    SPACES,
    'He dialed *69 and then *23, and then hung up.\n',
    action('He dialed *69 and then *23, and then hung up.'),
  ),
  conform(
    'a space to the left of one',
    SPACES,
    'He dialed *69 and then 23*, and then hung up.\n',
    action('He dialed *69 and then 23*, and then hung up.', 'He dialed 69 and then 23, and then hung up.'),
    italic('*69 and then 23*'),
  ),
  conform(
    'one of them escaped',
    ESCAPE,
    'He dialed *69 and then 23\\*, and then hung up.\n',
    action('He dialed *69 and then 23\\*, and then hung up.', 'He dialed *69 and then 23*, and then hung up.'),
    escaped('\\*'),
  ),
  conform('a space inside', SPACES, 'a * b * c ** d ** e _ f _ g\n', action('a * b * c ** d ** e _ f _ g')),
  conform(
    'underscores inside a word',
    "Fountain follows Markdown's rules for emphasis",
    'some_variable_name\n',
    action('some_variable_name'),
  ),
  conform(
    'stars inside a word',
    "Fountain follows Markdown's rules for emphasis",
    'un*frigging*real\n',
    action('un*frigging*real', 'unfriggingreal'),
    italic('*frigging*'),
  ),
  conform(
    'not over a paragraph',
    BREAKS,
    'They *share a look.\n\nThis is BAD.*\n',
    action('They *share a look.'),
    action('This is BAD.*'),
  ),
  conform(
    'not over a line',
    BREAKS,
    'They *share a look.\nThis is BAD.*\n',
    action('They *share a look.\nThis is BAD.*'),
  ),
  conform('an opening that does not close', SIGNS, 'a **b c\n', action('a **b c')),
  conform('signs alone', SIGNS, 'a ** b\n', action('a ** b')),

  conform(
    'a title page',
    PAGE,
    'Title: Big Fish\nAuthor: John August\n\nA RIVER.\n',
    title('Title: Big Fish', 'Title', 'Big Fish'),
    title('Author: John August', 'Author', 'John August'),
    action('A RIVER.'),
  ),
  conform(
    'a key with a space',
    KEYS,
    'Draft date: 1/20/2012\n',
    title('Draft date: 1/20/2012', 'Draft date', '1/20/2012'),
  ),
  conform(
    'one part alone',
    OPTIONAL,
    'Draft date: 6/23/2012\n',
    title('Draft date: 6/23/2012', 'Draft date', '6/23/2012'),
  ),
  conform(
    'values below the key',
    VALUES,
    'Contact:\n    Next Level\n    Solvang, CA\nAuthor: X\n',
    title('Contact:\n    Next Level\n    Solvang, CA', 'Contact', 'Next Level\nSolvang, CA'),
    title('Author: X', 'Author', 'X'),
  ),
  conform(
    'values below the key, by tabs',
    VALUES,
    'Notes:\t\n\tFINAL DRAFT\n\tand more\n',
    title('Notes:\t\n\tFINAL DRAFT\n\tand more', 'Notes', 'FINAL DRAFT\nand more'),
  ),
  conform(
    'a colon in a value below',
    VALUES,
    'Notes:\n    Draft 3: final\n',
    title('Notes:\n    Draft 3: final', 'Notes', 'Draft 3: final'),
  ),
  conform(
    'a colon in a value',
    KEYS,
    'Title: Alien: Resurrection\n',
    title('Title: Alien: Resurrection', 'Title', 'Alien: Resurrection'),
  ),
  conform(
    'an unknown key',
    UNSUPPORTED,
    'Title: X\nFavourite colour: red\n',
    title('Title: X', 'Title', 'X'),
    title('Favourite colour: red', 'Favourite colour', 'red'),
  ),
  conform(
    'emphasis in a value',
    VALUES,
    'Title:\n    _**BRICK & STEEL**_\n',
    title('Title:\n    _**BRICK & STEEL**_', 'Title', 'BRICK & STEEL'),
    underline('_**BRICK & STEEL**_'),
    bold('**BRICK & STEEL**'),
  ),
  conform('a script in another language', KEYS, 'Название: Рыба\n', title('Название: Рыба', 'Название', 'Рыба')),
  conform(
    'the page ends at the first empty line',
    IMPLICIT,
    'Title: X\n\nNote: this is action.\n',
    title('Title: X', 'Title', 'X'),
    action('Note: this is action.'),
  ),
  conform(
    'after the first line it is too late',
    PAGE,
    'She waits.\n\nTitle: X\n',
    action('She waits.'),
    action('Title: X'),
  ),
  conform(
    'after a byte-order mark',
    PAGE,
    '\ufeffTitle: X\r\n\r\nShe waits.',
    title('Title: X', 'Title', 'X'),
    action('She waits.'),
  ),
  conform(
    'prose with a colon and more prose',
    'interpretation: a first paragraph whose other lines are no keys and no values is prose',
    'He thinks: maybe.\nThen he goes.\n',
    action('He thinks: maybe.\nThen he goes.'),
  ),
  conform(
    'a value that is not indented',
    'interpretation: after a key that is known, a writer who forgot to indent is understood',
    'Title: X\nContact:\nbeat@kapitan.fi\n',
    title('Title: X', 'Title', 'X'),
    title('Contact:\nbeat@kapitan.fi', 'Contact', 'beat@kapitan.fi'),
  ),
  conform(
    'a line that is not indented, below values that are',
    PAGE,
    'Contact:\n    beat@kapitan.fi\nShe waits.\n',
    title('Contact:\n    beat@kapitan.fi', 'Contact', 'beat@kapitan.fi'),
    action('She waits.'),
  ),
];
