import { useEffect } from 'react';
import { isTyping, matches } from './keys.ts';
import { offeredActions } from './registry.ts';

/** Listens for the shortcuts of every offered action. Mounted once, by the shell. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"][aria-modal="true"]');
      for (const action of offeredActions()) {
        const keys = [...(action.shortcut ? [action.shortcut] : []), ...(action.alsoKeys ?? [])];
        if (!action.enabled || !keys.some((key) => matches(key, event))) continue;
        // One step out is one step out of a text too.
        const out = event.key === 'Escape';
        if (isTyping(event.target) && !out && (!modified || isEditing(action.name))) continue;
        // Space and Enter belong to the control that has the focus.
        if (!modified && (event.key === ' ' || event.key === 'Enter') && isControl(event.target)) {
          if (!plays(event)) continue;
        }
        if (inDialog && !modified) continue;
        event.preventDefault();
        action.run();
        return;
      }
    };
    // Some browsers press a button when Space is let go.
    const onLetGo = (event: KeyboardEvent) => {
      if (plays(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('keyup', onLetGo);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('keyup', onLetGo);
    };
  }, []);
}

/** Space on a shot that is chosen already: to choose it again would do nothing, and who edits wants it played. */
function plays({ key, target }: KeyboardEvent): boolean {
  return key === ' ' && target instanceof Element && target.closest('[data-space-plays]') !== null;
}

const EDITING = ['.undo', '.redo', '.cut', '.paste', '.chooseAll'];

/** Undo, cut and paste in a text field are the field's own. */
function isEditing(name: string): boolean {
  return EDITING.some((ending) => name.endsWith(ending));
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role="option"], [role="slider"]') !== null;
}
