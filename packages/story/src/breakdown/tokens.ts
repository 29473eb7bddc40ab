/** A word or sign of a line. Offsets count from where the line's text does. */
export interface Token {
  /** Lower case, straight apostrophes, without a possessive's `'s`; a sign is itself. */
  readonly word: string;
  readonly from: number;
  readonly to: number;
  readonly sign: boolean;
  /** All in capitals, of two letters or more. */
  readonly caps: boolean;
  /** Starts with a capital. */
  readonly capital: boolean;
  readonly possessive: boolean;
  /** The first word of a sentence: its capital says nothing. */
  readonly opens: boolean;
}

const TOKEN = /[\p{L}\p{N}]+(?:['’&.-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*['’]?|--+|(?<=\s)-(?=\s)|[—–…;:,.!?()"“”[\]]/gu;
const ABBREVIATION = /^(?:mr|mrs|ms|dr|st|jr|sr|lt|sgt|capt|col|gen|prof|rev|det)$/u;
const CLITIC = /^(.+)'(?:s|d|ll|re|ve|m)$/u;

/** English words and signs of a text, in order. Text in other scripts comes apart at its spaces. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let opens = true;
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0].replace(/[’]/gu, "'");
    const from = match.index;
    const first = raw.codePointAt(0) as number;
    const letter = /[\p{L}\p{N}]/u.test(String.fromCodePoint(first));
    if (!letter) {
      const before = tokens.at(-1);
      const ends = /^[.!?…]/u.test(raw) && !(raw === '.' && before !== undefined && ABBREVIATION.test(before.word));
      if (raw !== '.' || ends) tokens.push(sign(raw, from, from + raw.length));
      if (ends || raw === ':') opens = true;
      continue;
    }
    const lower = raw.toLowerCase();
    const possessive = lower.endsWith("'s") || lower.endsWith("s'");
    const word = possessive ? lower.replace(/'s?$/u, '') : (CLITIC.exec(lower)?.[1] ?? lower.replace(/'$/u, ''));
    const bare = raw.replace(/'(?:[sS])?$/u, '');
    tokens.push({
      word,
      from,
      // What is said of a word does not hold its 's.
      to: from + (possessive ? word.length : raw.replace(/'$/u, '').length),
      sign: false,
      caps: bare.length > 1 && bare === bare.toUpperCase() && bare !== bare.toLowerCase(),
      capital: /^[\p{Lu}\p{Lt}]/u.test(raw),
      possessive,
      opens,
    });
    opens = false;
  }
  return tokens;
}

function sign(word: string, from: number, to: number): Token {
  return { word, from, to, sign: true, caps: false, capital: false, possessive: false, opens: false };
}
