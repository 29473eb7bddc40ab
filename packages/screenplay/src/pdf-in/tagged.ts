import type { RawLine } from './line.ts';
import type { PageText } from './run.ts';

/** Placeholder until our writer's structure is known. */
export function taggedLines(_pages: readonly PageText[], lines: readonly RawLine[]): readonly RawLine[] {
  return lines;
}
