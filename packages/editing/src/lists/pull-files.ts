import { Fault } from '@second-unit/evidence';
import { csvOf } from '@second-unit/footage';
import { mediaClip } from '@second-unit/footage/interchange';
import type { MediaInfo } from '@second-unit/media';
import {
  compare,
  parseTimecode,
  type Rational,
  rationalTime,
  type Timeline,
  timeline,
  track,
  writeEdl,
} from '@second-unit/timeline';
import type { Pull } from './pull-list.ts';
import { rateText, timecodes } from './source-timecode.ts';

const COLUMNS = [
  'pull',
  'reel',
  'file',
  'source in',
  'source out',
  'frames',
  'rate',
  'head handle',
  'tail handle',
  'first frame',
  'end frame',
  'events',
  'shots',
  'notes',
  'path',
] as const;

/** A pull list as a table, RFC 4180 with a heading row. Source out and end frame are exclusive. */
export function pullCsv(pulls: readonly Pull[], { handles }: { readonly handles: number }): string {
  const rows = pulls.map((pull) => {
    const range = pull.clip.sourceRange!;
    const [first, end] = timecodes(range, pull.dropFrame);
    return [
      pull.number,
      pull.reel ?? '',
      pull.fileName,
      first,
      end,
      range.duration.value,
      rateText(pull.rate),
      pull.headHandle,
      pull.tailHandle,
      pull.inFrame,
      pull.outFrame,
      pull.uses.map(({ event }) => event).join(' '),
      [...new Set(pull.uses.map(({ shot }) => shot))].join(' '),
      notesOf(pull, handles).join('; '),
      pull.path,
    ];
  });
  return csvOf([COLUMNS, ...rows]);
}

/** What whoever pulls must know that the figures do not say by themselves. */
function notesOf({ uses, headHandle, tailHandle, clip }: Pull, handles: number): string[] {
  const media = Object.values(clip.mediaReferences)[0];
  const facts = media && media.schema !== 'UnknownSchema' ? media.metadata.second_unit : undefined;
  const own = typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? facts : {};
  return [
    ...(uses.length > 1 ? [`one pull for events ${uses.map(({ event }) => event).join(', ')}`] : []),
    ...(headHandle < handles ? [`the media begins ${headHandle} frames before the first that is used`] : []),
    ...(tailHandle < handles ? [`the media ends ${tailHandle} frames behind the last that is used`] : []),
    ...('start_timecode' in own ? [] : ['no timecode in the file: counted from its first frame']),
    ...('variable_frame_rate' in own ? ['the rate of the file varies: counted on an even grid'] : []),
  ];
}

/**
 * A pull list as CMX3600 edit decision lists, one for each frame rate among the sources, as the format holds one rate: the
 * pulls of that rate one behind the other from 01:00:00:00, picture and sound, with reel, file and source timecode.
 * A mixture of drop-frame and other sources of a rate is counted as the first of them.
 * @param media by the ids of the cut
 */
export function pullEdls(
  pulls: readonly Pull[],
  media: Readonly<Record<string, MediaInfo>>,
  title: string,
): readonly { readonly rate: Rational; readonly edl: string }[] {
  const rates: Rational[] = [];
  for (const { rate } of pulls) if (!rates.some((one) => compare(one, rate) === 0)) rates.push(rate);
  if (rates.length === 0) throw new Fault('input', 'The cut has no shots, so there is nothing to pull.');
  return rates.map((rate) => {
    const those = pulls.filter((pull) => compare(pull.rate, rate) === 0);
    return { rate, edl: writeEdl(pullTimeline(those, media, rate, title)) };
  });
}

function pullTimeline(
  pulls: readonly Pull[],
  media: Readonly<Record<string, MediaInfo>>,
  rate: Rational,
  title: string,
): Timeline {
  const named = pulls.map((pull) => ({
    ...pull.clip,
    metadata: {
      ...pull.clip.metadata,
      cmx_3600: {
        ...(pull.reel === undefined ? {} : { reel: pull.reel }),
        comments: [
          `* PULL ${pull.number}, ${pull.headHandle} + ${pull.tailHandle} HANDLES, FOR EVENTS ${pull.uses.map(({ event }) => event).join(' ')}`,
        ],
      },
    },
  }));
  const sound = pulls.map((pull) => {
    const info = media[pull.media];
    return info?.audio ? mediaClip(info, pull, { name: pull.clip.name, rate, media: pull.media }) : silence(pull);
  });
  // The list is counted as its first source is; in drop-frame the hour has fewer frames.
  const hour = parseTimecode(pulls[0]?.dropFrame ? '01:00:00;00' : '01:00:00:00', rate);
  const hasSound = sound.some(({ schema }) => schema === 'Clip');
  return timeline(title, [track('Video', 'V1', named), ...(hasSound ? [track('Audio', 'A1', sound)] : [])], {
    globalStartTime: rationalTime(hour, rate),
  });
}

function silence({ clip }: Pull) {
  const { sourceRange } = clip;
  return {
    schema: 'Gap',
    name: '',
    metadata: {},
    effects: [],
    markers: [],
    enabled: true,
    ...(sourceRange ? { sourceRange: { ...sourceRange, startTime: { ...sourceRange.startTime, value: 0 } } } : {}),
  } as const;
}
