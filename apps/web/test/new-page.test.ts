import { afterEach, describe, expect, it } from 'vitest';
import { awaitPage, leavePage, leaveUnnamed, nameAwaited, pageIsThere } from '../src/script/new-page.ts';

/** As much of a window as is listened to. */
function keyboard() {
  const target = new EventTarget();
  const press = (key: string, on?: { matches: (selector: string) => boolean }): boolean => {
    const event = Object.assign(new Event('keydown', { cancelable: true }), { key });
    if (on) Object.defineProperty(event, 'target', { value: on });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { target: target as unknown as Window, press };
}

describe('what is typed before a new page is there', () => {
  afterEach(leavePage);

  it('goes to that page, and to no other, before and after it is there', () => {
    const { target, press } = keyboard();
    awaitPage(target);
    for (const key of ['I', 'N', 'T', 'x', 'Shift', 'Backspace', '.', 'Enter', '🎬']) press(key);
    nameAwaited('a');
    press('!');
    let page = '';
    const write = (text: string) => {
      page += text;
    };
    pageIsThere('b', write);
    expect(page).toBe('');
    const goAway = pageIsThere('a', write);
    expect(page).toBe('INT.\n🎬!');
    press('?');
    expect(page).toBe('INT.\n🎬!?');
    // A page that is drawn anew takes over.
    goAway();
    press('1');
    pageIsThere('a', write);
    expect(page).toBe('INT.\n🎬!?1');
  });

  it('ends when a key reaches a field', () => {
    const { target, press } = keyboard();
    awaitPage(target);
    nameAwaited('a');
    expect(press('y', { matches: () => false })).toBe(true);
    expect(press('x', { matches: () => true })).toBe(false);
    expect(press('z')).toBe(false);
    let page = '';
    pageIsThere('a', (text) => {
      page += text;
    });
    expect(page).toBe('');
  });

  it('is taken from the page of another script that has the focus back, until its own is there', () => {
    const { target, press } = keyboard();
    const editor = { matches: (selector: string) => selector.includes('contenteditable') };
    awaitPage(target);
    expect(press('x', editor)).toBe(true);
    nameAwaited('a');
    expect(press('y', editor)).toBe(true);
    let page = '';
    pageIsThere('a', (text) => {
      page += text;
    });
    expect(page).toBe('xy');
    // From here on the page itself takes keys.
    expect(press('z', editor)).toBe(false);
    expect(press('!')).toBe(false);
    expect(page).toBe('xy');
  });

  it('ends with the room that would have asked for it, and goes on where it was asked for', () => {
    const { target, press } = keyboard();
    awaitPage(target);
    expect(press('x')).toBe(true);
    leaveUnnamed();
    expect(press('y')).toBe(false);
    awaitPage(target);
    nameAwaited('a');
    leaveUnnamed();
    expect(press('z')).toBe(true);
  });
});
