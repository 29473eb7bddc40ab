import type { Look } from '../reading.ts';
import { leftOut } from './left-out.ts';
import { pageCount } from './page-count.ts';

/** What belongs to no area of its own. */
export const looks: readonly Look[] = [pageCount, leftOut];
