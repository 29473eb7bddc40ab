import type { LinedScript, LinedTake } from '@second-unit/studio/contract';
import { linedMessages as words } from './messages.ts';

/** Numbers of a take's first and last shot, from 1; undefined where it is in none. */
export function shotNumbers({ film }: LinedScript, { shots }: Pick<LinedTake, 'shots'>): [number, number] | undefined {
  const first = film.shots.findIndex(({ id }) => id === shots[0]);
  const last = film.shots.findIndex(({ id }) => id === shots.at(-1));
  return first < 0 || last < 0 ? undefined : [first + 1, last + 1];
}

/** `Scene 12, take 3`. */
export function takeTitle({ scenes }: LinedScript, take: LinedTake): string {
  return words.take(scenes[take.scene]?.number ?? '', take.number);
}

/** Which take it is, its shots and how sure that is. */
export function takeInWords(lined: LinedScript, take: LinedTake): string {
  const shots = shotNumbers(lined, take);
  const sure = take.pin === undefined ? words.sure(take.confidence) : words.put;
  return [takeTitle(lined, take), ...(shots ? [words.shots(...shots)] : []), sure].join(', ');
}
