import { unzlibSync } from 'fflate';

/** The objects of a PDF that pdfkit wrote: each plain, streams deflated. Enough to look at what a validator looks at. */

export type Value = number | boolean | null | string | Name | Ref | readonly Value[] | Dict;

export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class Ref {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}

export type Dict = ReadonlyMap<string, Value>;

export interface PdfObjects {
  /** What a reference leads to; anything else is itself. */
  readonly at: (value: Value | undefined) => Value | undefined;
  readonly dict: (value: Value | undefined) => Dict;
  readonly list: (value: Value | undefined) => readonly Value[];
  /** Of a stream object, inflated, a character a byte. */
  readonly stream: (value: Value | undefined) => string;
  readonly catalog: Dict;
  readonly all: ReadonlyMap<number, Value>;
}

export function objectsOf(bytes: Uint8Array): PdfObjects {
  const text = Buffer.from(bytes).toString('latin1');
  const all = new Map<number, Value>();
  const streams = new Map<number, string>();
  const head = /(\d+) 0 obj\n/g;
  for (let found = head.exec(text); found !== null; found = head.exec(text)) {
    const id = Number(found[1]);
    const reader = new Reader(text, head.lastIndex);
    const value = reader.value();
    all.set(id, value);
    let end = reader.at;
    const begin = /^\s*stream\n/.exec(text.slice(end, end + 20));
    if (begin !== null && value instanceof Map) {
      const from = end + begin[0].length;
      const length = Number(value.get('Length'));
      const raw = bytes.subarray(from, from + length);
      const plain = value.get('Filter') instanceof Name ? unzlibSync(raw) : raw;
      streams.set(id, Buffer.from(plain).toString('latin1'));
      end = from + length;
    }
    head.lastIndex = end;
  }
  const at = (value: Value | undefined): Value | undefined => (value instanceof Ref ? all.get(value.id) : value);
  const dict = (value: Value | undefined): Dict => {
    const found = at(value);
    if (!(found instanceof Map)) throw new Error('No dictionary.');
    return found;
  };
  const list = (value: Value | undefined): readonly Value[] => {
    const found = at(value);
    return Array.isArray(found) ? found : found === undefined || found === null ? [] : [found as Value];
  };
  const root = /\/Root (\d+) 0 R/.exec(text)?.[1];
  return {
    at,
    dict,
    list,
    stream: (value) => (value instanceof Ref ? (streams.get(value.id) ?? '') : ''),
    catalog: dict(new Ref(Number(root))),
    all,
  };
}

const SPACE = /\s/;
const DELIMITER = /[\s()<>[\]{}/%]/;

/** Reads values, and the operators between them, from a text of a character a byte. */
export class Reader {
  readonly #text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.at = at;
  }

  /** The next value; an operator is `{ operator }`, the end undefined. */
  token(): Value | { readonly operator: string } | undefined {
    this.#skip();
    const text = this.#text;
    const letter = text[this.at];
    if (letter === undefined) return undefined;
    if (letter === '/' || letter === '(' || letter === '<' || letter === '[' || /[-+.\d]/.test(letter))
      return this.value();
    const word = this.#word();
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : { operator: word };
  }

  value(): Value {
    this.#skip();
    const text = this.#text;
    const letter = text[this.at];
    if (letter === '/') {
      this.at++;
      return new Name(
        this.#word().replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      );
    }
    if (text.startsWith('<<', this.at)) return this.#dict();
    if (letter === '<') {
      const end = text.indexOf('>', this.at);
      const hex = text.slice(this.at + 1, end);
      this.at = end + 1;
      return Buffer.from(hex, 'hex').toString('latin1');
    }
    if (letter === '(') return this.#string();
    if (letter === '[') {
      const values: Value[] = [];
      this.at++;
      for (this.#skip(); text[this.at] !== ']'; this.#skip()) values.push(this.value());
      this.at++;
      return values;
    }
    const ref = /^(\d+) 0 R/.exec(text.slice(this.at, this.at + 24));
    if (ref !== null) {
      this.at += ref[0].length;
      return new Ref(Number(ref[1]));
    }
    const word = this.#word();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (word === '' || Number.isNaN(Number(word)))
      throw new Error(`Not a value: ${text.slice(this.at - 10, this.at + 20)}`);
    return Number(word);
  }

  #dict(): Dict {
    const dict = new Map<string, Value>();
    this.at += 2;
    for (this.#skip(); !this.#text.startsWith('>>', this.at); this.#skip()) {
      const key = this.value();
      if (!(key instanceof Name)) throw new Error('A key that is no name.');
      dict.set(key.name, this.value());
    }
    this.at += 2;
    return dict;
  }

  #string(): string {
    let depth = 0;
    let made = '';
    for (; ; this.at++) {
      const letter = this.#text[this.at];
      if (letter === undefined) throw new Error('A string without an end.');
      if (letter === '\\') made += this.#text[++this.at] ?? '';
      else if (letter === '(' && depth++ === 0) continue;
      else if (letter === ')' && --depth === 0) break;
      else made += letter;
    }
    this.at++;
    return made;
  }

  #skip(): void {
    while (SPACE.test(this.#text[this.at] ?? 'x')) this.at++;
  }

  #word(): string {
    const from = this.at;
    while (this.at < this.#text.length && !DELIMITER.test(this.#text[this.at] as string)) this.at++;
    return this.#text.slice(from, this.at);
  }
}
