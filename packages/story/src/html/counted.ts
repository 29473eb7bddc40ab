const RULES = new Intl.PluralRules('en');

/** A number with its noun as English counts: `1 scene`, `0 scenes`, `1,204 scenes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${RULES.select(count) === 'one' ? one : many}`;
}

/** The form of a verb or noun that goes with a number: `1 of them is`, `2 of them are`. */
export function agreeing(count: number, one: string, many: string): string {
  return RULES.select(count) === 'one' ? one : many;
}
