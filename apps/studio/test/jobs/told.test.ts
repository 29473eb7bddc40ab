import { expect, test } from 'vitest';
import { Told } from '../../src/jobs/told.ts';

test('a revision is news once, and an older one never', () => {
  const told = new Told();
  expect(told.isNews({ id: 'a', revision: 0, state: 'queued' })).toBe(true);
  expect(told.isNews({ id: 'a', revision: 2, state: 'running' })).toBe(true);
  expect(told.isNews({ id: 'a', revision: 1, state: 'running' })).toBe(false);
  expect(told.isNews({ id: 'a', revision: 2, state: 'running' })).toBe(false);
  expect(told.unfinished).toEqual(['a']);
  expect(told.isNews({ id: 'a', revision: 3, state: 'done' })).toBe(true);
  expect(told.isNews({ id: 'a', revision: 2, state: 'running' })).toBe(false);
  expect(told.unfinished).toEqual([]);
});

test('years of finished jobs take no more room than some, and a job that runs is never forgotten', () => {
  const told = new Told();
  told.isNews({ id: 'long', revision: 5, state: 'running' });
  for (let job = 0; job < 20_000; job++) {
    told.isNews({ id: `${job}`, revision: 0, state: 'queued' });
    told.isNews({ id: `${job}`, revision: 1, state: 'done' });
  }
  expect(told.size).toBeLessThan(2_000);
  expect(told.isNews({ id: 'long', revision: 4, state: 'running' })).toBe(false);
  expect(told.isNews({ id: '19999', revision: 0, state: 'queued' })).toBe(false);
  expect(told.unfinished).toEqual(['long']);
});
