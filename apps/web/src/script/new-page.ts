/**
 * The moment between asking for a new script and its page: what is typed meanwhile belongs to the page, which takes it
 * when it is there.
 */
interface Waiting {
  /** Absent until the studio has made the script. */
  script?: string;
  typed: string;
  readonly stop: () => void;
}

let waiting: Waiting | undefined;

type KeyTarget = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/** Begins to keep what is typed, for the page that is coming. */
export function awaitPage(target: KeyTarget = window): void {
  leavePage();
  const keep = (event: KeyboardEvent) => {
    if (!waiting || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // Somebody who has gone to another field meanwhile writes there.
    if ((event.target as Partial<HTMLElement> | null)?.matches?.('input, textarea, select, [contenteditable]')) return;
    if (event.key === 'Enter') waiting.typed += '\n';
    else if (event.key === 'Backspace') waiting.typed = [...waiting.typed].slice(0, -1).join('');
    else if ([...event.key].length === 1) waiting.typed += event.key;
    else return;
    // Space or Enter would press the button again that began it.
    event.preventDefault();
    event.stopPropagation();
  };
  target.addEventListener('keydown', keep, true);
  waiting = { typed: '', stop: () => target.removeEventListener('keydown', keep, true) };
}

/** The page that was waited for is this script's. */
export function nameAwaited(script: string): void {
  if (waiting) waiting.script = script;
}

/** Nothing comes, or it has come. */
export function leavePage(): void {
  waiting?.stop();
  waiting = undefined;
}

/** Of the page that was waited for: what was typed until now. Undefined for any other. */
export function takeTyped(script: string): string | undefined {
  if (waiting?.script !== script) return undefined;
  const { typed } = waiting;
  leavePage();
  return typed;
}
