import type { ConformanceCase } from './case.ts';
import { speech } from './dialogue.ts';
import { headings } from './headings.ts';
import { rest } from './rest.ts';
import { text } from './text.ts';

/** The files of the kit, by name. */
export const kit: Readonly<Record<string, readonly ConformanceCase[]>> = {
  'scene-headings': headings,
  dialogue: speech,
  'action-transitions-structure-notes': rest,
  'emphasis-title-page': text,
};

export function fileText(cases: readonly ConformanceCase[]): string {
  return `${JSON.stringify({ format: 'fountain-conformance@1', specification: 'Fountain 1.1, https://fountain.io/syntax', cases }, null, 2)}\n`;
}
