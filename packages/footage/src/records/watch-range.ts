import { type Damage, decode, type MediaInfo } from '@second-unit/media';
import { FrameMeasurer, RECORD_FRAMES } from './frame-measurer.ts';
import type { FrameRecord } from './frame-record.ts';

/** A stretch of a film between two cut points: from the film's start or to its end where one is absent. */
export interface Range {
  readonly from?: bigint;
  readonly to?: bigint;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/** What watching tells as it goes; `end` comes last. */
export type Watching =
  /** First. Where it comes again, all that came before is void: the range begins anew. */
  | { readonly type: 'info'; readonly info: MediaInfo }
  | { readonly type: 'records'; readonly records: readonly FrameRecord[] }
  /** A damaged frame, numbered from the first of the range. */
  | { readonly type: 'damage'; readonly damage: Damage }
  | { readonly type: 'progress'; readonly frame: number }
  | { readonly type: 'end'; readonly lastDuration: number; readonly interlaced: boolean };

/**
 * Decodes a range of a film into records. Behind its own frames comes the first of the next range, whose record is
 * thus made with the frame before it at hand; that range begins with the same frame, measured without. So of two
 * records of one frame the first to come holds. A range that turns out to be damaged begins anew, steadily: the same
 * file gives the same records.
 */
export async function* watchRange(path: string, range: Range, options: Options = {}): AsyncGenerator<Watching> {
  if (yield* watch(path, range, options, false)) yield* watch(path, range, options, true);
}

/** Answers true, and stops, where it meets damage that it should have been steady for. */
async function* watch(
  path: string,
  range: Range,
  options: Options,
  isSteady: boolean,
): AsyncGenerator<Watching, boolean> {
  const measurer = new FrameMeasurer();
  const isWhole = range.from === undefined && range.to === undefined;
  const wanted = { frames: RECORD_FRAMES, everyDamage: true, isSteady, ...(isWhole ? {} : { range }) };
  let frames = 0;
  for await (const event of decode(path, wanted, options)) {
    switch (event.type) {
      case 'info':
        yield event;
        break;
      case 'frames':
        frames += event.pts.length;
        yield { type: 'records', records: [...measurer.records(event)] };
        break;
      case 'damage':
        // Right behind the last record, the film ends early; what there is of it need not be damaged.
        if (!isSteady && event.damage.frame !== frames) return true;
        yield event;
        break;
      case 'progress':
        yield { type: 'progress', frame: event.frame };
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
