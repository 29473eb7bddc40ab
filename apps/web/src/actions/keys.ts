/** Shortcuts in CodeMirror's notation: `Mod-Enter`, `Alt-ArrowLeft`, `j`, `Space`. */
const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** The key by its place: `Digit1` whatever Alt makes of it on a Mac. */
  readonly code?: string;
}

/** Does this key press mean `shortcut`? `Mod` is Command on a Mac and Control elsewhere. */
export function matches(shortcut: string, press: KeyPress, mac = isMac): boolean {
  const parts = shortcut.split(/-(?!$)/);
  const key = parts.pop() ?? '';
  const mod = parts.includes('Mod');
  const ctrl = parts.includes('Ctrl') || (mod && !mac);
  const meta = parts.includes('Meta') || (mod && mac);
  if (press.ctrlKey !== ctrl || press.metaKey !== meta || press.altKey !== parts.includes('Alt')) return false;
  const wanted = key === 'Space' ? ' ' : key;
  // A sign such as `?` needs Shift on some keyboards and not on others.
  const shiftMatters = wanted.length > 1 || /[a-z]/i.test(wanted) || wanted === ' ';
  if (shiftMatters && press.shiftKey !== parts.includes('Shift')) return false;
  return press.key.toLowerCase() === wanted.toLowerCase() || (/^\d$/.test(wanted) && press.code === `Digit${wanted}`);
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The shortcut as keys to print: `Mod-Shift-z` → `Ctrl`, `Shift`, `Z`. */
export function keysOf(shortcut: string, mac = isMac): readonly string[] {
  return shortcut.split(/-(?!$)/).map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Alt') return mac ? '⌥' : 'Alt';
    return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** Is a person typing there, so that single letters are theirs? */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
