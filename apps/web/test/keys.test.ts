import { describe, expect, test } from 'vitest';
import { type KeyPress, keysOf, matches } from '../src/actions/keys.ts';

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
});

describe('shortcuts', () => {
  test('Mod is Control, and Command on a Mac', () => {
    expect(matches('Mod-k', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(matches('Mod-k', press('k', { metaKey: true }), false)).toBe(false);
    expect(matches('Mod-k', press('k', { metaKey: true }), true)).toBe(true);
    expect(matches('Mod-k', press('k'), false)).toBe(false);
  });

  test('undo is not redo', () => {
    expect(matches('Mod-z', press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matches('Mod-Shift-z', press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });

  test('a sign counts however the keyboard makes it', () => {
    expect(matches('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(matches('?', press('?'), false)).toBe(true);
    expect(matches('Mod-.', press('.', { ctrlKey: true }), false)).toBe(true);
  });

  test('letters, Space and arrows', () => {
    expect(matches('j', press('j'), false)).toBe(true);
    expect(matches('j', press('j', { altKey: true }), false)).toBe(false);
    expect(matches('Space', press(' '), false)).toBe(true);
    expect(matches('Alt-ArrowLeft', press('ArrowLeft', { altKey: true }), false)).toBe(true);
    expect(matches('ArrowLeft', press('ArrowLeft', { altKey: true }), false)).toBe(false);
  });

  test('are printed as keys', () => {
    expect(keysOf('Mod-Shift-z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keysOf('Mod-Enter', true)).toEqual(['⌘', '↵']);
    expect(keysOf('Alt-ArrowRight', false)).toEqual(['Alt', '→']);
  });
});
