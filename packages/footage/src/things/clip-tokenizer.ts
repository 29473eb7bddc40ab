import { readFile } from 'node:fs/promises';
import { Fault } from '@second-unit/evidence';

/** Words, numbers a digit at a time, and runs of signs: how CLIP cuts text before it joins bytes. */
const PIECES = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu;

/** Bytes as the letters that the vocabulary writes them with: printable ones as they are, the rest from U+0100 on. */
const LETTERS: readonly string[] = (() => {
  const letters: string[] = [];
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const isPlain = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    letters.push(String.fromCharCode(isPlain ? byte : next++));
  }
  return letters;
})();

/** Cuts text into the tokens of CLIP's byte-pair encoding (Radford et al. 2021), by the vocabulary of a model. */
export class ClipTokenizer {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #start: number;
  readonly #end: number;

  /** `merges` in order of their use, each two pieces with a space between; throws a Fault ('input') without start or end. */
  constructor(vocabulary: Readonly<Record<string, number>>, merges: readonly string[], start: string, end: string) {
    this.#ids = new Map(Object.entries(vocabulary));
    this.#ranks = new Map(merges.map((merge, rank) => [merge, rank]));
    const idOf = (token: string): number => {
      const id = this.#ids.get(token);
      if (id === undefined) throw new Fault('input', `The vocabulary has no token “${token}”.`, { place: token });
      return id;
    };
    this.#start = idOf(start);
    this.#end = idOf(end);
  }

  /** Reads the two files as they are published with a model. Throws a Fault: 'not-found', 'input'. */
  static async read(files: {
    readonly vocabulary: string;
    readonly merges: string;
    readonly start: string;
    readonly end: string;
  }): Promise<ClipTokenizer> {
    const text = async (path: string): Promise<string> =>
      readFile(path, 'utf8').catch((cause: unknown) => {
        throw new Fault('not-found', 'A file of the tokenizer that the manifest names is not there.', {
          place: path,
          cause,
        });
      });
    let vocabulary: Record<string, number>;
    try {
      vocabulary = JSON.parse(await text(files.vocabulary)) as Record<string, number>;
    } catch (cause) {
      if (cause instanceof Fault) throw cause;
      throw new Fault('input', 'The vocabulary of the tokenizer is not JSON.', { place: files.vocabulary, cause });
    }
    const merges = (await text(files.merges)).split('\n').filter((line) => line !== '' && !line.startsWith('#version'));
    return new ClipTokenizer(vocabulary, merges, files.start, files.end);
  }

  /** Ids from start to end, cut to `length` with the end kept, filled up with zeros. */
  encode(text: string, length: number): readonly number[] {
    const ids = [this.#start];
    for (const [piece] of text.normalize('NFC').toLowerCase().matchAll(PIECES)) {
      const letters = [...new TextEncoder().encode(piece)].map((byte) => LETTERS[byte] ?? '');
      for (const token of this.#joined(letters)) {
        const id = this.#ids.get(token);
        if (id !== undefined) ids.push(id);
      }
    }
    const cut = [...ids.slice(0, length - 1), this.#end];
    return [...cut, ...new Array<number>(length - cut.length).fill(0)];
  }

  #joined(letters: readonly string[]): string[] {
    let pieces = letters.map((letter, at) => (at === letters.length - 1 ? `${letter}</w>` : letter));
    for (;;) {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let at = 0; at + 1 < pieces.length; at++) {
        const rank = this.#ranks.get(`${pieces[at]} ${pieces[at + 1]}`) ?? Number.POSITIVE_INFINITY;
        if (rank < least) [best, least] = [at, rank];
      }
      if (best < 0) return pieces;
      pieces = [...pieces.slice(0, best), `${pieces[best]}${pieces[best + 1]}`, ...pieces.slice(best + 2)];
    }
  }
}
