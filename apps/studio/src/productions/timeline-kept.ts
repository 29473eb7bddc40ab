import {
  add,
  type Composable,
  durationOf,
  formatTimecode,
  mainTrack,
  mediaReference,
  multiply,
  type Rational,
  type RationalTime,
  rationalTime,
  seconds,
  type Timeline,
  type Track,
  toInteger,
} from '@second-unit/timeline';
import type { KeptItem, KeptLane } from '../contract/timelines.ts';

/** Of one lane; a subtitle track of a feature has thousands. */
const MOST_ITEMS = 200;

/** The pictures and titles of a timeline that are kept for export and not shown: upper tracks, and what is no film on the lowest. */
export function keptLanes(timeline: Timeline, rate: Rational): readonly KeptLane[] {
  const main = mainTrack(timeline);
  const start = timeline.globalStartTime ?? rationalTime(0, rate);
  const titles = main ? itemsOf(main, rate, start, isMade) : [];
  const above = timeline.tracks.children.filter(
    (one): one is Track => one.schema === 'Track' && one.kind === 'Video' && one !== main,
  );
  return [
    ...(titles.length > 0 ? [lane('titles', main?.name ?? '', titles)] : []),
    ...above.flatMap((track) => {
      const items = itemsOf(track, rate, start, ({ schema }) => schema === 'Clip' || schema === 'Stack');
      return items.length > 0 ? [lane('track', track.name, items)] : [];
    }),
  ];
}

/** What of these a render leaves out, in a sentence; undefined where there is nothing. */
export function notRendered(lanes: readonly KeptLane[]): string | undefined {
  const tracks = lanes.filter(({ kind }) => kind === 'track').length;
  const titles = lanes.filter(({ kind }) => kind === 'titles').reduce((sum, { count }) => sum + count, 0);
  if (tracks + titles === 0) return undefined;
  const named = (count: number, one: string): string[] =>
    count === 0 ? [] : [`${count} ${one}${count === 1 ? '' : 's'}`];
  const all = [...named(tracks, 'upper track'), ...named(titles, 'title')].join(' and ');
  const are = tracks + titles === 1 ? 'is' : 'are';
  return `${all} of the timeline that it came in as ${are} not in the picture; an export carries them.`;
}

const lane = (kind: KeptLane['kind'], name: string, items: readonly KeptItem[]): KeptLane => {
  return { kind, name, items: items.slice(0, MOST_ITEMS), count: items.length };
};

/** Is it a title, a colour, or a sequence in the sequence: no film of its own? */
function isMade(one: Composable): boolean {
  return one.schema === 'Stack' || (one.schema === 'Clip' && mediaReference(one)?.schema === 'GeneratorReference');
}

function itemsOf(
  { children }: Track,
  rate: Rational,
  start: RationalTime,
  wanted: (one: Composable) => boolean,
): KeptItem[] {
  const items: KeptItem[] = [];
  let now = seconds(start);
  for (const one of children) {
    const duration = durationOf(one);
    if (!duration) continue;
    const from = now;
    now = add(now, duration);
    if (!wanted(one)) continue;
    items.push({ name: nameOf(one), from: timecode(from, rate), to: timecode(now, rate) });
  }
  return items;
}

function nameOf(one: Composable): string {
  if (one.schema !== 'Clip') return one.schema === 'Stack' ? one.name : '';
  const media = mediaReference(one);
  const words = media?.schema === 'GeneratorReference' ? media.parameters.text : undefined;
  return typeof words === 'string' && words !== '' ? words : one.name;
}

/** @param at exact seconds */
function timecode(at: Rational, rate: Rational): string {
  const frame = toInteger(multiply(at, rate), 'round');
  try {
    return formatTimecode(frame, rate);
  } catch {
    return `${((frame * rate.den) / rate.num).toFixed(3)} s`;
  }
}
