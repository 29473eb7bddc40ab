import { afterEach, describe, expect, it } from 'vitest';
import { notices, takeBack, tell, wentWell } from '../src/frame/toasts.tsx';

describe('notices', () => {
  afterEach(() => {
    for (const { text } of notices()) takeBack(text);
  });
  const texts = () => notices().map(({ text }) => text);

  it('of what went wrong are two at most, the newest', () => {
    for (const text of ['a', 'b', 'c', 'd']) tell(text, true);
    expect(texts()).toEqual(['c', 'd']);
  });

  it('of what went well give way to newer ones and stand beside what went wrong', () => {
    tell('a', true);
    tell('b', true, 'open:b');
    tell('good');
    tell('better');
    expect(texts()).toEqual(['a', 'b', 'better']);
    wentWell('open:b');
    expect(texts()).toEqual(['a', 'better']);
  });
});
