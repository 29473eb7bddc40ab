import { clipFacts } from '@second-unit/media';
import { curveSaid } from './curve-guess.ts';
import { saidBy } from './said.ts';
import type { CurveGuess } from './shoot-day.ts';

/**
 * The curve that a film says it is recorded in, by its metadata or its name; undefined where neither speaks of one. Its
 * picture is not asked: a graded film may be pale because somebody wanted it so.
 * @param name what a person knows the file by, with or without folders
 * @throws MediaError as `clipFacts`
 */
export async function curveOfFile(
  path: string,
  name: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<CurveGuess | undefined> {
  const facts = await clipFacts(path, options);
  return curveSaid(name, facts, saidBy(Object.entries(facts.tags)));
}
