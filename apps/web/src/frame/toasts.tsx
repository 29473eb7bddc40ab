import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { onSuccess, StudioError, sentence } from '../api/client.ts';
import { messages } from '../messages.ts';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly wrong: boolean;
  /** What it is about; a newer notice of the same kind takes its place. */
  readonly kind?: string;
}

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(value: readonly Toast[]): void {
  toasts = value;
  for (const listener of listeners) listener();
}

/** Says one sentence in the corner of the screen, and to a screen reader. */
export function tell(text: string, wrong = false, kind?: string): void {
  const toast = { id: next++, text, wrong, ...(kind === undefined ? {} : { kind }) };
  // The same sentence twice says nothing more, nor does an older one of the same kind. Good news
  // gives way to newer news; what went wrong stays until it is put away, three at most.
  const others = toasts.filter((one) => one.wrong && one.text !== text && (kind === undefined || one.kind !== kind));
  set([...others.slice(-2), toast]);
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

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <section className="toasts" aria-label={messages.frame.notices}>
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
}

function ToastLine({ toast }: { toast: Toast }) {
  useEffect(() => {
    // What went wrong stays until it is read and put away.
    if (toast.wrong) return;
    const timer = setTimeout(() => dismiss(toast.id), 6000);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="toast" data-wrong={toast.wrong || undefined}>
      <span>{toast.text}</span>
      <button type="button" className="button" data-plain data-icon onClick={() => dismiss(toast.id)}>
        <X size={14} aria-hidden />
        <span className="visually-hidden">{messages.frame.dismiss}</span>
      </button>
    </div>
  );
}
