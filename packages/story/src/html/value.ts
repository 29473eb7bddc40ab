/** Eighths as on a breakdown sheet: `2 3/8`. */
export function eighthsText(eighths: number): string {
  const whole = Math.floor(eighths / 8);
  const rest = eighths % 8;
  if (rest === 0) return `${whole} pg`;
  return whole === 0 ? `${rest}/8 pg` : `${whole} ${rest}/8 pg`;
}

/** How sure, in words beside the figure. A count that cannot be wrong needs neither. */
export function confidenceText(confidence: number): string {
  if (confidence >= 1) return 'counted';
  const word = confidence >= 0.85 ? 'very likely' : confidence >= 0.55 ? 'likely' : 'possible';
  return `${word} (${confidence.toFixed(2)})`;
}
