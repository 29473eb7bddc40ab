import {
  type Comparison,
  type DraftElement,
  type LineChange,
  type SceneChange,
  type SceneRef,
  summarise,
} from '@second-unit/screenplay/drafts';

/** Of a line that changed, so much is shown before and after what changed. */
const CONTEXT = 24;
/** A line that was cut or added is shown up to here. */
const MAX_SHOWN = 96;

/**
 * What changed, to be read in a terminal: the summary, then scene by scene the lines, `-` cut, `+` added, `~` changed with
 * `[-old-]` and `{+new+}` words. Names that follow a rename are in the summary only.
 */
export function draftsInWords(comparison: Comparison, names: { readonly a: string; readonly b: string }): string {
  const { text, sentences } = summarise(comparison);
  if (comparison.same !== 'different') return `${text}\n`;
  const title = comparison.titlePage.flatMap(({ a, b }) => [
    ...(a === undefined ? [] : [`  - ${a.key}: ${short(a.value)}`]),
    ...(b === undefined ? [] : [`  + ${b.key}: ${short(b.value)}`]),
  ]);
  const scenes = [...comparison.scenes, ...comparison.sections].flatMap(sceneInWords);
  return [
    `${names.a} → ${names.b}`,
    '',
    ...sentences.map((sentence) => sentence.text),
    ...(title.length > 0 ? ['', 'Title page', ...title] : []),
    ...scenes,
    '',
  ].join('\n');
}

function sceneInWords(scene: SceneChange): string[] {
  const { kind, a, b, lines } = scene;
  const shown = lines.filter((line) => line.kind !== 'renamed' && line.kind !== 'respaced');
  if (kind === 'unchanged' && shown.length === 0) return [];
  const what = headline(scene);
  // All of a scene that was cut or is new would tell nothing that its heading does not.
  if (a.length === 0 || b.length === 0) return ['', `${what}, ${count(shown.length, 'line')}`];
  return ['', what, ...shown.map(lineInWords)];
}

function headline({ kind, a, b, moved }: SceneChange): string {
  const labels = (refs: readonly SceneRef[]): string => refs.map(({ label }) => label).join(' + ');
  const [first] = b.length > 0 ? b : a;
  const heading = first?.kind === 'opening' ? 'Before the first scene' : oneLine(first?.heading ?? '');
  const section = first?.kind === 'section' ? 'Section ' : '';
  const name = first?.kind === 'opening' || section !== '' ? `${section}${heading}` : undefined;
  const was =
    a.length > 0 && b.length > 0 && labels(a) !== labels(b)
      ? `${labels(a)} → ${labels(b)}`
      : labels(b.length > 0 ? b : a);
  const did = moved && kind !== 'moved' ? `${kind}, moved` : kind;
  return `${name ?? `Scene ${was}  ${heading}`}: ${did === 'unchanged' ? 'same words' : did}`;
}

function lineInWords(line: LineChange): string {
  const { kind, a, b } = line;
  if (a === undefined || b === undefined) return `  ${a === undefined ? '+' : '-'} ${shownAs(a ?? b)}`;
  if (kind === 'renumbered') return `  ~ scene number ${a.number ?? 'none'} → ${b.number ?? 'none'}`;
  if (kind === 'restyled') return `  ~ other emphasis: ${short(b.text)}`;
  if (a.text === b.text)
    return `  ~ ${a.type === b.type ? 'other place' : `now ${TYPES[b.type] ?? b.type}`}: ${short(b.text)}`;
  const replaced = line.words.reduce((sum, { from, to }) => sum + to - from, 0);
  // A line of which next to nothing is left reads better as one cut and one added.
  if (replaced > a.text.length * 0.6) return `  - ${shownAs(a)}\n  + ${shownAs(b)}`;
  return `  ~ ${inline(line, a.text, b.text)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  sceneHeading: 'a scene heading',
  action: 'action',
  character: 'a cue',
  parenthetical: 'a parenthetical',
  transition: 'a transition',
  centered: 'centred',
};

function inline({ words }: LineChange, a: string, b: string): string {
  let text = '';
  let at = 0;
  for (const [index, { from, to, bFrom, bTo }] of words.entries()) {
    text += between(a.slice(at, from), index === 0 ? 'start' : 'middle');
    // One kind of white space for another shows nothing.
    if (a.slice(from, to).trim() === '' && b.slice(bFrom, bTo).trim() === '') {
      text += b.slice(bFrom, bTo);
      at = to;
      continue;
    }
    if (to > from) text += `[-${a.slice(from, to)}-]`;
    if (bTo > bFrom) text += `{+${b.slice(bFrom, bTo)}+}`;
    at = to;
  }
  return oneLine(text + between(a.slice(at), 'end'));
}

/** What stayed the same, shortened away from the changes, between words where there are any. */
function between(text: string, place: 'start' | 'middle' | 'end'): string {
  const most = place === 'middle' ? 2 * CONTEXT : CONTEXT;
  if ([...text].length <= most + 1) return text;
  const first = [...text]
    .slice(0, CONTEXT)
    .join('')
    .replace(/(?<=\s)\S*$/u, '')
    .trimEnd();
  const last = [...text]
    .slice(-CONTEXT)
    .join('')
    .replace(/^\S*(?=\s)/u, '')
    .trimStart();
  return `${place === 'start' ? '' : first} … ${place === 'end' ? '' : last}`;
}

function shownAs(element: DraftElement | undefined): string {
  if (element === undefined) return '';
  const note = element.type === 'note' || element.type === 'boneyard' || element.type === 'synopsis';
  return `${note ? `${element.type}: ` : ''}${short(element.text) || element.type}`;
}

function short(text: string): string {
  const letters = [...oneLine(text)];
  return letters.length > MAX_SHOWN ? `${letters.slice(0, MAX_SHOWN - 1).join('')}…` : letters.join('');
}

function oneLine(text: string): string {
  // Nothing that a script says may steer the terminal it is shown in.
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function count(lines: number, one: string): string {
  return `${lines.toLocaleString('en')} ${one}${lines === 1 ? '' : 's'}`;
}
