import type { Note } from '../note.ts';
import type { Written } from '../written.ts';
import { matches } from './matches.ts';

const SLOWLY = '(?:(?:slowly|quickly|now|then|suddenly|gently|start to|begin to|also) )*';
const MOVES =
  'push(?:ing)?|pull(?:ing)?|rush in|hold|holding|stay|tilt|tilting|pan|panning|crane|craning|circl(?:e|ing)|descend|lead|reverse|rise|track|tracking|dolly|zoom|follow|following|reveal|move(?! into a)|moving|rack|settle';
const LOOKS = 'look(?:ing)? (?:up|down|around|right|left|over|back|to see|across)';

const CUES: readonly RegExp[] = [
  // "We" that moves or looks is the camera; "we see" and "we hear" are not.
  new RegExp(
    `(?:\\b\\p{Lu}\\p{L}+ing [^.,!?]{1,30}, )?\\bwe(?:['’]re)? ${SLOWLY}(?:${MOVES}|${LOOKS})\\b(?: (?:up|down|in|out|back|on|with|behind|through|over|past)\\b)*`,
    'giu',
  ),
  /\b(?:ANGLE|CLOSE|CLOSER|TIGHT|WIDE|BACK) ON\b/gu,
  /\b(?:LOW|HIGH|WIDE|REVERSE|NEW|OVERHEAD|DUTCH) ANGLE\b/gu,
  /\b(?:EXTREME |MEDIUM |TIGHT )?CLOSE[- ]?UPS?\b/gu,
  /\b(?:WIDE|SINGLE|VARIOUS|TRACKING|AERIAL|CRANE|DOLLY|TWO|MASTER|ESTABLISHING|HANDHELD|STEADICAM|POV) SHOTS?\b/gu,
  /\b(?:VERY|EXTREMELY) CLOSE\b/gu,
  /\b(?:PUSH(?:ING|ES)? IN|PULL(?:ING|S)? (?:BACK|OUT)|ZOOM(?:ING|S)? (?:IN|OUT)|DOLLY(?:ING)? (?:IN|OUT|BACK)|CRANE (?:UP|DOWN)|TILT(?:ING)? (?:UP|DOWN)|PAN(?:NING)? (?:TO|ACROSS|OVER|DOWN|UP)|RACK FOCUS|SMASH ZOOM|WHIP PAN|SLOW ZOOM|MOVING UP)\b/gu,
  /\bFREEZE[- ]FRAME\b/giu,
  /\bREVERSE(?: TO| ON| SHOT)?\b/gu,
  /\bINSERT(?: SHOT)?(?=\s*[:\-–—])/gu,
  /\b(?:enter|exit|leav|com|mov|walk|step|ris|leaning|lean|leap|driv|pull)(?:e?s|ing|e)? (?:in(?:to)? |out of |from )?(?:the )?frame\b/giu,
  /\b(?:in|into|out of) (?:the )?FRAME\b|\bINTO FRAME\b/gu,
  /\b(?:[Tt]owards?|[Pp]ast|[Aa]t|[Ii]nto|[Tt]o|from|TOWARDS?|PAST|AT|INTO|TO|FROM) (?:the |THE )?CAMERA\b/gu,
  /\bthe camera (?:slowly |then )?(?:pans?|moves?|follows?|pushes|pulls|tracks?|tilts?|holds?|finds?|reveals?|dollies|cranes?|circles?|drifts?|rises?|zooms?|stays?|lingers?|turns?|glides?|floats?|drops?)\b/giu,
  /\bCAMERA (?:SLOWLY )?(?:PANS?|MOVES?|FOLLOWS?|PUSHES|PULLS|TRACKS?|TILTS?|HOLDS?|FINDS?|REVEALS?|DOLLIES|CRANES?|CIRCLES?|DRIFTS?|RISES?|ZOOMS?)\b/gu,
  /(?:^|[.!?:]\s+)(?:Focusing on|PULLING BACK|PUSHING IN|CIRCLING|TRACKING)\b/gu,
  // A line of its own that tells the camera whom to hold: ON WILL AND SANDRA.
  /^ON (?!(?:STAGE|BOARD|TOP|FOOT|FIRE|AIR|DECK|SET|CAMPUS)\b|THE (?:TV|RADIO|SCREEN|PHONE|TELEVISION|MONITOR)\b)\p{Lu}[\p{Lu}'’]*(?: [\p{Lu}'’]{2,})*(?=[,.:]|\s*$)/gmu,
];

/** Instructions to the camera in action. In a shooting script they may well be meant: hence a question. */
export function cameraDirections(lines: readonly Written[]): Note[] {
  return matches(lines, CUES, {
    kind: 'camera',
    language: 'en',
    what: 'A direction to the camera: could the action lead the eye instead?',
    confidence: 0.9,
    method: 'Words of the camera (CLOSE ON, ANGLE ON, INTO FRAME) or “we” that moves or looks; “we see” is left alone.',
  });
}
