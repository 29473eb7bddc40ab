/** `1,204`. */
export const inFigures = (value: number): string => value.toLocaleString('en');

/** `1 shot`, `1,204 shots`. */
export const count = (value: number, one: string, many: string): string =>
  `${inFigures(value)} ${value === 1 ? one : many}`;

/** A share of 1 as whole percent, never rounded up to all of it. */
export const percent = (share: number): string => `${Math.floor(share * 100)}%`;

export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** A confidence as a word, always shown beside its figure. */
export function certainty(confidence: number): string {
  if (confidence >= 0.95) return 'as good as certain';
  if (confidence >= 0.8) return 'very likely';
  if (confidence >= 0.6) return 'likely';
  if (confidence >= 0.4) return 'about even';
  return 'unlikely';
}
