/** What is left of a film's shots to cut from where its ending is kept back, as it is where nobody says. */
const FREE = 0.7;

/**
 * The length in whole seconds that is offered for a cut of a film that lasts so many: of a feature a minute, of a short
 * film a quarter, and of a very short one what there is to cut from.
 */
export function suggestedSeconds(duration: number): number {
  const wished = Math.max(5, Math.min(60, Math.round(duration / 4 / 5) * 5));
  return Math.max(1, Math.min(wished, Math.floor(duration * FREE)));
}
