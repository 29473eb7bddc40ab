import { expect, it } from 'vitest';
import { type Brief, proposeCut, proposeCuts } from '../src/index.ts';
import { overlapOf } from '../src/propose-several.ts';
import { filmOf } from './film.ts';

const film = filmOf({ shots: 38, seed: 4, longest: 4, scenes: 4 });
const asked = { ...film, onBehalfOf: 'person-1', at: '2026-01-01T00:00:00Z' };
const brief: Brief = { seconds: 12, seed: 0, keepBack: 0.2 };

it('five trailers of a film with little more than they need together share a little with each, not most with one', () => {
  const several = proposeCuts({ ...asked, id: (index) => `p${index}`, brief }, 5);
  const cuts = several.map(({ proposal }) => proposal.change);
  for (const [index, { proposal, overlap }] of several.entries()) {
    const shared = cuts.slice(0, index).map((other) => overlapOf(cuts[index]!, other));
    expect(overlap).toBe(Math.max(0, ...shared));
    expect(overlap, `number ${index + 1}`).toBeLessThanOrEqual(0.3);
    if (index > 0) expect(proposal.what).toContain(`shares ${Math.round(100 * overlap)}% of its time with another`);
  }
});

it('a shot that a cut is to be unlike above all is named twice, costs twice, and says the same', () => {
  const shots = film.log.shots.map(({ id }) => id);
  const { change } = proposeCut({ ...asked, id: 'p', brief: { ...brief, seconds: 4, unlike: [...shots, ...shots] } });
  for (const { reasons } of change.items) {
    expect(reasons.find(({ term }) => term === 'again')).toMatchObject({
      amount: -16,
      words: 'is also in a trailer that this one is to be unlike',
    });
  }
});
