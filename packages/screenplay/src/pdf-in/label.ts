import { type Block, isFull } from './body.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { CONTINUED_CUE } from './furniture.ts';
import { learntIndents, priorIndents } from './indents.ts';
import type { LineType, PdfLine, RawLine } from './line.ts';
import { type Labelled, labelled, labels, STATES, type State } from './model.ts';
import { slugOdds } from './slugs.ts';

/** Readings of the script, each with the indents learnt from the one before. */
const PASSES = 4;

/** Labels, confidence and reasons for the lines of a script. */
export function labelLines(lines: readonly RawLine[], block: Block, pageCentre: number): PdfLine[] {
  const evidence = evidenceOf(lines, block, pageCentre);
  const slugs = slugOdds(lines, evidence, block);
  const blank = evidence.filter((shown) => shown.above === 'blank').length;
  const spaced = blank > 0.05 * lines.length;
  let indents = priorIndents();
  for (let pass = 1; pass < PASSES; pass++) {
    const read = labels(lines, evidence, { indents, slugs, spaced });
    indents = learntIndents(evidence, read, (at) => lines[at]?.dual !== undefined);
  }
  const read = labelled(lines, evidence, { indents, slugs, spaced });
  const named = lines.map((line, at) => lineOf(line, read[at] as Labelled, evidence[at] as Evidence, slugs));
  return joined(withoutOrphans(named), evidence, block, spaced);
}

/** Text set as a speech that no cue leads to is action set further in: a letter, a sign, a list. */
function withoutOrphans(lines: readonly PdfLine[]): PdfLine[] {
  let spoken = false;
  return lines.map((line) => {
    const isSpeech = line.type === 'dialogue' || line.type === 'parenthetical';
    if (!isSpeech) spoken = line.type === 'character';
    if (!isSpeech || spoken) return line;
    const alternatives = [{ type: line.type, confidence: 0.3 }];
    return { ...line, type: 'action', confidence: 0.7, reason: 'set as a speech is, but nobody speaks', alternatives };
  });
}

function lineOf(line: RawLine, { state, confidence, posterior }: Labelled, shown: Evidence, slugs: number): PdfLine {
  const alternatives = STATES.map((type, at) => ({ type, confidence: posterior[at] as number }))
    .filter(({ type, confidence }) => type !== state && confidence > 0.005)
    .sort((a, b) => b.confidence - a.confidence);
  return { ...line, type: state, confidence, reason: reasonOf(state, shown, slugs), alternatives, joined: false };
}

const INDENT: Readonly<Record<State, string>> = {
  sceneHeading: 'at the left edge',
  action: 'at the left edge',
  character: 'where this script sets its cues',
  parenthetical: 'where this script sets its parentheticals',
  dialogue: 'where this script sets its speeches',
  transition: 'at the right edge',
  centered: 'in the middle of the line',
};

function reasonOf(state: State, shown: Evidence, slugs: number): string {
  const parts: string[] = [];
  if (state === 'sceneHeading' && shown.headingWords) parts.push('begins as a scene heading does');
  else if (state === 'sceneHeading' && shown.numbered) parts.push('has a scene number');
  else if (shown.bareCapitals && (state === 'sceneHeading' || state === 'action')) {
    parts.push(`a bare line in capitals, which this script uses for ${slugs > 0 ? 'headings' : 'action'}`);
  } else if (shown.capitals === 'yes' && (state === 'character' || state === 'transition')) parts.push('in capitals');
  if (shown.transitionWords && state === 'transition') parts.push('worded as a transition');
  if (shown.parenthesis !== 'no' && state === 'parenthetical') parts.push('in parentheses');
  parts.push(INDENT[state]);
  if (state === 'character' && shown.below === 'tight') parts.push('with text right below');
  if (state === 'dialogue' && shown.above === 'tight') parts.push('right below a speech or its cue');
  return parts.join(', ');
}

/** Whether lines go on from those before, and cues that only repeat over the page taken out. */
function joined(lines: PdfLine[], evidence: readonly Evidence[], block: Block, spaced: boolean): PdfLine[] {
  let before: PdfLine | undefined;
  let cue: PdfLine | undefined;
  return lines.map((line, at) => {
    const shown = evidence[at] as Evidence;
    if (line.type === 'character') {
      if (before !== undefined && cue !== undefined && line.first && repeatsCue(line, cue, before)) {
        const more: PdfLine = {
          ...line,
          type: 'furniture',
          reason: 'the cue is repeated as the speech goes over the page',
        };
        return more;
      }
      cue = line;
    } else if (line.type !== 'dialogue' && line.type !== 'parenthetical') cue = undefined;
    const goesOn = before !== undefined && before.type === line.type && continues(before, line, shown, block, spaced);
    const result: PdfLine = { ...line, joined: goesOn };
    before = result;
    return result;
  });
}

const SPEECH: ReadonlySet<LineType> = new Set(['dialogue', 'parenthetical']);

function repeatsCue(line: PdfLine, cue: PdfLine, before: PdfLine): boolean {
  if (!SPEECH.has(before.type) || line.dual !== undefined) return false;
  const continued = CONTINUED_CUE.test(line.text);
  return (before.more || continued) && nameOf(line.text) === nameOf(cue.text);
}

function nameOf(text: string): string {
  return text
    .replace(/\s*\([^()]*\)/g, '')
    .trim()
    .toUpperCase();
}

function continues(before: PdfLine, line: PdfLine, shown: Evidence, block: Block, spaced: boolean): boolean {
  if (before.dual !== line.dual || line.dualStart === true || before.whole === true) return false;
  switch (line.type) {
    case 'sceneHeading':
      return shown.above === 'tight' && !shown.headingWords && !shown.numbered;
    case 'action':
      if (shown.above === 'tight') return spaced || before.right > block.right - 12 * block.em;
      return line.first && goesOverPage(before, line, block);
    case 'dialogue':
      return shown.above !== 'blank';
    case 'parenthetical':
      return shown.parenthesis === 'goes on';
    case 'character':
      return shown.above === 'tight';
    default:
      return false;
  }
}

const SENTENCE_END = /[.!?…:][")”’]?$/u;

/** A paragraph goes over the page if its last line there is full and does not end a sentence. */
function goesOverPage(before: PdfLine, line: PdfLine, block: Block): boolean {
  return isFull(before, line, block) && (/^\p{Ll}/u.test(line.text) || !SENTENCE_END.test(before.text));
}
