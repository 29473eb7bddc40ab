import type { Note } from '../note.ts';
import type { Written } from '../written.ts';
import { matches } from './matches.ts';

const BE = "(?:is|are|was|were|be|been|being|gets?|getting|got|['’]s|['’]re)";
const ADVERB = '(?:\\s+\\p{L}+ly|\\s+(?:then|now|soon|suddenly|also|all|almost|still|not|quite|immediately))?';
const PARTICIPLE =
  '\\p{L}{2,}(?:ed|en)|born|built|brought|bought|caught|cut|drawn|driven|felt|fought|found|flung|given|held|hit|hurt|kept|led|left|lit|lost|made|met|paid|put|run|said|seen|sent|set|shot|shown|slain|struck|stung|sung|swept|taken|taught|thrown|told|torn|won|worn|wound|known';
/** After these `by` tells a place, not a doer: parked by the road. */
const PLACED =
  /\b(?:parked|seated|perched|camped|stationed|stopped|tucked|gathered|moored|docked|planted|placed|positioned|nestled|huddled|located|left|set|put)\s+by\b/iu;
/** What it is like is not what is done. */
const SIMILE = /\b(?:as if|as though|like)\b[^.!?]*$/iu;
/** Set phrases, and states that are seen. */
const SET =
  /\b(?:taken (?:aback|back)|lit|divided|broken|separated|obscured|framed|flanked|bordered|followed|accompanied|covered|marked|backed|lined|protected) by\b/iu;
const TIME_OR_WAY =
  /^\s*(?:now|then|far|chance|accident|hand|himself|herself|itself|themselves|mistake|car|train|bus|boat|foot|day|night|noon|dawn|morning|candlelight|itself|one|name|law)\b/iu;

const BY = new RegExp(
  `\\b\\p{L}*${BE}${ADVERB}\\s+(?:${PARTICIPLE})(?:\\s+(?:up|down|off|out|over|back|away))?\\s+by\\b`,
  'giu',
);
const HEARD = /\b(?:is|are|can be) (?:suddenly |faintly |now |then )?heard\b/giu;

/** Passives whose doer the sentence names, and sounds that nobody makes. A state (`is covered`) is no passive. */
export function passiveVoice(lines: readonly Written[]): Note[] {
  return matches(
    lines,
    [BY, HEARD],
    {
      kind: 'passive',
      language: 'en',
      what: 'The doer comes last: would an active verb be shorter?',
      confidence: 0.85,
      method:
        'A form of “be” or “get”, a participle and “by” with a doer, or “is heard”; places and times after “by” are left out.',
    },
    (raw, from, to) =>
      PLACED.test(raw.slice(from, to)) ||
      SIMILE.test(raw.slice(Math.max(0, from - 20), from)) ||
      SET.test(raw.slice(from, to)) ||
      TIME_OR_WAY.test(raw.slice(to)),
  );
}
