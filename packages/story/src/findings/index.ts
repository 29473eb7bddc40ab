import type { Look } from '../reading.ts';
import { nearNames } from './near-names.ts';
import { pageCount } from './page-count.ts';

/** What belongs to no area of its own. */
export const looks: readonly Look[] = [pageCount, nearNames];
