import type { Finding } from '@second-unit/evidence';
import { messages } from '../messages.ts';

/** The value of a finding in words; one of a kind that this client does not know is printed as it is. */
export function printed({ what, value }: Pick<Finding, 'what' | 'value'>): string {
  if (typeof value === 'number' && /\bshare$/.test(what)) return `${Math.round(value * 100)}%`;
  if (isRecord(value) && typeof value.scene === 'number' && typeof value.heading === 'string') {
    const { scene, heading, eighths, speakers } = value;
    const length = typeof eighths === 'number' ? messages.script.pages(messages.script.eighths(eighths)) : undefined;
    const rest = [length, Array.isArray(speakers) ? speakers.join(', ') : undefined].filter((one) => one !== undefined);
    return [`${messages.script.because.scene(scene)}. ${heading}`, ...rest].join(': ');
  }
  if (isRecord(value) && typeof value.name === 'string' && typeof value.like === 'string') {
    return messages.script.because.like(value.name, value.like);
  }
  return plain(value);
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, one]) => `${key} ${plain(one)}`)
      .join(', ');
  }
  return String(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
