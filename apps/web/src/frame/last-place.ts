const KEY = 'second-unit.production';
const SCRIPT = 'second-unit.script.';

/** The production that was open last in this browser. */
export function lastProduction(): string | null {
  return localStorage.getItem(KEY);
}

export function rememberProduction(id: string): void {
  localStorage.setItem(KEY, id);
}

/** Notes the script of a production that is worked on. */
export function rememberScript(production: string, script: string): void {
  localStorage.setItem(SCRIPT + production, script);
}

/** Of a production's scripts the one worked on last in this browser, else the first. */
export function lastScript<Script extends { readonly id: string }>(
  production: string,
  scripts: readonly Script[],
): Script | undefined {
  const last = localStorage.getItem(SCRIPT + production);
  return scripts.find(({ id }) => id === last) ?? scripts[0];
}
