import { parse, toDocument } from '@second-unit/screenplay';

/** UTF-16 units in which a title page stands. */
const FRONT = 20_000;
/** As long as any title may be. */
const LONGEST = 120;

/** What a script's own title page calls it, in one line; undefined where it has no title. */
export function titleInText(text: string): string | undefined {
  const { titlePage } = toDocument(parse(text.slice(0, FRONT)));
  const value = titlePage.find(({ key }) => key.toLowerCase() === 'title')?.value ?? '';
  const line = value
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return [...line].slice(0, LONGEST).join('').trim() || undefined;
}
