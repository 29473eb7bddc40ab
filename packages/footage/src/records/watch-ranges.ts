import { availableParallelism } from 'node:os';
import { type Range, type Watching, watchRange } from './watch-range.ts';

/**
 * Ranges that are decoded at the same time, each in a media process of its own. Two that decode by one thread take a
 * sixth less than one that decodes by two, as none of them waits for another's picture.
 */
const AT_ONCE = 2;
/** More only make a decoder larger. */
const MOST_THREADS = 8;

/** How many of so many ranges to watch at the same time, and by how many threads each, so that every core has work. */
export function workersFor(ranges: number): { readonly atOnce: number; readonly threads: number } {
  const cores = availableParallelism();
  const atOnce = Math.max(1, Math.min(AT_ONCE, cores, ranges));
  return { atOnce, threads: Math.min(MOST_THREADS, Math.floor(cores / atOnce)) };
}

/** Ranges that are watched as one at most: what is decoded ahead of its turn waits in memory. */
const MOST_TOGETHER = 3;

/**
 * Ranges that lie side by side put together: a third of what is left at a time, so that the last are short and no core
 * waits long for another. Each range costs opening the file, and decoding a few frames of the next.
 */
export function longestFirst(ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (let at = 0; at < ranges.length; ) {
    const together = Math.max(1, Math.min(MOST_TOGETHER, Math.floor((ranges.length - at) / (AT_ONCE + 1))));
    const { from } = ranges[at]!;
    at += together;
    const { to } = ranges[at - 1]!;
    joined.push({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  }
  return joined;
}

/**
 * Watches the ranges of a film, some at the same time, and tells of one after the other, in order. What a range tells
 * before its turn waits in memory, so ranges should be short. Only where there is a single one may it begin anew. Errors
 * as of `watchRange`; leaving the loop ends all.
 */
export async function* watchRanges(
  path: string,
  ranges: readonly Range[],
  options: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<AsyncIterable<Watching>> {
  const { atOnce, threads } = workersFor(ranges.length);
  const left = new AbortController();
  const signal = options.signal === undefined ? left.signal : AbortSignal.any([options.signal, left.signal]);
  const begun: (ReadableStream<Watching> | undefined)[] = [];
  let running = 0;
  let taken = 0;
  // One more than run may wait whole: ranges are not of one length, and no core should wait for the longest.
  const begin = (): void => {
    while (running < atOnce && begun.length < Math.min(ranges.length, taken + atOnce + 1)) {
      running++;
      const source = watchRange(path, ranges[begun.length]!, { signal, threads });
      begun.push(readAhead(threads > 1 && ranges.length > 1 ? settled(source) : source, () => running--, begin));
    }
  };
  try {
    for (; taken < ranges.length; taken++) {
      begin();
      yield begun[taken]!;
      // Nobody asks for it again: a long film has a thousand.
      begun[taken] = undefined;
    }
  } finally {
    left.abort();
  }
}

/** A range once it is over, and what came before it began anew left out. */
async function* settled(source: AsyncIterable<Watching>): AsyncGenerator<Watching> {
  let kept: Watching[] = [];
  for await (const event of source) {
    if (event.type === 'info') kept = [];
    kept.push(event);
  }
  yield* kept;
}

/** Takes all that comes as soon as it comes, and keeps it until it is asked for; then calls `ended`. */
function readAhead(source: AsyncGenerator<Watching>, ...ended: readonly (() => void)[]): ReadableStream<Watching> {
  return new ReadableStream(
    {
      async pull(to) {
        const { done, value } = await source.next();
        if (done !== true) return to.enqueue(value);
        to.close();
        for (const call of ended) call();
      },
    },
    { highWaterMark: Number.POSITIVE_INFINITY },
  );
}
