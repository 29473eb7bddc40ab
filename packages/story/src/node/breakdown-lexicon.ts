import { readFile } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';
import { type Lexicon, loadLexicon } from '../breakdown/lexicon.ts';

const FILE = new URL('../../models/breakdown-lexicon.json', import.meta.url);
let lexicon: Promise<Lexicon> | undefined;

/** The shipped English nouns of the breakdown, read from their file once. Throws `internal` where it is missing. */
export function breakdownLexicon(): Promise<Lexicon> {
  lexicon ??= readFile(FILE).then(loadLexicon, (cause) => {
    throw new Fault('internal', 'The file breakdown-lexicon.json is missing. Install Second Unit again.', {
      place: FILE.pathname,
      cause,
    });
  });
  return lexicon;
}
