/**
 * The moment between asking for a new script and writing on its page: what is typed meanwhile belongs to the page. It
 * ends when a key reaches a field, the page's own most of all.
 */
interface Waiting {
  /** Absent until the studio has made the script. */
  script?: string;
  /** What was typed before the page was there. */
  typed: string;
  /** The page, once it is there. */
  write?: (text: string) => void;
  readonly stop: () => void;
}

let waiting: Waiting | undefined;

type KeyTarget = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/** Begins to keep what is typed, for the page that is coming; goes on where it is kept for one not yet made. */
export function awaitPage(target: KeyTarget = window): void {
  if (waiting && waiting.script === undefined) return;
  leavePage();
  const keep = (event: KeyboardEvent) => {
    if (!waiting || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const pressed = event.target as Partial<HTMLElement> | null;
    const fields = (of: string): boolean => pressed?.matches?.(of) ?? false;
    // A script that is still on the screen has the focus back from the palette: the words are not for its page.
    if (fields('input, textarea, select') || (waiting.write && fields('[contenteditable]'))) {
      leavePage();
      return;
    }
    const text = event.key === 'Enter' ? '\n' : [...event.key].length === 1 ? event.key : '';
    if (text !== '' && waiting.write) waiting.write(text);
    else if (text !== '') waiting.typed += text;
    else if (event.key === 'Backspace') waiting.typed = [...waiting.typed].slice(0, -1).join('');
    else return;
    // Space or Enter would press the button again that began it.
    event.preventDefault();
    event.stopPropagation();
  };
  // Whoever points somewhere has something else in mind.
  const point = () => leavePage();
  target.addEventListener('keydown', keep, true);
  target.addEventListener('pointerdown', point, true);
  waiting = {
    typed: '',
    stop: () => {
      target.removeEventListener('keydown', keep, true);
      target.removeEventListener('pointerdown', point, true);
    },
  };
}

/** The page that was waited for is this script's. */
export function nameAwaited(script: string): void {
  if (waiting) waiting.script = script;
}

/** Nobody is left to ask for the page, where the studio has not made it. */
export function leaveUnnamed(): void {
  if (waiting?.script === undefined) leavePage();
}

/** Nothing comes, or it has come. */
export function leavePage(): void {
  waiting?.stop();
  waiting = undefined;
}

/**
 * The page of a script is there: where it is the one that was waited for, `write` is given what was typed, which may be
 * nothing, and what is typed on. Answers how it goes away again.
 */
export function pageIsThere(script: string, write: (text: string) => void): () => void {
  if (waiting?.script !== script) return () => {};
  const mine = waiting;
  const { typed } = mine;
  mine.typed = '';
  mine.write = write;
  write(typed);
  return () => {
    if (mine.write === write) delete mine.write;
  };
}
