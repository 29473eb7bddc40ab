import { readOtio, type Timeline } from '@second-unit/timeline';
import type { Store, TimelineRow } from '../database/index.ts';
import { Recent } from './recent.ts';

/** Few: a long timeline takes tens of megabytes. */
const MOST = 4;

const parsed = new WeakMap<Store, Recent<Timeline>>();

/**
 * What a timeline that came in says, parsed once and kept while it is looked at: what a row holds never changes, and a
 * long one takes most of a second. Errors: `input` as `readOtio`.
 */
export function timelineOf(store: Store, { id, otio }: Pick<TimelineRow, 'id' | 'otio'>): Timeline {
  const recent = parsed.get(store) ?? new Recent<Timeline>(MOST);
  parsed.set(store, recent);
  return recent.get(id, () => readOtio(otio));
}
