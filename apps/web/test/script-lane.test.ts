import type { SceneLink } from '@second-unit/footage';
import { expect, it } from 'vitest';
import { scriptLane } from '../src/footage/script-lane.ts';

const log = { shots: ['a', 'b', 'c'].map((id, at) => ({ id, startFrame: at * 10, endFrame: at * 10 + 10 })) };
const link = (scene: number, shots: string[], method: SceneLink['method']): SceneLink => ({
  scene,
  shots,
  method,
  confidence: 0.8,
  lines: [],
});

it('shows scenes only in a film in which lines of the script are heard', () => {
  const guessed = [link(0, ['a'], 'order'), link(1, ['b', 'c'], 'order')];
  expect(scriptLane(log, guessed, undefined)).toBeUndefined();
  expect(scriptLane(log, [], undefined)).toBeUndefined();
  expect(scriptLane(log, [link(0, ['a'], 'dialogue'), guessed[1]!], undefined)?.summary).toContain('2');
});
