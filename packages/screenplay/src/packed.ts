import { type Block, NODE_TYPES, NONE, type Node, type NodeType } from './node.ts';

/**
 * Numbers to a record. A block's: its flags with 4 times the count of its nodes, its length, where it starts in its
 * source. A node's: its code with 32 times the count of nodes inside it, `from`, `to`.
 */
export const STRIDE = 3;
const OUTLINED = 1;
const UNCLOSED = 2;
const FLAG_BITS = 2;
const CODE_BITS = 5;
const CODE = 31;
/** Of a slab, in numbers. Long enough to serve many blocks, short enough that a reused block holds on to little. */
const SLAB = 4096 * STRIDE;

const CODES = new Map<NodeType, number>(NODE_TYPES.map((type, code) => [type, code]));

/**
 * Nodes as numbers, parents before children, so that a parsed script is a few arrays and not a million objects for
 * the garbage collector to move about. Objects are made of them where somebody asks, and then kept.
 */
export class Packer {
  #slab = new Int32Array(0);
  #used = 0;

  /** A block of [start, end) with these elements; their offsets are the source's. */
  block(
    source: string,
    start: number,
    end: number,
    elements: readonly Node[],
    outlined: boolean,
    unclosed: boolean,
  ): Block {
    let count = 0;
    for (let index = 0; index < elements.length; index++) count += sizeOf(elements[index] as Node);
    const size = (count + 1) * STRIDE;
    if (this.#used + size > this.#slab.length) {
      // A keystroke packs a few nodes: it makes a slab of that size, not a long one that is mostly empty.
      this.#slab = new Int32Array(Math.max(size, Math.min(SLAB, this.#slab.length * 4)));
      this.#used = 0;
    }
    const at = this.#used;
    this.#slab[at] = (outlined ? OUTLINED : 0) | (unclosed ? UNCLOSED : 0) | (count << FLAG_BITS);
    this.#slab[at + 1] = end - start;
    this.#slab[at + 2] = start;
    this.#used += STRIDE;
    for (let index = 0; index < elements.length; index++) this.#pack(elements[index] as Node, start);
    return new PackedBlock(source, this.#slab, at);
  }

  /** Returns the nodes packed. */
  #pack(packed: Node, start: number): number {
    const at = this.#used;
    this.#used += STRIDE;
    let inside = 0;
    const { children } = packed;
    for (let index = 0; index < children.length; index++) inside += this.#pack(children[index] as Node, start);
    this.#slab[at] = (CODES.get(packed.type) as number) | (inside << CODE_BITS);
    this.#slab[at + 1] = packed.from - start;
    this.#slab[at + 2] = packed.to - start;
    return inside + 1;
  }
}

function sizeOf(counted: Node): number {
  let size = 1;
  const { children } = counted;
  for (let index = 0; index < children.length; index++) size += sizeOf(children[index] as Node);
  return size;
}

interface Unpacked {
  /** In the order of the slab. */
  readonly nodes: readonly Node[];
  readonly children: readonly Node[];
}

/** Few fields: of a long script there are thousands. */
export class PackedBlock implements Block {
  readonly #source: string;
  /** Other blocks share it. */
  readonly slab: Int32Array;
  readonly #at: number;
  #unpacked: Unpacked | undefined;

  constructor(source: string, slab: Int32Array, at: number) {
    this.#source = source;
    this.slab = slab;
    this.#at = at;
  }

  get type(): 'block' {
    return 'block';
  }

  get text(): string {
    const from = this.slab[this.#at + 2] as number;
    return this.#source.slice(from, from + this.length);
  }

  get length(): number {
    return this.slab[this.#at + 1] as number;
  }

  get outlined(): boolean {
    return ((this.slab[this.#at] as number) & OUTLINED) !== 0;
  }

  get unclosed(): boolean {
    return ((this.slab[this.#at] as number) & UNCLOSED) !== 0;
  }

  /** Where its nodes start in the slab. */
  get start(): number {
    return this.#at + STRIDE;
  }

  /** Where they end. */
  get end(): number {
    return this.start + ((this.slab[this.#at] as number) >>> FLAG_BITS) * STRIDE;
  }

  get children(): readonly Node[] {
    return this.#unpack().children;
  }

  /** The node whose numbers stand at `at` in the slab. */
  nodeAt(at: number): Node {
    return this.#unpack().nodes[(at - this.start) / STRIDE] as Node;
  }

  #unpack(): Unpacked {
    if (this.#unpacked === undefined) {
      const nodes: Node[] = [];
      this.#unpacked = { nodes, children: this.#listOf(this.start, this.end, nodes) };
    }
    return this.#unpacked;
  }

  #listOf(start: number, end: number, nodes: Node[]): readonly Node[] {
    if (start === end) return NONE;
    const { slab } = this;
    const list: Node[] = [];
    for (let at = start; at < end; ) {
      const next = after(slab, at);
      const index = nodes.push(undefined as unknown as Node) - 1;
      const children = this.#listOf(at + STRIDE, next, nodes);
      const made = { type: typeAt(slab, at), from: slab[at + 1] as number, to: slab[at + 2] as number, children };
      nodes[index] = made;
      list.push(made);
      at = next;
    }
    return list;
  }
}

export function typeAt(slab: Int32Array, at: number): NodeType {
  return NODE_TYPES[(slab[at] as number) & CODE] as NodeType;
}

/** Where the next node on the same level would stand. */
export function after(slab: Int32Array, at: number): number {
  return at + STRIDE + ((slab[at] as number) >>> CODE_BITS) * STRIDE;
}
