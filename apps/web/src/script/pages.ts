import type { ReadThrough } from '@second-unit/story';

/** The finding that says how many pages a script has; absent where nothing of it prints. */
export const PAGE_COUNT = 'page-count';

/** Pages by the reading's own count, so that every room shows the same figure. */
export function pageCount(reading: ReadThrough | undefined): number | undefined {
  const value = reading?.findings.find(({ id }) => id === PAGE_COUNT)?.value;
  return typeof value === 'number' ? value : undefined;
}
