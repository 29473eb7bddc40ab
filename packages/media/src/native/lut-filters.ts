import { MediaError } from '../error.ts';

/** Filters that look each pixel up in a `.cube` file. From and to full range, so that nothing is clipped between. */
export function lutFilters(path: string): string[] {
  if (/[\n\r\0]/.test(path)) throw new MediaError('input', 'A look-up table needs a file name on one line.');
  // Once for the option, once for the graph that it stands in.
  const option = path.replace(/[\\':]/g, '\\$&');
  const graph = option.replace(/[\\'[\],;]/g, '\\$&');
  return ['format=gbrp16le', `lut3d=file=${graph}:interp=tetrahedral`, 'scale=out_range=pc:out_color_matrix=bt601'];
}
