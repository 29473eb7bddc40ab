/**
 * Keeps the last value that was made: a keystroke seldom changes who speaks with whom, or who is where. `key` must say
 * all that the value is made of.
 */
export function last<Value>(): (key: string, make: () => Value) => Value {
  let kept: { readonly key: string; readonly value: Value } | undefined;
  return (key, make) => {
    if (kept?.key !== key) kept = { key, value: make() };
    return kept.value;
  };
}
