import { MediaError } from '../error.ts';

/** A file name as the value of an option in a filter graph. Throws 'input' for one of several lines. */
export function filterOption(path: string): string {
  if (/[\n\r\0]/.test(path)) throw new MediaError('input', 'FFmpeg needs a file name on one line here.');
  // Once for the option, once for the graph that it stands in.
  const option = path.replace(/[\\':]/g, '\\$&');
  return option.replace(/[\\'[\],;]/g, '\\$&');
}

/** Filters that look each pixel up in a `.cube` file, in 16 bits; what comes out is RGB. */
export function lutFilters(path: string): string[] {
  return ['format=gbrp16le', `lut3d=file=${filterOption(path)}:interp=tetrahedral`];
}
