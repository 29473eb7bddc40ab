import { TimelineError } from '../fault.ts';

/** One side of an event as its row says it: the second row of a transition is what comes in. */
export interface Row {
  readonly line: number;
  readonly number: string;
  readonly reel: string;
  /** `V`, `A1`, `A2` … */
  readonly channels: readonly string[];
  /** `C`, `D` or `W` and three digits. */
  readonly kind: string;
  /** Frames of a dissolve or wipe. */
  readonly length: number;
  /** Source in and out, record in and out, as they are written. */
  readonly times: readonly [string, string, string, string];
  /** Are timecodes written with colons counted in drop-frame? */
  readonly dropFrame: boolean;
}

/** A line that is no row, trimmed, with its number. */
interface Note {
  readonly text: string;
  readonly line: number;
}

/** A row and everything that is said of it below. */
export interface Statement {
  readonly row: Row;
  /** The row of no length that names what a transition leaves. */
  readonly from?: Row;
  readonly speed?: { readonly framesPerSecond: number; readonly line: number };
  /** Lines below it. */
  readonly notes: readonly Note[];
}

export interface EdlText {
  readonly title: string;
  /** Is the record side counted in drop-frame? */
  readonly dropFrame: boolean;
  /** Lines before the first event that are neither title nor frame code mode. */
  readonly notes: readonly string[];
  readonly statements: readonly Statement[];
}

const TIMECODE = /^\d{2}[:;.]\d{2}[:;.]\d{2}[:;.]\d{2,3}$/;
const CHANNEL = /^(?:NONE|V\d?|B|AA|A\d?|A{1,2}\d?\/V|V\/A{1,2}\d?|(?:A\d){2,4}(?:\/V)?)$/;
const KIND = /^(?:C|D|W\d{1,3}|K|KB|KO)$/;
/** UTF-16 units of one list; the longest films stay under five million. */
const MAX_LENGTH = 32 * 1024 * 1024;

/** A sentence about a line of the list, and the event that it is of. */
export function problemAt(line: number, what: string, event?: string): TimelineError {
  const place = event === undefined ? `line ${line}` : `line ${line}, event ${event}`;
  return new TimelineError('input', `This EDL cannot be read at ${place}: ${what}.`, { place });
}

/**
 * The statements of a CMX3600 list, in its order; nothing is worked out yet.
 * @throws TimelineError `input` with line and event.
 */
export function parseEdl(text: string): EdlText {
  if (text.length > MAX_LENGTH) throw new TimelineError('input', 'This EDL is larger than the 32 MB that are read.');
  let title = '';
  let mode: boolean | undefined;
  let recordMode: boolean | undefined;
  const notes: string[] = [];
  const statements: (Omit<{ -readonly [Key in keyof Statement]: Statement[Key] }, 'notes'> & { notes: Note[] })[] = [];
  let pending: Row | undefined;
  // Lines of a transition's first row are said of the whole event.
  let held: Note[] = [];
  text.split(/\r\n|[\n\r]/).forEach((raw, index) => {
    const line = index + 1;
    const plain = raw.replace(/^\ufeff/, '').trim();
    if (plain === '') return;
    const heading = /^(TITLE|FCM)\s*:(.*)$/i.exec(plain);
    if (heading?.[1]?.toUpperCase() === 'FCM') {
      mode = !/NON/i.test(heading[2]!);
      recordMode ??= mode;
      return;
    }
    if (heading && statements.length === 0) {
      title = heading[2]!.trim();
      return;
    }
    const row = rowOf(plain, line, mode ?? false);
    const last = statements.at(-1);
    if (row) {
      if (row.kind === 'C' && row.times[2] === row.times[3]) {
        pending = row;
        held = [];
        return;
      }
      statements.push({ row, notes: held, ...(pending && row.kind !== 'C' ? { from: pending } : {}) });
      pending = undefined;
      held = [];
      return;
    }
    const note = { text: plain, line };
    if (pending) held.push(note);
    else if (!last) notes.push(plain);
    else if (/^AUD\s/i.test(plain)) last.row = withSound(last.row, plain);
    else {
      const speed = last.speed ? undefined : speedOf(plain, last.row, line);
      if (speed) last.speed = speed;
      else last.notes.push(note);
    }
  });
  if (statements.length === 0 && title === '' && mode === undefined) {
    throw new TimelineError('input', 'This is no CMX3600 EDL: it has neither title nor events.', { place: 'line 1' });
  }
  // A list without events may have comments; other words were meant for something.
  if (statements.length === 0 && notes.some((note) => !/^[*>#]/.test(note))) {
    throw new TimelineError('input', 'This EDL has a title, but no events behind it: no line of it reads as one.', {
      place: 'line 1',
    });
  }
  return { title, dropFrame: recordMode ?? false, notes, statements };
}

function rowOf(plain: string, line: number, dropFrame: boolean): Row | undefined {
  if (!/^\d+\s/.test(plain)) return undefined;
  const words = plain.split(/\s+/);
  const number = words[0]!;
  const times = words.filter((word) => TIMECODE.test(word));
  if (times.length === 0) return undefined;
  if (times.length !== 4 || !words.slice(-4).every((word) => TIMECODE.test(word))) {
    throw problemAt(line, 'an event ends in four timecodes, source in and out, record in and out', number);
  }
  const middle = words.slice(1, -4);
  const last = middle.at(-1);
  const length = last !== undefined && /^\d{1,4}$/.test(last) && KIND.test(middle.at(-2) ?? '') ? Number(last) : 0;
  if (length > 0 || /^0+$/.test(last ?? '')) middle.pop();
  // `K B` and `K O` are written apart.
  const kind = middle.pop() ?? '';
  if (!KIND.test(kind) || kind.startsWith('K') || (kind.length === 1 && /^[BO]$/.test(kind))) {
    const what = kind.startsWith('K') || (/^[BO]$/.test(kind) && middle.at(-1) === 'K') ? 'keys' : `“${kind}”`;
    throw problemAt(line, `cuts (C), dissolves (D) and wipes (W) are read, and not ${what}`, number);
  }
  const channel = middle.pop() ?? '';
  if (!CHANNEL.test(channel)) throw problemAt(line, `“${channel}” names no channels such as V, A, AA/V or B`, number);
  const reel = middle.join(' ');
  if (reel === '') throw problemAt(line, 'it names no reel', number);
  if (kind !== 'C' && length === 0) throw problemAt(line, `the length of its ${kind} is missing`, number);
  const [a, b, c, d] = times as [string, string, string, string];
  return { line, number, reel, channels: channelsOf(channel), kind, length, times: [a, b, c, d], dropFrame };
}

/** `AA/V` is V, A1 and A2; `B` is V and A1. */
function channelsOf(word: string): string[] {
  if (word === 'NONE') return [];
  if (word === 'B') return ['V', 'A1'];
  return word
    .split('/')
    .flatMap((part) => {
      if (part === 'AA') return ['A1', 'A2'];
      if (part.startsWith('V')) return [part === 'V1' ? 'V' : part];
      return [...part.matchAll(/A(\d?)/g)].map(([, number]) => `A${number || '1'}`);
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** Picture first, then sound by number. */
export function rank(channel: string): number {
  return (channel.startsWith('V') ? 0 : 100) + Number(channel.slice(1) || '1');
}

/** `AUD  3 4` adds sound on these channels. */
function withSound(row: Row, plain: string): Row {
  const added = [...plain.matchAll(/\b\d{1,2}\b/g)].map(([number]) => `A${Number(number)}`);
  return { ...row, channels: [...new Set([...row.channels, ...added])].sort((a, b) => rank(a) - rank(b)) };
}

function speedOf(plain: string, row: Row, line: number): Statement['speed'] {
  const words = plain.split(/\s+/);
  if (words[0] !== 'M2') return undefined;
  // The reel may hold blanks, or be missing altogether.
  const at = words.findIndex(
    (word, index) => index > 0 && /^[-+]?\d{1,5}(?:\.\d{1,9})?$/.test(word) && index >= words.length - 2,
  );
  if (at < 0) throw problemAt(line, 'a speed (M2) should name frames a second', row.number);
  return { framesPerSecond: Number(words[at]), line };
}
