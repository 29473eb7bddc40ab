import type { PdfLine } from './line.ts';

/**
 * The lines that a person should look at, in the order of the script: those whose label is less sure than `threshold`
 * (0 to 1), each with its other readings, the likeliest first.
 */
export function lowConfidence(lines: readonly PdfLine[], threshold = 0.8): PdfLine[] {
  return lines.filter((line) => line.type !== 'furniture' && line.confidence < threshold);
}
