import type { Block } from '@second-unit/screenplay';
import { elementsOf } from '@second-unit/screenplay';
import { byBlock } from '../by-block.ts';
import type { Reading } from '../reading.ts';
import type { Speech } from '../speeches.ts';

/** A word or sign of a line as the models have it. */
interface VoiceToken {
  /** In lower case, with one kind of apostrophe. */
  readonly key: string;
  /** Written with a capital: it may be a name. */
  readonly capital: boolean;
  /** Its first and past its last symbol. */
  readonly from: number;
  readonly to: number;
}

/** One line of dialogue or song, without its markup. */
interface SpokenLine {
  /** Offset in the block. */
  readonly from: number;
  readonly text: string;
  readonly tokens: readonly VoiceToken[];
  /** Letters as code points, in lower case, with one space between words, before and after. */
  readonly symbols: Int32Array;
}

/** A speech with its words. */
export interface Spoken {
  readonly speech: Speech;
  readonly block: Block;
  /** Offset of the block. */
  readonly start: number;
  readonly lines: readonly SpokenLine[];
}

const TOKEN = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu;

/** Read once a block. */
const linesOf = byBlock((block): SpokenLine[] =>
  elementsOf(block).flatMap(({ type, text, from }) =>
    type === 'dialogue' || type === 'lyrics' ? [spokenLine(text, from)] : [],
  ),
);

/** The speeches of a script with the words of each, in order. */
export function spokenOf({ tree, speeches }: Reading): Spoken[] {
  const spoken: Spoken[] = [];
  let next = 0;
  for (const [index, { start, result }] of linesOf(tree).entries()) {
    const block = tree.blocks[index] as Block;
    let line = 0;
    while (next < speeches.length && (speeches[next] as Speech).from < start + block.length) {
      const speech = speeches[next++] as Speech;
      const lines: SpokenLine[] = [];
      while (line < result.length && start + (result[line] as SpokenLine).from < speech.to) {
        const one = result[line++] as SpokenLine;
        if (start + one.from >= speech.from) lines.push(one);
      }
      spoken.push({ speech, block, start, lines });
    }
  }
  return spoken;
}

function spokenLine(text: string, from: number): SpokenLine {
  const plain = text.normalize('NFC').replace(/[’ʼ]/gu, "'").replace(/\s+/gu, ' ').trim();
  const symbols: number[] = [32];
  const tokens: VoiceToken[] = [];
  let end = 0;
  const push = (part: string): void => {
    for (const letter of part) symbols.push(letter.codePointAt(0) as number);
  };
  for (const match of plain.matchAll(TOKEN)) {
    const [raw] = match;
    push(plain.slice(end, match.index));
    const key = raw.toLowerCase();
    const first = symbols.length;
    push(key);
    tokens.push({ key, capital: raw !== key, from: first, to: symbols.length });
    end = match.index + raw.length;
  }
  symbols.push(32);
  return { from, text, tokens, symbols: Int32Array.from(symbols) };
}
