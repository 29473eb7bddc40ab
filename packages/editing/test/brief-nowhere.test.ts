import { expect, it } from 'vitest';
import { briefNowhere } from '../src/index.ts';
import { filmOf } from './film.ts';

it('says which words of a brief neither the film nor its script uses', () => {
  const film = filmOf({ shots: 40, seed: 1, scenes: 4 });
  const asked = 'The river, a lighthouse in storms — no Krakens, one kraken; the sea!';
  expect(briefNowhere(asked, film)).toEqual(['krakens', 'sea']);
  const { sceneInfo: _, ...unscripted } = film;
  expect(briefNowhere(asked, unscripted)).toEqual(['lighthouse', 'storms', 'krakens', 'sea']);
  expect(briefNowhere('the scenes that are quick', film)).toEqual(['quick']);
});
