import { keysOf } from './keys.ts';

/** A shortcut as keys. */
export function KeyCaps({ shortcut }: { shortcut: string }) {
  return (
    <span className="key-caps">
      {keysOf(shortcut).map((key) => (
        <kbd key={key} className="kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}
