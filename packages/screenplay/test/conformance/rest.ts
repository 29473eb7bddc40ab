import {
  action,
  boneyard,
  type ConformanceCase,
  centered,
  character,
  conform,
  dialogue,
  heading,
  note,
  pageBreak,
  section,
  synopsis,
  transition,
} from './case.ts';

const ACTION = "Action, or scene description, is any paragraph that doesn't meet criteria for another element";
const LINES = 'Fountain takes every carriage return as intent.';
const TABS =
  'Tabs and spaces are retained in Action elements, allowing writers to indent a line. Tabs are converted to four spaces.';
const BANG = 'You can force an Action element by preceding it with an exclamation point !.';
const TRANSITION =
  'The requirements for Transition elements are: Uppercase; Preceded by and followed by an empty line; Ending in TO:';
const SPACE =
  'Add one or more spaces after the colon to cause the line to be interpreted as Action (since the line no longer ends with a colon).';
const GREATER = 'You can force any line to be a transition by beginning it with a greater-than symbol >.';
const CENTRED = 'Centered text constitutes an Action element, and is bracketed with greater/less-than';
const CENTRED_SPACE =
  'Leading spaces are usually preserved in Action, but not for centered text, so you can add spaces between the text and the >< if you like.';
const REFERENCE =
  'interpretation: the reference parser takes FADE OUT., CUT TO BLACK. and FADE TO BLACK. for transitions';
const BREAK =
  'Page Breaks are indicated by a line containing three or more consecutive equals signs, and nothing more.';
const SECTION = 'Create a Section by preceding a line with one or more pound-sign # characters';
const NEST = 'You can nest Sections by adding more # characters.';
const SYNOPSIS =
  'Synopses are single lines prefixed by an equals sign =. They can be located anywhere within the screenplay.';
const NOTE =
  'A Note is created by enclosing some text with double brackets. Notes can be inserted between lines, or in the middle of a line.';
const CARRIAGE =
  'Notes can contain carriage returns, but if you wish a note to contain an empty line, you must place two spaces there to "connect" the element into one.';
const BONEYARD = 'If you want Fountain to ignore some text, wrap it with /* some text */.';
const SPAN =
  'The boneyard is the exception to the rule of syntax not carrying across line breaks. Your /* ... */ pairs can span as much of your screenplay as you like.';
const FAITH = 'When in doubt, Fountain returns text as Action.';
const ENDS = 'interpretation: lines end in LF, CRLF or CR, and a byte-order mark is no text';

export const rest: readonly ConformanceCase[] = [
  conform('a paragraph', ACTION, 'They drink long and well.\n', action('They drink long and well.')),
  conform(
    'a paragraph of lines',
    LINES,
    "And then there's a long beat.\nLonger than is funny.\n\nThey look.\n",
    action("And then there's a long beat.\nLonger than is funny."),
    action('They look.'),
  ),
  conform(
    'capitals inside a paragraph',
    ACTION,
    'Made famous by\nWALTER HILL\nand others.\n',
    action('Made famous by\nWALTER HILL\nand others.'),
  ),
  conform('spaces at the start stay', TABS, '          Scott --\n', action('          Scott --')),
  conform('tabs become four spaces', TABS, '\tScott\n', action('\tScott', '    Scott')),
  conform(
    'forced',
    BANG,
    '!SCANNING THE AISLES...\nWhere is he?\n',
    action('!SCANNING THE AISLES...\nWhere is he?', 'SCANNING THE AISLES...\nWhere is he?'),
  ),
  conform('forced, and indented', TABS, '!    CAPS\nMore.\n', action('!    CAPS\nMore.', '    CAPS\nMore.')),
  conform(
    'forced right under dialogue',
    BANG,
    'STEEL\nGo!\n!He goes.\n',
    character('STEEL'),
    dialogue('Go!'),
    action('!He goes.', 'He goes.'),
  ),
  conform(
    'FADE IN: opens a script and is no title page',
    ACTION,
    'FADE IN:\n\nA RIVER.\n',
    action('FADE IN:'),
    action('A RIVER.'),
  ),
  conform('nothing', FAITH, ''),
  conform('only empty lines', FAITH, '\n\n  \n'),
  conform('a shopping list', FAITH, 'milk\neggs\n\nbread\n', action('milk\neggs'), action('bread')),

  conform('a transition', TRANSITION, 'CUT TO:\n\nShe waits.\n', transition('CUT TO:'), action('She waits.')),
  conform('more words', TRANSITION, 'SMASH-CUT TO:\n', transition('SMASH-CUT TO:')),
  conform('the least transition', TRANSITION, 'TO:\n', transition('TO:')),
  conform(
    'indented',
    'Leading tabs or spaces in elements other than Action will be ignored.',
    '                CUT TO:\n',
    transition('                CUT TO:', 'CUT TO:'),
  ),
  conform(
    'a space after the colon',
    SPACE,
    'She waits.\n\nCUT TO: \n',
    action('She waits.'),
    action('CUT TO: ', 'CUT TO:'),
  ),
  conform('small letters', TRANSITION, 'She waits.\n\nCut to:\n', action('She waits.'), action('Cut to:')),
  conform('no empty line before', TRANSITION, 'She waits.\nCUT TO:\n', action('She waits.\nCUT TO:')),
  conform(
    'text right after: a cue',
    TRANSITION,
    'She waits.\n\nCUT TO:\nHome.\n',
    action('She waits.'),
    character('CUT TO:'),
    dialogue('Home.'),
  ),
  conform('another ending', TRANSITION, 'She waits.\n\nDISSOLVE:\n', action('She waits.'), action('DISSOLVE:')),
  conform('FADE OUT.', REFERENCE, 'FADE OUT.\n', transition('FADE OUT.')),
  conform('FADE TO BLACK.', REFERENCE, 'FADE TO BLACK.\n', transition('FADE TO BLACK.')),
  conform('forced, in its own case', GREATER, '> Burn to White.\n', transition('> Burn to White.', 'Burn to White.')),
  conform('forced, without a space', GREATER, '>Burn to White.\n', transition('>Burn to White.', 'Burn to White.')),
  conform(
    'forced by a dot to a heading',
    'Precede it with a period to force a Scene Heading',
    '.CUT TO:\n',
    heading('.CUT TO:', 'CUT TO:'),
  ),
  conform('centred', CENTRED, '>THE END<\n', centered('>THE END<', 'THE END')),
  conform('centred, with spaces', CENTRED_SPACE, '>    THE END  <  \n', centered('>    THE END  <  ', 'THE END')),
  conform(
    'centred, lines in a row',
    CENTRED,
    '> ONE <\n> TWO <\n',
    centered('> ONE <', 'ONE'),
    centered('> TWO <', 'TWO'),
  ),
  conform('a less-than sign alone', ACTION, 'a < b\n', action('a < b')),

  conform('a page break', BREAK, 'One.\n\n===\n\nTwo.\n', action('One.'), pageBreak('==='), action('Two.')),
  conform('a long page break', BREAK, '=========\n', pageBreak('=========')),
  conform('two signs are none', BREAK, '==\n', synopsis('==', '=')),
  conform('signs and more', BREAK, '=== more\n', synopsis('=== more', '== more')),
  conform(
    'a page break right under action',
    BREAK,
    'One.\n===\nTwo.\n',
    action('One.'),
    pageBreak('==='),
    action('Two.'),
  ),

  conform('a section', SECTION, '# Act One\n', section('# Act One', { text: 'Act One', depth: 1 })),
  conform('a section without a space', SECTION, '#Act Two\n', section('#Act Two', { text: 'Act Two', depth: 1 })),
  conform(
    'sections in sections',
    NEST,
    '# Act\n\n## Sequence\n\n### Scene\n',
    section('# Act', { text: 'Act', depth: 1 }),
    section('## Sequence', { text: 'Sequence', depth: 2 }),
    section('### Scene', { text: 'Scene', depth: 3 }),
  ),
  conform(
    'sections without empty lines',
    SECTION,
    'She waits.\n# Act 2\n## Sequence 1\nShe goes.\n',
    action('She waits.'),
    section('# Act 2', { text: 'Act 2', depth: 1 }),
    section('## Sequence 1', { text: 'Sequence 1', depth: 2 }),
    action('She goes.'),
  ),
  conform(
    'a section right under dialogue',
    SECTION,
    'STEEL\nGo!\n# Act 2\n',
    character('STEEL'),
    dialogue('Go!'),
    section('# Act 2', { text: 'Act 2', depth: 1 }),
  ),
  conform(
    'a number that is said',
    'interpretation: in dialogue, a sign without a space is a part of what is said',
    'STEEL\n#1 fan!\n',
    character('STEEL'),
    dialogue('#1 fan!'),
  ),
  conform('a sign inside a line', SECTION, 'Speed dial #1...\n', action('Speed dial #1...')),
  conform('a synopsis', SYNOPSIS, '= She waits.\n', synopsis('= She waits.', 'She waits.')),
  conform('a synopsis without a space', SYNOPSIS, '=She waits.\n', synopsis('=She waits.', 'She waits.')),
  conform(
    'a synopsis under a section',
    SYNOPSIS,
    '# Act 1\n= It begins.\n',
    section('# Act 1', { text: 'Act 1', depth: 1 }),
    synopsis('= It begins.', 'It begins.'),
  ),
  conform(
    'a synopsis is a single line',
    SYNOPSIS,
    '= It begins.\nShe waits.\n',
    synopsis('= It begins.', 'It begins.'),
    action('She waits.'),
  ),

  conform('a note', NOTE, '[[rewrite]]\n', note('[[rewrite]]', 'rewrite')),
  conform(
    'a note inside a line',
    NOTE,
    'This is [[internal]] text.\n',
    action('This is [[internal]] text.', 'This is  text.'),
    note('[[internal]]', 'internal'),
  ),
  conform(
    'notes on one line',
    NOTE,
    'A [[one]]b[[two]]\n',
    action('A [[one]]b[[two]]', 'A b'),
    note('[[one]]', 'one'),
    note('[[two]]', 'two'),
  ),
  conform(
    'a note over lines',
    CARRIAGE,
    'Before [[one\ntwo]] after.\n',
    action('Before [[one\ntwo]] after.', 'Before  after.'),
    note('[[one\ntwo]]', 'one\ntwo'),
  ),
  conform(
    'a note over two spaces',
    CARRIAGE,
    'A [[one\n  \ntwo]] b.\n',
    action('A [[one\n  \ntwo]] b.', 'A  b.'),
    note('[[one\n  \ntwo]]', 'one\n\ntwo'),
  ),
  conform(
    'a note over an empty line is none',
    CARRIAGE,
    'A [[one\n\ntwo]] b.\n',
    action('A [[one'),
    action('two]] b.'),
  ),
  conform('a note that does not end', NOTE, 'A [[one.\n', action('A [[one.')),
  conform(
    'brackets in a note',
    'interpretation: notes do not nest',
    '[[a [b] [[c]]\n',
    note('[[a [b] [[c]]', 'a [b] [[c'),
  ),
  conform(
    'a note over a heading',
    NOTE,
    '[[rewrite]]\nINT. HOUSE - DAY\n\n',
    note('[[rewrite]]', 'rewrite'),
    heading('INT. HOUSE - DAY'),
  ),
  conform('a note does not hold emphasis', NOTE, '[[*a* b]]\n', note('[[*a* b]]', '*a* b')),

  conform(
    'a boneyard',
    BONEYARD,
    'A.\n\n/* gone */\n\nB.\n',
    action('A.'),
    boneyard('/* gone */', 'gone'),
    action('B.'),
  ),
  conform(
    'a boneyard inside a line',
    BONEYARD,
    'This is /* not */ here.\n',
    action('This is /* not */ here.', 'This is  here.'),
    boneyard('/* not */', 'not'),
  ),
  conform(
    'a boneyard over a scene',
    SPAN,
    'CUT TO:\n/*\nINT. GARAGE - DAY\n\nBRICK\nGo!\n\nCUT TO:\n*/\nEXT. MANSION - DAY\n\n',
    transition('CUT TO:'),
    boneyard('/*\nINT. GARAGE - DAY\n\nBRICK\nGo!\n\nCUT TO:\n*/', 'INT. GARAGE - DAY\n\nBRICK\nGo!\n\nCUT TO:'),
    heading('EXT. MANSION - DAY'),
  ),
  conform(
    'text after a boneyard over lines',
    SPAN,
    '/* a\n\nb */ And back.\n',
    action('/* a\n\nb */ And back.', ' And back.'),
    boneyard('/* a\n\nb */', 'a\n\nb'),
  ),
  conform(
    'a boneyard that opens inside a line',
    SPAN,
    'He waves /* a\n\nb\n*/\n\nBye.\n',
    action('He waves /* a\n\nb\n*/', 'He waves'),
    boneyard('/* a\n\nb\n*/', 'a\n\nb'),
    action('Bye.'),
  ),
  conform(
    'a boneyard hides a note that opens in it',
    BONEYARD,
    '/* [[a */ b ]]\n',
    action('/* [[a */ b ]]', ' b ]]'),
    boneyard('/* [[a */', '[[a'),
  ),
  conform(
    'a boneyard in a note',
    BONEYARD,
    '[[a /* ]] */ b]]\n',
    note('[[a /* ]] */ b]]', 'a  b'),
    boneyard('/* ]] */', ']]'),
  ),
  conform(
    'a boneyard that does not end',
    'interpretation: an opening that nothing closes is text, so that no script vanishes',
    'A /* b.\n\nC.\n',
    action('A /* b.'),
    action('C.'),
  ),
  conform(
    'a boneyard on a heading',
    BONEYARD,
    'INT. HOUSE /* old */ - DAY\n',
    heading('INT. HOUSE /* old */ - DAY', 'INT. HOUSE  - DAY'),
    boneyard('/* old */', 'old'),
  ),

  conform(
    'lines that end in CRLF',
    ENDS,
    'STEEL\r\nTen.\r\nFour.\r\n\r\nHe goes.\r\n',
    character('STEEL'),
    dialogue('Ten.\r\nFour.', 'Ten.\nFour.'),
    action('He goes.'),
  ),
  conform(
    'lines that end in CR',
    ENDS,
    'STEEL\rTen.\r\rHe goes.\r',
    character('STEEL'),
    dialogue('Ten.'),
    action('He goes.'),
  ),
  conform(
    'a byte-order mark',
    ENDS,
    '\ufeffINT. HOUSE - DAY\r\n\r\nShe waits.',
    heading('INT. HOUSE - DAY'),
    action('She waits.'),
  ),
  conform(
    'characters beyond the first plane count two',
    ENDS,
    '🎬 *x*\n\nINT. A\n',
    action('🎬 *x*', '🎬 x'),
    heading('INT. A'),
    { kind: 'inline', type: 'italic', source: '*x*' },
  ),
];
