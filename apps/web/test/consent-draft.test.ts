import type { ConsentView } from '@second-unit/studio/contract';
import { expect, test } from 'vitest';
import { draftOf, isComplete, toRecord } from '../src/people/consent-draft.ts';

const recorded: ConsentView = {
  index: true,
  likeness: true,
  voice: false,
  givenBy: 'Her agent',
  until: new Date('2030-03-09T23:59:59').toISOString(),
  recordedBy: 'somebody',
  recordedAt: '2026-01-01T00:00:00.000Z',
  ended: false,
};

test('a first consent is recorded as it is filled in, to the end of its last day', () => {
  const empty = draftOf(undefined);
  expect(isComplete(empty)).toBe(false);
  expect(isComplete({ ...empty, index: true, givenBy: ' ' })).toBe(false);
  const draft = { ...empty, index: true, givenBy: ' Mara ', until: '2030-03-09' };
  expect(isComplete(draft)).toBe(true);
  expect(toRecord(draft, undefined)).toEqual({
    index: true,
    likeness: false,
    voice: false,
    givenBy: 'Mara',
    until: new Date('2030-03-09T23:59:59').toISOString(),
  });
});

test('one on record is sent anew only where it is changed: narrowed, or for longer', () => {
  const draft = draftOf(recorded);
  expect(draft.until).toBe('2030-03-09');
  expect(toRecord(draft, recorded)).toBeUndefined();
  expect(toRecord({ ...draft, likeness: false }, recorded)).toMatchObject({ likeness: false, until: recorded.until });
  expect(toRecord({ ...draft, until: '' }, recorded)).toMatchObject({ likeness: true, until: null });
});
