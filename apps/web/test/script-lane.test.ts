import type { SceneLink } from '@second-unit/footage';
import { expect, it } from 'vitest';
import type { Ink } from '../src/footage/lane-drawings.ts';
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

it('numbers scenes as the script does, else by their place in it', () => {
  const drawn: string[] = [];
  const context = {
    fillRect() {},
    fillText: (text: string) => drawn.push(text),
  } as unknown as CanvasRenderingContext2D;
  const wide = (value: number) => value * 100;
  const view = { width: 3000, height: 22, fromFrame: 0, toFrame: 30, x: wide, xOfSecond: wide };
  const links = [link(0, ['a'], 'dialogue'), link(1, ['b'], 'dialogue')];
  const written = [{ heading: 'INT. HUT' }, { heading: 'EXT. FIELD', number: '12A' }];
  scriptLane(log, links, written)?.draw(context, view, {} as Ink);
  scriptLane(log, links, undefined)?.draw(context, view, {} as Ink);
  expect(drawn).toEqual(['1 INT. HUT', '12A EXT. FIELD', '1', '2']);
});
