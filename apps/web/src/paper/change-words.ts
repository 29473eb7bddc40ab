import type { PaperChange } from '@second-unit/editing';
import { paperMessages } from './messages.ts';

const words = paperMessages.said;

type Said = Exclude<PaperChange, { kind: 'undo' }>;

/** Is this a change of a paper edit? Others have kinds of the same names, and speak of items. */
export function isPaperChange(
  change: Readonly<Record<string, unknown>>,
): change is Readonly<Record<string, unknown>> & Said {
  const { kind } = change;
  if (kind === 'add') return Array.isArray(change.passages);
  if (kind === 'keepChosen') return true;
  if (kind === 'rename') return typeof change.title === 'string' && typeof change.was === 'string';
  if (kind === 'set') return typeof change.air === 'number';
  const about = ['strike', 'restore', 'split', 'move', 'remove', 'choose'];
  return typeof kind === 'string' && about.includes(kind) && typeof change.passage === 'string';
}

/** A change of a paper edit as the ledger tells it. */
export function paperChangeInWords(change: Said): string {
  switch (change.kind) {
    case 'add': {
      const all = change.passages.flatMap((passage) => passage.words);
      const some = all.slice(0, 8).map(({ text }) => text);
      return words.add(all.length, `${some.join(' ')}${all.length > some.length ? ' …' : ''}`);
    }
    case 'strike':
    case 'restore':
      return words[change.kind](change.to - change.from);
    case 'rename':
      return words.rename(change.title);
    case 'move':
      return words.move(change.to + 1);
    case 'choose':
      return change.chosen ? words.choose : words.unchoose;
    case 'split':
    case 'remove':
    case 'keepChosen':
    case 'set':
      return words[change.kind];
  }
}
