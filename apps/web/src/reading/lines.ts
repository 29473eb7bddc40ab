/** Numbers of lines by offset, counted from 1. */
export class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/gu), ({ 0: sign, index }) => index + sign.length)];
  }

  numberAt(offset: number): number {
    const after = this.#starts.findIndex((start) => start > offset);
    return after === -1 ? this.#starts.length : after;
  }
}
