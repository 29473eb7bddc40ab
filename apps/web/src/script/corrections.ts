import { assemble, type LineType, type PdfLine } from '@second-unit/screenplay/pdf-in';
import type { ActionInput, LineSaid, PdfReadingView } from '@second-unit/studio/contract';
import { carriedOver, lacksCue, relabelled } from '@second-unit/studio/contract/corrections';
import { queryOptions } from '@tanstack/react-query';
import { act, get } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import type { ScriptSession } from './script-session.ts';

export const readingQuery = (script: string) =>
  queryOptions({
    queryKey: ['pdf-reading', script],
    queryFn: ({ signal }) => get<PdfReadingView>(`/scripts/${script}/reading`, signal),
    structuralSharing: false,
  });

/** Lines that one action takes. */
const AT_ONCE = 5000;

/** What was said of one line: the mark of its change in the undo history. */
class Said {
  readonly line: number;
  readonly before: LineType | undefined;
  readonly after: LineType | undefined;

  constructor(line: number, before: LineType | undefined, after: LineType | undefined) {
    this.line = line;
    this.before = before;
    this.after = after;
  }
}

/**
 * Whether the script's text followed: it did, needed not, or reads otherwise by now and was left alone. Speech without a
 * cue above it is not taken: the line stays as it was said or read before.
 */
export type Followed = 'changed' | 'same' | 'left' | 'needsCue';

export interface CorrectionsState {
  /** What each line was said to be, by its index. */
  readonly said: ReadonlyMap<number, LineType>;
  readonly canUndo: boolean;
}

/**
 * What a person says of the lines of a PDF. The script's text follows through the same document as typing, so that it
 * is undone like typing; what was said is kept by the studio. Lives as long as its session.
 */
export class Corrections {
  readonly #session: ScriptSession;
  readonly #titlePage: PdfReadingView['titlePage'];
  readonly lines: readonly PdfLine[];
  readonly #listeners = new Set<() => void>();
  readonly #history: (readonly Said[])[] = [];
  #said: ReadonlyMap<number, LineType>;
  #state: CorrectionsState;
  /** The text that the lines make as they stand said. */
  #base: string | undefined;
  #saving: Promise<unknown> = Promise.resolve();
  #unsaved = 0;
  /** Did the studio tell of something while words were on their way there? */
  #missed = false;

  constructor(session: ScriptSession, view: PdfReadingView) {
    this.#session = session;
    this.#titlePage = view.titlePage;
    this.lines = view.lines;
    this.#said = saidOf(view.corrections);
    this.#state = { said: this.#said, canUndo: false };
    const { undo } = session;
    undo.trackedOrigins.add(Said);
    undo.on('stack-item-added', ({ stackItem, origin }) => {
      if (origin instanceof Said) stackItem.meta.set(Said, origin);
    });
    // Undone or done again from the page: what was said goes with the words.
    undo.on('stack-item-popped', ({ stackItem, type }) => {
      const said: unknown = stackItem.meta.get(Said);
      if (!(said instanceof Said)) return;
      const stack = type === 'undo' ? undo.redoStack : undo.undoStack;
      stack.at(-1)?.meta.set(Said, said);
      this.#note([[said.line, type === 'undo' ? said.before : said.after]]);
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): CorrectionsState => this.#state;

  /** What the studio knows, another window's words included; what is still on its way there stands. */
  take(corrections: readonly LineSaid[]): void {
    this.#missed = this.#unsaved > 0;
    if (!this.#missed) this.#set(saidOf(corrections));
  }

  /** A line is `type`, whatever it was read as. */
  say(line: number, type: LineType): Followed {
    // What was read as speech is taken as read, whatever stands above.
    const others = [...this.#said].filter(([one]) => one !== line).map(([one, kind]) => ({ line: one, type: kind }));
    if (type !== this.lines[line]?.type && lacksCue(this.lines, [...others, { line, type }], line)) return 'needsCue';
    const said = new Said(line, this.#said.get(line), type);
    this.#history.push([said]);
    return this.#apply(said);
  }

  /** Every one of these lines is as it was read. */
  sayAsRead(lines: readonly number[]): void {
    const all = lines.flatMap((line) => {
      const type = this.lines[line]?.type;
      return type === undefined ? [] : [new Said(line, this.#said.get(line), type)];
    });
    if (all.length === 0) return;
    this.#history.push(all);
    // As read: the text says so already.
    this.#note(all.map(({ line, after }) => [line, after]));
  }

  /** Takes back what was said last; answers its first line. */
  undo(): number | undefined {
    const last = this.#history.pop();
    const [first] = last ?? [];
    if (last === undefined || first === undefined) return undefined;
    const { undo } = this.#session;
    if (undo.undoStack.at(-1)?.meta.get(Said) === first) undo.undo();
    else if (last.length > 1) this.#note(last.map(({ line, before }) => [line, before]));
    else this.#apply(new Said(first.line, first.after, first.before));
    return first.line;
  }

  #apply(said: Said): Followed {
    const before = this.#text();
    this.#note([[said.line, said.after]]);
    const { text, doc, undo } = this.#session;
    const edit = carriedOver(before, this.#text(), text.toString());
    if (edit === 'gone') return 'left';
    if (edit === 'none') return 'same';
    // One undo is one line's correction, however fast the next follows.
    undo.stopCapturing();
    doc.transact(() => {
      text.delete(edit.from, edit.to - edit.from);
      text.insert(edit.from, edit.insert);
    }, said);
    undo.stopCapturing();
    return 'changed';
  }

  #text(): string {
    const said = [...this.#said].map(([line, type]) => ({ line, type }));
    this.#base ??= assemble(relabelled(this.lines, said), this.#titlePage).fountain;
    return this.#base;
  }

  /** Here at once, and on the studio's disk in turn. */
  #note(changes: readonly (readonly [line: number, type: LineType | undefined])[]): void {
    const said = new Map(this.#said);
    for (const [line, type] of changes) {
      if (type === undefined) said.delete(line);
      else said.set(line, type);
    }
    this.#set(said);
    const lines = changes.map(([line, type]) => ({ line, type: type ?? null }));
    for (let from = 0; from < lines.length; from += AT_ONCE) this.#save(lines.slice(from, from + AT_ONCE));
  }

  #save(lines: ActionInput<'script.correctLines'>['lines']): void {
    this.#unsaved++;
    this.#saving = this.#saving
      .then(() => act('script.correctLines', { script: this.#session.id, lines, text: false }))
      .then(
        () => {
          this.#unsaved--;
          this.#catchUp();
        },
        (thrown: unknown) => {
          this.#unsaved--;
          tellWrong(thrown);
          // The studio knows what stands.
          return queryClient
            .fetchQuery({ ...readingQuery(this.#session.id), staleTime: 0 })
            .then(({ corrections }) => this.take(corrections))
            .catch(() => undefined);
        },
      );
  }

  /** All is saved: what was told meanwhile, or was asked before and is not answered yet, may know of less than stands. */
  #catchUp(): void {
    const { queryKey } = readingQuery(this.#session.id);
    if (this.#unsaved > 0 || !(this.#missed || queryClient.isFetching({ queryKey }) > 0)) return;
    this.#missed = false;
    void queryClient.invalidateQueries({ queryKey });
  }

  #set(said: ReadonlyMap<number, LineType>): void {
    this.#said = said;
    this.#base = undefined;
    this.#state = { said, canUndo: this.#history.length > 0 };
    for (const listener of this.#listeners) listener();
  }
}

function saidOf(corrections: readonly LineSaid[]): ReadonlyMap<number, LineType> {
  return new Map(corrections.map(({ line, type }) => [line, type]));
}

const kept = new WeakMap<ScriptSession, Corrections>();

/** The corrections of a session, begun once. */
export function correctionsOf(session: ScriptSession, view: PdfReadingView): Corrections {
  const known = kept.get(session);
  if (known) return known;
  const corrections = new Corrections(session, view);
  kept.set(session, corrections);
  return corrections;
}

/** Where a line of the PDF stands in the script's text: as manyth of its words as it is among the lines. */
export function placeInText(
  text: string,
  lines: readonly PdfLine[],
  line: number,
): { from: number; to: number } | undefined {
  const words = lines[line]?.text.trim() ?? '';
  if (words === '') return undefined;
  const earlier = lines.slice(0, line).filter((one) => one.type !== 'furniture' && one.text.includes(words)).length;
  let from = -1;
  for (let count = 0; count <= earlier; count++) {
    const next = text.indexOf(words, from + 1);
    if (next === -1) break;
    from = next;
  }
  return from === -1 ? undefined : { from, to: from + words.length };
}
