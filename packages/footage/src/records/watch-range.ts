import { type Damage, decode, type MediaInfo } from '@second-unit/media';
import type { FrameRecord } from './frame-record.ts';
import { RECORD_FRAMES, recordsOf } from './records-of.ts';

/** A stretch of a film between two cut points: from the film's start or to its end where one is absent. */
export interface Range {
  readonly from?: bigint;
  readonly to?: bigint;
}

/** The ranges that so many cut points leave of a film. */
export function rangesBetween(cuts: readonly bigint[]): Range[] {
  const edges = [undefined, ...cuts, undefined];
  return edges.slice(1).map((to, at) => {
    const from = edges[at];
    return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
}

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** Decoding threads; as many as there are cores if absent. */
  readonly threads?: number;
}

/** What watching tells as it goes; `end` comes last. */
export type Watching =
  /** First. Where it comes again, all that came before is void: the range begins anew. */
  | { readonly type: 'info'; readonly info: MediaInfo }
  /** `records` are made when they are asked for: those that wait would outlive what is made and forgotten at once. */
  | { readonly type: 'records'; readonly count: number; readonly records: readonly FrameRecord[] }
  /** A damaged frame, numbered from the first of the range. */
  | { readonly type: 'damage'; readonly damage: Damage }
  | { readonly type: 'end'; readonly lastDuration: number; readonly interlaced: boolean };

/**
 * Decodes a range of a film into records. Behind its own frames comes the first of the next range, whose record is
 * thus made with the frame before it at hand; that range begins with the same frame, measured without. So of two
 * records of one frame the first to come holds. A range that turns out to be damaged while several threads decode it
 * begins anew, by one: the same file gives the same records.
 */
export async function* watchRange(path: string, range: Range, options: Options = {}): AsyncGenerator<Watching> {
  if (yield* watch(path, range, options)) yield* watch(path, range, { ...options, threads: 1 });
}

/** Answers true, and stops, where it meets damage that several threads make up differently from run to run. */
async function* watch(path: string, range: Range, { signal, threads }: Options): AsyncGenerator<Watching, boolean> {
  const isWhole = range.from === undefined && range.to === undefined;
  const wanted = {
    frames: RECORD_FRAMES,
    everyDamage: true,
    ...(threads === undefined ? {} : { threads }),
    ...(isWhole ? {} : { range }),
  };
  let frames = 0;
  for await (const event of decode(path, wanted, { signal })) {
    switch (event.type) {
      case 'info':
        yield event;
        break;
      case 'frames':
        frames += event.pts.length;
        yield {
          type: 'records',
          count: event.pts.length,
          get records() {
            return recordsOf(event);
          },
        };
        break;
      case 'damage':
        // Right behind the last record, the film ends early; what there is of it need not be damaged.
        if (threads !== 1 && event.damage.frame !== frames) return true;
        yield event;
        break;
      case 'end':
        yield { type: 'end', lastDuration: event.lastDuration, interlaced: event.interlaced };
        break;
      default:
        break;
    }
  }
  return false;
}
