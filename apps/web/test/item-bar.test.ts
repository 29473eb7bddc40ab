import type { CutItem } from '@second-unit/editing';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ItemBar } from '../src/cut/item-bar.tsx';
import type { Picture } from '../src/picture/picture.ts';

const item: CutItem = {
  ...{ id: 'a', media: 'm', shot: 's', inFrame: 0, outFrame: 48, locked: false, score: 0, reasons: [] },
  transition: { type: 'dissolve', frames: 24 },
};

it('offers the ways to the next shot, and says which is taken', () => {
  const drawn = (place: number, of: CutItem) =>
    renderToStaticMarkup(
      createElement(ItemBar, {
        ...{ item: of, place, of: 3, picture: {} as Picture, rate: { num: 24, den: 1 }, onStep: () => {} },
        onCard: () => {},
        decide: { change: () => {}, undo: () => {}, redo: () => {} },
      }),
    );
  // A shot is where an editor means a card to stand: the way to one is not only where none is chosen.
  expect(drawn(1, item)).toContain('Put a title card before it');
  const options = (html: string) => [...html.matchAll(/<option([^>]*)>([^<]*)/g)].map(([, at, text]) => [text, at]);
  expect(options(drawn(0, item)).map(([text]) => text)).toEqual([
    'cut',
    'dissolve, 0.5 s',
    'dissolve, 1 s',
    'fade through black, 1 s',
  ]);
  expect(options(drawn(0, item)).find(([, at]) => at?.includes('selected'))?.[0]).toBe('dissolve, 1 s');
  const last = drawn(2, { ...item, transition: { type: 'fade', frames: 24 } });
  expect(options(last).map(([text]) => text)).toEqual(['cut', 'fade to black, 1 s']);
  expect(last).toContain('To the end');
});
