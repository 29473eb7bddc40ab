/** A word, sign, number or emoji of a text; `from` and `to` are UTF-16 offsets into it. */
export interface TextToken {
  readonly from: number;
  readonly to: number;
  /** What it counts as: lower case, one apostrophe, a letter or sign at most three or two times in a row. */
  readonly key: string;
  readonly kind: 'word' | 'sign';
  /** A word of three letters or more, all of them capitals. */
  readonly capitals: boolean;
}

const TOKEN =
  /\[[A-Z]+\]|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+|\p{Extended_Pictographic}|[!?]+|\.{2,}|…|[:;=]['-]?[()DPp/\\|]|<3|[^\s]/gu;

/** The tokens of a text, in order. What stands in square capitals, as in [NAME], is one. */
export function textTokens(text: string): TextToken[] {
  const tokens: TextToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    const word = /^\p{L}/u.test(raw);
    tokens.push({
      from: match.index,
      to: match.index + raw.length,
      key: word ? wordKey(raw) : raw.startsWith('[') ? raw : raw.toLowerCase().replace(/^([!?.])\1+$/, '$1$1'),
      kind: word ? 'word' : 'sign',
      capitals: word && raw.length > 2 && raw === raw.toUpperCase() && raw !== raw.toLowerCase(),
    });
  }
  return tokens;
}

const wordKey = (raw: string): string =>
  raw
    .replaceAll('’', "'")
    .toLowerCase()
    .replace(/(.)\1{3,}/gu, '$1$1$1');
