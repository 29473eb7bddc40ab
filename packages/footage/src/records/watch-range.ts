import { type Damage, decode, type MediaInfo } from '@second-unit/media';
import { FrameMeasurer, RECORD_FRAMES } from './frame-measurer.ts';
import type { FrameRecord } from './frame-record.ts';

/** A stretch of a film between two cut points: from the film's start or to its end where one is absent. */
export interface Range {
  readonly from?: bigint;
  readonly to?: bigint;
}

/** What watching tells as it goes; `end` comes last. */
export type Watching =
  | { readonly type: 'info'; readonly info: MediaInfo }
  | { readonly type: 'records'; readonly records: readonly FrameRecord[] }
  /** A damaged frame, numbered from the first of the range. */
  | { readonly type: 'damage'; readonly damage: Damage }
  | { readonly type: 'progress'; readonly frame: number }
  | { readonly type: 'end'; readonly lastDuration: number; readonly interlaced: boolean };

/**
 * Decodes a range of a film into records. Behind its own frames comes the first of the next range, whose record is
 * thus made with the frame before it at hand; that range begins with the same frame, measured without. So of two
 * records of one frame the first to come holds.
 */
export async function* watchRange(
  path: string,
  range: Range,
  options: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Watching> {
  const measurer = new FrameMeasurer();
  const isWhole = range.from === undefined && range.to === undefined;
  const wanted = { frames: RECORD_FRAMES, everyDamage: true, ...(isWhole ? {} : { range }) };
  for await (const event of decode(path, wanted, options)) {
    switch (event.type) {
      case 'info':
        yield event;
        break;
      case 'frames':
        yield { type: 'records', records: [...measurer.records(event)] };
        break;
      case 'damage':
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
}
