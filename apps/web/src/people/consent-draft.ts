import type { ConsentView } from '@second-unit/studio/contract';

/** A consent as it is filled in. */
export interface ConsentDraft {
  readonly index: boolean;
  readonly likeness: boolean;
  readonly voice: boolean;
  readonly givenBy: string;
  /** The last day, as a date field has it; empty for no end. */
  readonly until: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** What is on record, to be changed; nothing where there is none. */
export function draftOf(consent: ConsentView | undefined): ConsentDraft {
  if (consent === undefined) return { index: false, likeness: false, voice: false, givenBy: '', until: '' };
  const { index, likeness, voice, givenBy } = consent;
  const last = consent.until === null ? undefined : new Date(consent.until);
  const until = last ? `${last.getFullYear()}-${two(last.getMonth() + 1)}-${two(last.getDate())}` : '';
  return { index, likeness, voice, givenBy, until };
}

/** Can it go on record? */
export function isComplete({ index, givenBy }: ConsentDraft): boolean {
  return index && givenBy.trim() !== '';
}

/** The consent to put on record; undefined where it stands there as it is. */
export function toRecord(draft: ConsentDraft, before: ConsentView | undefined) {
  const was = draftOf(before);
  const isSame = (Object.keys(draft) as (keyof ConsentDraft)[]).every((key) => draft[key] === was[key]);
  if (before !== undefined && isSame) return undefined;
  const { index, likeness, voice, givenBy, until } = draft;
  // The whole of the last day.
  const end = until === '' ? null : new Date(`${until}T23:59:59`).toISOString();
  return { index, likeness, voice, givenBy: givenBy.trim(), until: end };
}
