/** What a scene heading says. */
export interface HeadingParts {
  readonly interior: boolean;
  readonly exterior: boolean;
  /** Without prefix and time, e.g. `WILL'S BEDROOM`. */
  readonly place: string;
  /** As written, e.g. `NIGHT`; absent where the heading gives none. */
  readonly time?: string;
}

const INSIDE = 'INT[ÉE]RIEUR|INTERIOR|INTERNO|INT|I|INNEN|SISÄLLÄ|SISÄ|SIS|ИНТЕРЬЕР|ИНТ|ПАВ';
const OUTSIDE = 'EXT[ÉE]RIEUR|EXTERIOR|ESTERNO|EXT|E|AU(?:SS|ß)EN|ULKONA|ULKO|ULK|ЭКСТЕРЬЕР|ЭКСТ|НАТУРА|НАТ';
const WORD = new RegExp(`^(?:(${INSIDE})|(${OUTSIDE})|(EST))(?=[./\\-\\s]|$)\\.?`, 'iu');

const TIMES = [
  // English
  'DAY|NIGHT|MORNING|AFTERNOON|EVENING|DAWN|DUSK|SUNRISE|SUNSET|NOON|MIDDAY|MIDNIGHT|TWILIGHT|MAGIC HOUR',
  "CONTINUOUS|CONT'?D|LATER|MOMENTS? LATER|SAME(?: TIME)?|SIMULTANEOUS",
  // French, Spanish, Italian, Portuguese
  'JOUR|NUIT|MATIN|SOIR|SOIRÉE|AUBE|CRÉPUSCULE|DÍA|DIA|NOCHE|MAÑANA|TARDE|AMANECER|ATARDECER|ANOCHECER',
  'GIORNO|NOTTE|MATTINA|POMERIGGIO|SERA|ALBA|TRAMONTO|NOITE|MANHÃ',
  // German, Finnish
  'TAG|NACHT|MORGEN|NACHMITTAG|ABEND|DÄMMERUNG|MORGENDÄMMERUNG|ABENDDÄMMERUNG',
  'PÄIVÄ|YÖ|AAMU|AAMUPÄIVÄ|ILTAPÄIVÄ|ILTA|AAMUYÖ',
  // Russian, Japanese
  'ДЕНЬ|НОЧЬ|УТРО|ВЕЧЕР|РАССВЕТ|ЗАКАТ|СУМЕРКИ|昼|夜|朝|夕|夕方|深夜|早朝|夜明け',
].join('|');
/** Also `EARLY MORNING`, `NEXT DAY`, `NIGHT (1973)`, `THREE DAYS LATER`. */
const TIME = new RegExp(`^(?:[\\p{L}\\p{N}'’]+\\s+){0,3}(?:${TIMES})(?=$|\\s|\\(|,|/)`, 'iu');
const LAST_WORD = new RegExp(`^(.*\\S)[\\s,]\\s*((?:${TIMES}))$`, 'iu');

/** Takes a heading's text apart. Never fails: what is not understood is the place. */
export function headingParts(heading: string): HeadingParts {
  const text = heading.trim().replace(/\s+/g, ' ');
  if (/^[○〇◯]/u.test(text)) return pillar(text);
  let interior = false;
  let exterior = false;
  let rest = text;
  for (;;) {
    const found = WORD.exec(rest);
    // A single letter counts only where another follows it: `I/E`.
    if (found === null || (found[0].length === 1 && rest[1] !== '/' && !(interior || exterior))) break;
    // Italian EST. is ESTERNO; Fountain's is an establishing shot: both are outside.
    if (found[1] !== undefined) interior = true;
    else exterior = true;
    rest = rest.slice(found[0].length);
    if (rest[0] !== '/' && !/^-\S/.test(rest)) break;
    rest = rest.slice(1);
  }
  rest = rest.replace(/^[\s.\-–—:]+/u, '');
  const pieces = rest.split(/\s+[-–—]+\s*|\s*[–—]\s*|\s*[-]+\s+/u);
  for (let index = pieces.length - 1; index > 0; index--) {
    const piece = pieces[index] as string;
    if (!TIME.test(piece)) continue;
    const time = piece.replace(/\s*\(.*$/u, '').trim();
    return { interior, exterior, place: pieces.slice(0, index).join(' - '), time };
  }
  const bare = rest.replace(/\s*\([^()]*\)$/u, '');
  const last = LAST_WORD.exec(bare);
  if (last !== null) {
    return { interior, exterior, place: (last[1] as string).replace(/,$/u, ''), time: last[2] as string };
  }
  return { interior, exterior, place: rest };
}

/** Japanese: `○居酒屋・中（夜）`: place, then 中 or 内 for inside, 外 or 表 for outside, then the time. */
function pillar(text: string): HeadingParts {
  const rest = text.slice(1).trim();
  const found = /^(.*?)(?:\s*[・･]\s*([中内外表])[^（(]*)?(?:\s*[（(]([^）)]*)[）)])?$/u.exec(rest);
  const where = found?.[2];
  const time = found?.[3];
  return {
    interior: where === '中' || where === '内',
    exterior: where === '外' || where === '表',
    place: found?.[1] ?? rest,
    ...(time === undefined || time === '' ? {} : { time }),
  };
}
