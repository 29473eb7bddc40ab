import type { Finding } from '@second-unit/evidence';

/** A finding's value in words. */
export function valueText(finding: Finding): string {
  return valueOfFinding(finding.what, finding.value);
}

function valueOfFinding(what: string, value: unknown): string {
  if (typeof value === 'number') {
    return what.endsWith('share') ? `${Math.round(value * 100)} %` : String(Math.round(value * 100) / 100);
  }
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => valueOfFinding('', item)).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([key]) => key !== 'scene')
      .map(([key, item]) => (key === 'eighths' && typeof item === 'number' ? eighthsText(item) : pair(key, item)))
      .join(' · ');
  }
  return String(value);
}

function pair(key: string, value: unknown): string {
  const text = valueOfFinding('', value);
  return key === 'heading' || key === 'name' || key === 'speakers' ? text : `${key} ${text}`;
}

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
