import {
  type Clip,
  type Composable,
  clip,
  type Effect,
  gap,
  type JsonObject,
  type Marker,
  type MediaReference,
  type Timeline,
  timeline,
  track,
} from '../model.ts';
import type { Rational } from '../rational.ts';
import { frameRange, rationalTime } from '../rational-time.ts';
import { allowsDropFrame, framesPerDay, nominalRate } from '../timecode.ts';
import { type Said, said } from './comments.ts';
import { rateOf, timesOf } from './rate.ts';
import { parseEdl, problemAt, rank, type Statement } from './statements.ts';

export interface ReadEdlOptions {
  /** Frames a second. An EDL does not say them: where absent they are guessed from drop-frame and the frame numbers. */
  readonly rate?: Rational;
}

/** An event with its times as frames. */
interface Event {
  readonly statement: Statement;
  readonly said: Said;
  readonly source: number;
  readonly sourceLength: number;
  readonly start: number;
  readonly end: number;
}

/**
 * A CMX3600 edit decision list as a timeline: a track for the picture and one for each channel of sound, in order of
 * record time. Cuts, dissolves and wipes (`Custom_Transition`, its code in `metadata.cmx_3600.transition`), M2 speeds
 * and freeze frames, locators as markers, ASC colour decisions (`metadata.cdl`), reels, and every other line, which is
 * kept in `metadata.cmx_3600.comments` and written again.
 *
 * As editing programs do, a dissolve starts at its cut, and where source and record lengths differ without a speed the
 * record length is played from the source in; both lengths are kept in `metadata.cmx_3600.mismatch`.
 * @throws TimelineError `input` with line and event: what is no EDL, a wrong rate, keys, events that overlap.
 */
export function readEdl(text: string, options: ReadEdlOptions = {}): Timeline {
  const list = parseEdl(text);
  const rate = rateOf(list, options.rate);
  const day = framesPerDay(rate, list.dropFrame && allowsDropFrame(rate));
  const first = list.statements[0];
  const firstStart = first ? timesOf(first.row, rate, list.dropFrame).recordIn : 0;
  const events = list.statements
    .map((statement): Event => eventOf(statement, rate, list.dropFrame, day, firstStart))
    .sort((a, b) => a.start - b.start || a.statement.row.line - b.statement.row.line);
  const origin = events[0]?.start ?? 0;
  const names = [...new Set(events.flatMap(({ statement }) => statement.row.channels))].sort(
    (a, b) => rank(a) - rank(b),
  );
  const tracks = names.map((name) => ({
    ...track(name.startsWith('V') ? 'Video' : 'Audio', name === 'V' ? 'V1' : name, walk(name, events, origin, rate)),
    metadata: { cmx_3600: { channel: name } },
  }));
  const known: JsonObject = {
    ...(list.dropFrame ? { drop_frame: true } : {}),
    ...(list.notes.length > 0 ? { comments: list.notes } : {}),
  };
  return timeline(list.title, tracks, {
    globalStartTime: rationalTime(origin, rate),
    metadata: Object.keys(known).length > 0 ? { cmx_3600: known } : {},
  });
}

function eventOf(statement: Statement, rate: Rational, dropFrame: boolean, day: number, firstStart: number): Event {
  const { row } = statement;
  const times = timesOf(row, rate, dropFrame);
  const after = (from: number, to: number, what: string): number => {
    const length = to - from;
    if (length >= 0) return length;
    // The counter starts again at midnight; no event lasts half a day.
    if (length + day <= day / 2) return length + day;
    throw problemAt(row.line, `its ${what} out is before its ${what} in`, row.number);
  };
  const length = after(times.recordIn, times.recordOut, 'record');
  const sourceLength = statement.speed ? length : after(times.sourceIn, times.sourceOut, 'source');
  const start = times.recordIn + (times.recordIn < firstStart - day / 2 ? day : 0);
  if (row.length > length) {
    throw problemAt(row.line, `its transition of ${row.length} frames is longer than its ${length} frames`, row.number);
  }
  return {
    statement,
    said: said(statement, rate, start, length, dropFrame, day),
    source: times.sourceIn,
    sourceLength,
    start,
    end: start + length,
  };
}

/** The items of one channel. */
function walk(channel: string, events: readonly Event[], origin: number, rate: Rational): Composable[] {
  const items: Composable[] = [];
  let at = origin;
  let before: Event | undefined;
  for (const event of events) {
    const { row } = event.statement;
    if (!row.channels.includes(channel)) continue;
    if (event.start < at) {
      const other = before?.statement.row;
      throw problemAt(
        row.line,
        `it begins on ${channel} before event ${other?.number} (line ${other?.line}) ends, and one channel plays one thing at a time`,
        row.number,
      );
    }
    if (event.start > at) items.push(gap(frameRange(0, event.start - at, rate)));
    // Comments belong to the first channel of an event; the others play along.
    const main = row.channels[0] === channel;
    if (row.kind !== 'C') {
      const left = leaving(event, before, at, rate, main);
      if (left) items.push(left);
      items.push({
        schema: 'Transition',
        name: '',
        transitionType: row.kind === 'D' ? 'SMPTE_Dissolve' : 'Custom_Transition',
        inOffset: rationalTime(0, rate),
        outOffset: rationalTime(row.length, rate),
        metadata: row.kind === 'D' ? {} : { cmx_3600: { transition: row.kind } },
      });
    }
    items.push(clipOf(event, rate, main));
    at = event.end;
    before = event;
  }
  return items;
}

/**
 * What a transition leaves, where it does not simply go on from the event before: a clip of no length on the record
 * side, as the list has it.
 */
function leaving(event: Event, before: Event | undefined, at: number, rate: Rational, main: boolean): Clip | undefined {
  const { from } = event.statement;
  if (!from) return undefined;
  const source = timesOf(from, rate, false).sourceIn;
  // The counter starts again at midnight.
  const day = framesPerDay(rate, isDrop(from.times[0], from.dropFrame, rate));
  const goesOn =
    before !== undefined &&
    at === event.start &&
    from.reel === before.statement.row.reel &&
    (before.statement.speed !== undefined || source === (before.source + (before.end - before.start)) % day);
  if (goesOn || (from.reel === 'BL' && at !== event.start) || (from.reel === 'BL' && before === undefined))
    return undefined;
  const name = main ? event.said.fromName : '';
  return clip(
    name,
    mediaOf(from.reel, name, undefined, isDrop(from.times[0], from.dropFrame, rate)),
    frameRange(source, source, rate),
    {
      metadata: reelMetadata(from.reel, undefined),
    },
  );
}

function isDrop(timecode: string, dropFrame: boolean, rate: Rational): boolean {
  return allowsDropFrame(rate) && (dropFrame || /[;.]/.test(timecode));
}

function clipOf(event: Event, rate: Rational, main: boolean): Clip {
  const { statement, said, source, start, end } = event;
  const { row } = statement;
  const length = end - start;
  const range = frameRange(source, source + length, rate);
  const mismatch: JsonObject =
    event.sourceLength === length ? {} : { mismatch: { source: event.sourceLength, record: length } };
  const cmx: JsonObject = {
    ...reelMetadata(row.reel, said.reel).cmx_3600,
    ...mismatch,
    ...(main && said.sourceFile ? { source_file: said.sourceFile } : {}),
    ...(said.path && said.path.keyword !== 'SOURCE FILE' ? { media_comment: said.path.keyword } : {}),
    ...(main && said.comments.length > 0 ? { comments: said.comments } : {}),
  };
  const media = mediaOf(row.reel, said.name, said.path?.url, isDrop(row.times[0], row.dropFrame, rate));
  return clip(said.name, media, range, {
    metadata: { ...(Object.keys(cmx).length > 0 ? { cmx_3600: cmx } : {}), ...(main ? said.cdl : {}) },
    effects: statement.speed ? [speedEffect(statement.speed.framesPerSecond, rate)] : [],
    markers: main
      ? said.markers.map(
          ({ name, color, at }): Marker => ({
            schema: 'Marker',
            name,
            ...(color ? { color } : {}),
            metadata: {},
            markedRange: { startTime: rationalTime(source + at, rate), duration: rationalTime(1, rate) },
          }),
        )
      : [],
  });
}

function speedEffect(framesPerSecond: number, rate: Rational): Effect {
  const named = { name: '', metadata: {}, effectName: '' };
  return framesPerSecond === 0
    ? { schema: 'FreezeFrame', ...named, timeScalar: 0 }
    : { schema: 'LinearTimeWarp', ...named, timeScalar: framesPerSecond / nominalRate(rate) };
}

/** `AX` and `BL` are no reels: a file without one, and black. */
function reelMetadata(reel: string, whole: string | undefined): { cmx_3600?: JsonObject } {
  if (whole) return { cmx_3600: { reel: whole } };
  return reel === 'AX' || reel === 'BL' || reel === 'BARS' ? {} : { cmx_3600: { reel } };
}

function mediaOf(reel: string, name: string, url: string | undefined, dropFrame: boolean): MediaReference {
  const metadata: JsonObject = dropFrame ? { second_unit: { drop_frame: true } } : {};
  if (reel === 'BL' || reel === 'BARS') {
    const generatorKind = reel === 'BL' ? 'black' : 'SMPTEBars';
    return { schema: 'GeneratorReference', name, metadata, generatorKind, parameters: {} };
  }
  return url === undefined
    ? { schema: 'MissingReference', name, metadata }
    : { schema: 'ExternalReference', name, metadata, targetUrl: url };
}
