/**
 * Colours of revised pages in the order that productions go through, white being the first full draft. After the last
 * comes a second round (`Double White`, `Double Blue` …). Names as `./pages` and `./pdf` take them.
 */
export const REVISION_COLOURS = [
  'White',
  'Blue',
  'Pink',
  'Yellow',
  'Green',
  'Goldenrod',
  'Buff',
  'Salmon',
  'Cherry',
  'Tan',
] as const;

/** The colour after one, in any case of letters; undefined where it is none of these, or the last of the second round. */
export function nextColour(colour: string): string | undefined {
  const rounds = [...REVISION_COLOURS, ...REVISION_COLOURS.map((one) => `Double ${one}`)];
  const at = rounds.findIndex((one) => one.toLowerCase() === colour.trim().toLowerCase());
  return at === -1 ? undefined : rounds[at + 1];
}
