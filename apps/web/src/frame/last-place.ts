const KEY = 'second-unit.production';

/** The production that was open last in this browser. */
export function lastProduction(): string | null {
  return localStorage.getItem(KEY);
}

export function rememberProduction(id: string): void {
  localStorage.setItem(KEY, id);
}
