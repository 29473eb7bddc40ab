import { X } from 'lucide-react';
import { type FocusEvent, useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { onSuccess, StudioError, sentence } from '../api/client.ts';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly wrong: boolean;
  /** What it is about; a newer notice of the same kind takes its place. */
  readonly kind?: string;
  /** What can be done about it, by a button that puts the notice away. */
  readonly way?: { readonly label: string; readonly go: () => void };
}

/** Milliseconds that a notice stays when nobody points at it. */
const GOOD_STAYS = 6000;
const WRONG_STAYS = 10_000;
/** Of what went wrong, shown at once. */
const MOST_WRONG = 2;

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(value: readonly Toast[]): void {
  toasts = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function add(toast: Omit<Toast, 'id'>): void {
  // The same sentence twice says nothing more, nor does an older one of the same kind. Good news
  // gives way to newer news; of what went wrong two are shown, the newest.
  const others = toasts.filter(
    (one) => one.wrong && one.text !== toast.text && (toast.kind === undefined || one.kind !== toast.kind),
  );
  set([...others.slice(toast.wrong ? 1 - MOST_WRONG : -MOST_WRONG), { ...toast, id: next++ }]);
}

/** Says one sentence at the foot of the stage, and to a screen reader. */
export function tell(text: string, wrong = false, kind?: string): void {
  add({ text, wrong, ...(kind === undefined ? {} : { kind }) });
}

/** Says what was done, with a button of what can be done about it. */
export function tellWithWay(text: string, label: string, go: () => void): void {
  add({ text, wrong: false, way: { label, go } });
}

/** Says what went wrong; for the end of a promise that nobody waits for. */
export function tellWrong(thrown: unknown): void {
  tell(sentence(thrown), true, thrown instanceof StudioError ? thrown.attempt : undefined);
}

/** Puts what went wrong away once the same kind of thing went well. */
export function wentWell(kind: string): void {
  if (toasts.some((toast) => toast.wrong && toast.kind === kind)) {
    set(toasts.filter((toast) => !toast.wrong || toast.kind !== kind));
  }
}

onSuccess(wentWell);

/** Puts a sentence away that is no longer true. */
export function takeBack(text: string): void {
  set(toasts.filter((toast) => toast.text !== text));
}

/** What is said now, oldest first. */
export function notices(): readonly { readonly text: string; readonly wrong: boolean }[] {
  return toasts;
}

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

let slot: HTMLElement | null = null;

function setSlot(element: HTMLElement | null): void {
  slot = element;
  for (const listener of listeners) listener();
}

/** A row of the frame between the stage and the strip: what is said there lies over nothing. Empty, it takes no room. */
export function ToastSlot() {
  return <div className="toast-slot" ref={setSlot} />;
}

/** The notices: in the frame's row for them, or in the corner where there is no frame. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const place = useSyncExternalStore(subscribe, () => slot);
  const region = (
    <section className="toasts" data-free={place ? undefined : true} aria-label={messages.frame.notices}>
      <div role="status" aria-live="polite">
        {shown
          .filter((toast) => !toast.wrong)
          .map((toast) => (
            <ToastLine key={toast.id} toast={toast} />
          ))}
      </div>
      <div role="alert">
        {shown
          .filter((toast) => toast.wrong)
          .map((toast) => (
            <ToastLine key={toast.id} toast={toast} />
          ))}
      </div>
    </section>
  );
  return place ? createPortal(region, place) : region;
}

function ToastLine({ toast }: { toast: Toast }) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const held = pointed || focused;
  const { id, text, wrong, way } = toast;
  useEffect(() => {
    // Nobody has a sentence taken away that they are reading or about to act on.
    if (held) return;
    const timer = setTimeout(() => dismiss(id), wrong || way ? WRONG_STAYS : GOOD_STAYS);
    return () => clearTimeout(timer);
  }, [id, wrong, way, held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only makes it stay.
    <div
      className="toast"
      data-wrong={wrong || undefined}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget))}
    >
      <span>{text}</span>
      {way && (
        <button
          type="button"
          className="button"
          onClick={() => {
            dismiss(id);
            way.go();
          }}
        >
          {way.label}
        </button>
      )}
      <IconButton icon={X} label={messages.frame.dismiss} size={14} onClick={() => dismiss(id)} />
    </div>
  );
}
