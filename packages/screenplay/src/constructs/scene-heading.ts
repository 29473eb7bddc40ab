import { append, type Node, node } from '../node.ts';
import { type Line, place } from '../source.ts';
import { inlineOf } from './inline.ts';
import { isUppercase } from './uppercase.ts';

/**
 * The specification's own: INT, EXT, EST, INT./EXT, INT/EXT, I/E (and what its reference parser takes besides),
 * in any case, followed by a dot or a space.
 */
const PREFIX = /^(?:INT\.?\/EXT|EXT\.?\/INT|INT\.?\/EST|EST\.?\/INT|I\.?\/E|E\.?\/I|INT|EXT|EST)(?:\.|[ \t\u00a0])/i;

/**
 * What writers use in French, German, Spanish and Italian, Finnish, Russian. In capitals only, because a line of
 * action may begin with such a word ("Innen ist es dunkel."), and as a whole word.
 */
const WORDS = [
  // French, Spanish, Italian, Portuguese
  'INTÉRIEUR',
  'INTERIEUR',
  'EXTÉRIEUR',
  'EXTERIEUR',
  'INTERIOR',
  'EXTERIOR',
  'INTERNO',
  'ESTERNO',
  // German
  'INNEN',
  'AUSSEN',
  'AUßEN',
  // Finnish
  'SISÄLLÄ',
  'SISÄ',
  'SIS',
  'ULKONA',
  'ULKO',
  'ULK',
  // Russian
  'ИНТЕРЬЕР',
  'ЭКСТЕРЬЕР',
  'НАТУРА',
  'ИНТ',
  'ЭКСТ',
  'НАТ',
  'ПАВ',
].join('|');
const FOREIGN = new RegExp(`^(?:${WORDS})\\.?(?:[/-](?:${WORDS}|INT|EXT|EST)\\.?)?(?:(?<=\\.)|[ \\t\\u00a0])`, 'u');

/** Japanese: a pillar (柱) opens with a circle. */
const PILLAR = /^[○〇◯]\s*[^\s○〇◯]/u;

/** A letter or digit after the dot, by the specification; or a sign that is none of ASCII's, as in `.“ROSA” - NIGHT`. */
const FORCED = /^\.[*_]*(?:[\p{L}\p{N}¿¡\\]|(?!\p{ASCII})[\p{Pi}\p{Ps}\p{S}])/u;

/** Letters, digits, dashes and periods between `#` signs at the end. */
const NUMBER = /#([\p{L}\p{N}.-]+)#$/u;

export function looksLikeHeading(text: string): boolean {
  const code = text.charCodeAt(0);
  // I, E and their small forms; then any script's.
  if (code === 0x49 || code === 0x69 || code === 0x45 || code === 0x65) {
    if (PREFIX.test(text)) return true;
  }
  if (code < 128 && !(code >= 0x41 && code <= 0x55)) return false;
  const second = text.charCodeAt(1);
  // The words below are in capitals; most lines of action go on in small letters.
  if (second >= 0x61 && second <= 0x7a) return false;
  return (FOREIGN.test(text) && isUppercase(text.slice(0, 12).replace(/[^\p{L}].*/su, ''))) || PILLAR.test(text);
}

export function isForcedHeading(text: string): boolean {
  return text.charCodeAt(0) === 0x2e && FORCED.test(text);
}

/** The heading, its dot a mark and its number a node of its own. */
export function sceneHeading(line: Line, source: string, forced: boolean): Node {
  const children: Node[] = [];
  let at = line.start;
  if (forced) {
    at = place(line, 0);
    append(children, inlineOf(line, source, line.start, at));
    children.push(node('mark', at, at + 1));
    at++;
  }
  const text = line.text;
  const number = text.charCodeAt(text.length - 1) === 0x23 ? NUMBER.exec(text) : null;
  if (number !== null && number.index > 0) {
    const from = place(line, number.index);
    const to = place(line, text.length - 1) + 1;
    append(children, inlineOf(line, source, at, from));
    children.push(
      node(
        'sceneNumber',
        from,
        to,
        line.cuts.filter((cut) => cut.from > from && cut.to < to),
      ),
    );
    at = to;
  }
  append(children, inlineOf(line, source, at, line.end));
  return node('sceneHeading', line.start, line.end, children);
}
