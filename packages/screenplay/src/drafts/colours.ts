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

const ROUNDS: readonly string[] = [...REVISION_COLOURS, ...REVISION_COLOURS.map((one) => `Double ${one}`)];

/** A colour as productions write it, given in any case of letters; any other name as it is. */
export function colourName(colour: string): string {
  return ROUNDS[roundOf(colour)] ?? colour.trim();
}

/** The colour after one; undefined where it is none of these, or the last of the second round. */
export function nextColour(colour: string): string | undefined {
  const at = roundOf(colour);
  return at === -1 ? undefined : ROUNDS[at + 1];
}

function roundOf(colour: string): number {
  return ROUNDS.findIndex((one) => one.toLowerCase() === colour.trim().toLowerCase());
}
