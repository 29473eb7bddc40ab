/** The value of a finding in words: any finding can be shown, also one that this client does not know. */
export function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (Array.isArray(value)) return value.map(printed).join(', ');
  if (value && typeof value === 'object') {
    return Object.entries(value)
      .map(([key, one]) => `${key} ${printed(one)}`)
      .join(', ');
  }
  return String(value);
}
