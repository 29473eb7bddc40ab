import { Fault, type Rights } from '@second-unit/evidence';
import { dayAles, dayCsv, dayOtio, dayTimeline, notInAles, type ShootDay } from '@second-unit/footage/shoot-day';
import type { DayFormat } from '../contract/index.ts';
import { withRights } from './cut-export.ts';
import { EXPORTS } from './exports.ts';

/** A shoot day as files of one format, and what these do not say. */
export interface WrittenDay {
  readonly files: readonly {
    /** Of an Avid log, one of several: the frames a second of its clips. */
    readonly rate?: string;
    readonly content: string;
  }[];
  /** Sentences for a person. */
  readonly notes: readonly string[];
}

const NAMED = 5;

/** `3 clips …: a, b, c`; nothing for none. */
function noteOf(ids: readonly string[], one: string, many: string): string[] {
  if (ids.length === 0) return [];
  const names = `${ids.slice(0, NAMED).join(', ')}${ids.length > NAMED ? ' …' : ''}`;
  return [`${ids.length.toLocaleString('en')} ${ids.length === 1 ? one : many}: ${names}`];
}

const varyingNote = (ids: readonly string[]): string[] =>
  noteOf(
    ids,
    'clip varies in its frame rate and stands at its mean rate',
    'clips vary in their frame rate and stand at their mean rate',
  );

/**
 * Writes a shoot day.
 * @param rights of the day, which go along into formats that keep metadata
 * @throws Fault `input` for a day of which an Avid log can hold nothing
 */
export function writeDay(day: ShootDay, format: DayFormat, rights?: Rights): WrittenDay {
  if (format === 'csv') return { files: [{ content: dayCsv(day) }], notes: [] };
  if (format === 'otio') {
    const varying = day.clips.flatMap(({ id, info }) => (info?.variableFrameRate ? [id] : []));
    const content = dayOtio(day, rights === undefined ? {} : { rights: { ...rights } });
    return { files: [{ content }], notes: varyingNote(varying) };
  }
  if (format === 'ale') return alesOf(day);
  const { timeline, leftOut, varying } = dayTimeline(day, { soundIn: format === 'edl' ? 'frames' : 'samples' });
  const content = EXPORTS[format].write(rights === undefined ? timeline : withRights(timeline, rights));
  return {
    files: [{ content }],
    notes: [
      ...noteOf(
        leftOut,
        'clip is not in it, because it is unsorted or its length is not known',
        'clips are not in it, because they are unsorted or their length is not known',
      ),
      ...varyingNote(varying),
    ],
  };
}

function alesOf(day: ShootDay): WrittenDay {
  const ales = dayAles(day);
  if (ales.length === 0) {
    throw new Fault('input', 'No clip of this folder has a length and a frame rate to be logged by.', {
      place: day.folder,
    });
  }
  const rates = ales.map(({ rate }) => rate);
  return {
    files: ales.map(({ rate, text }) => (ales.length === 1 ? { content: text } : { rate, content: text })),
    notes: [
      ...(ales.length === 1
        ? []
        : [`An Avid log has one frame rate: there is a file each for ${rates.join(' and ')} frames a second.`]),
      ...noteOf(
        notInAles(day),
        'clip has no length or no frame rate and is not in it',
        'clips have no length or no frame rate and are not in it',
      ),
    ],
  };
}
