import { isScript, type Look, range } from '../reading.ts';

/** Pages by the industry's layout; a page is about a minute. */
export const pageCount: Look = (reading) => {
  const { document, estimate } = reading;
  // A shopping list has a length too, but not in pages of screenplay.
  if (!isScript(reading)) return [];
  const first = document.elements[0];
  const last = document.elements.at(-1);
  if (estimate.pages === 0 || first === undefined || last === undefined) return [];
  return [
    {
      id: 'page-count',
      area: 'overview',
      language: 'any',
      what: 'pages',
      value: estimate.pages,
      confidence: 0.9,
      method: 'Lines counted by the industry layout (54 lines a page, action 61 and dialogue 35 characters wide).',
      evidence: [range({ from: first.from, to: last.to })],
    },
  ];
};
