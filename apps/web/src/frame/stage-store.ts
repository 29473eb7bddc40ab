import { useEffect, useSyncExternalStore } from 'react';

/** Where one is in the whole film; the strip draws it in every room and a click on it moves it. */
export interface StageState {
  readonly script?: string;
  readonly media?: string;
  /** The film that was chosen last in Footage. */
  readonly footage?: string;
  /** UTF-16 offset of the cursor in the script. */
  readonly offset?: number;
  /** Frame of the film that is shown. */
  readonly frame?: number;
  /** Music that was given last, until the brief of a cut has taken it up. */
  readonly music?: string | undefined;
  /** Are the timelines that came in to be shown? */
  readonly timelines?: boolean;
  /** Ranges of the film that the cut in hand uses, in frames. */
  readonly used?: readonly { readonly inFrame: number; readonly outFrame: number; readonly person: boolean }[];
}

interface Seekers {
  offset?: (offset: number) => void;
  frame?: (frame: number) => void;
}

let state: StageState = {};
const listeners = new Set<() => void>();
const seekers: Seekers = {};

/** Where one is now, for what is drawn once. */
export function stageState(): StageState {
  return state;
}

export function setStage(change: Partial<StageState>): void {
  const keys = Object.keys(change) as (keyof StageState)[];
  if (keys.every((key) => state[key] === change[key])) return;
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function useStage<T>(pick: (state: StageState) => T): T {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pick(state),
  );
}

/** The room on the stage follows the strip: its way to go to an offset or a frame. */
export function useSeeker(kind: keyof Seekers, seek: (to: number) => void): void {
  useEffect(() => {
    seekers[kind] = seek;
    return () => {
      if (seekers[kind] === seek) delete seekers[kind];
    };
  }, [kind, seek]);
}

/** Goes there if the room on the stage can; false where another room is needed. */
export function seek(kind: keyof Seekers, to: number): boolean {
  const go = seekers[kind];
  go?.(to);
  return go !== undefined;
}
