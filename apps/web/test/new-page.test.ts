import { afterEach, describe, expect, it } from 'vitest';
import { awaitPage, leavePage, nameAwaited, takeTyped } from '../src/script/new-page.ts';

/** As much of a window as is listened to. */
function keyboard() {
  const target = new EventTarget();
  const press = (key: string, on?: { matches: () => boolean }): boolean => {
    const event = Object.assign(new Event('keydown', { cancelable: true }), { key });
    if (on) Object.defineProperty(event, 'target', { value: on });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { target: target as unknown as Window, press };
}

describe('what is typed before a new page is there', () => {
  afterEach(leavePage);

  it('goes to that page, and to no other', () => {
    const { target, press } = keyboard();
    awaitPage(target);
    for (const key of ['I', 'N', 'T', 'x', 'Shift', 'Backspace', '.', 'Enter', '🎬']) press(key);
    nameAwaited('a');
    press('!');
    expect(takeTyped('b')).toBeUndefined();
    expect(takeTyped('a')).toBe('INT.\n🎬!');
    expect(takeTyped('a')).toBeUndefined();
    expect(press('x')).toBe(false);
  });

  it('is left to a field that a person has gone to meanwhile', () => {
    const { target, press } = keyboard();
    awaitPage(target);
    nameAwaited('a');
    expect(press('x', { matches: () => true })).toBe(false);
    expect(press('y', { matches: () => false })).toBe(true);
    expect(takeTyped('a')).toBe('y');
  });
});
