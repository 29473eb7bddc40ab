const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECOND = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A UTC time as the day where the person is. */
export function day(iso: string): string {
  return DAY.format(new Date(iso));
}

/** A UTC time as the time of day where the person is, to the second. */
export function clock(iso: string): string {
  return SECOND.format(new Date(iso));
}

/** Today only the time, before that the day too. */
export function when(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const time = MINUTE.format(date);
  return date.toDateString() === now.toDateString() ? time : `${DAY.format(date)}, ${time}`;
}
