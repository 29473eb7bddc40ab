/** Size of a record's picture. Changing it makes every segment file, and what detectors learned, out of date. */
export const RECORD_WIDTH = 64;
export const RECORD_HEIGHT = 36;
/** Size of the luma that measures see: twice that. It is not kept. */
export const LUMA_WIDTH: number = 2 * RECORD_WIDTH;
export const LUMA_HEIGHT: number = 2 * RECORD_HEIGHT;
