import type { CameraMovement, ShotSize } from '@second-unit/timeline';
import { labOfHex } from '../detectors/oklab.ts';
import type { PictureFault, TransitionIn } from '../shot-log.ts';
import type { Candidate, Look, ShotReason } from './searchable.ts';

/** LU by which a shot lies under, or over, its film's loudness to be called quiet, or loud. */
const QUIET = -8;
const LOUD = 4;
/** Mean luma up to which a picture is dark, and from which it is bright. */
const DARK = 0.2;
const BRIGHT = 0.55;
/** Share of the picture that a colour covers at least to be found by its name. */
const LEAST_SHARE = 0.12;
/** Seconds. */
const SHORT = 1.5;
const LONG = 10;

const size =
  (...sizes: ShotSize[]): Look =>
  ({ shot: { scale } }) =>
    scale && sizes.includes(scale.size)
      ? { by: 'scale', because: scale.size, confidence: scale.confidence }
      : undefined;

const camera =
  (...movements: CameraMovement[]): Look =>
  ({ shot: { camera: moved } }) =>
    moved && movements.includes(moved.movement)
      ? { by: 'camera', because: moved.movement, confidence: moved.confidence }
      : undefined;

const because = (by: ShotReason['by'], what: string, confidence: number): Omit<ShotReason, 'term'> => ({
  by,
  because: what,
  confidence,
});

const quiet: Look = ({ shot, film }) => {
  const { loudness } = shot;
  if (!film.log.sound) return undefined;
  if (loudness === undefined) return because('sound', 'silent', 1);
  const all = film.log.sound.integrated ?? loudness;
  return loudness - all <= QUIET ? because('sound', `${loudness.toFixed(0)} LUFS`, 0.9) : undefined;
};

const loud: Look = ({ shot: { loudness }, film }) => {
  const all = film.log.sound?.integrated;
  if (loudness === undefined || all === undefined) return undefined;
  return loudness - all >= LOUD ? because('sound', `${loudness.toFixed(0)} LUFS`, 0.9) : undefined;
};

const silent: Look = ({ shot: { loudness }, film }) =>
  film.log.sound && (loudness === undefined || loudness < -60) ? because('sound', 'silent', 1) : undefined;

/** Share of a shot that stretches of sound cover. */
function covered({ shot, film }: Candidate, kind: 'speech' | 'music'): number | undefined {
  const stretches = film.log.sound?.[kind];
  if (!stretches) return undefined;
  let seconds = 0;
  for (const { start, end } of stretches) {
    seconds += Math.max(0, Math.min(end, shot.end) - Math.max(start, shot.start));
  }
  return shot.end > shot.start ? seconds / (shot.end - shot.start) : 0;
}

const speech: Look = (candidate) => {
  const { shot, film } = candidate;
  const line = shot.lines[0];
  if (line !== undefined) return because('dialogue', film.log.subtitles[line]?.text ?? '', 1);
  const share = covered(candidate, 'speech') ?? 0;
  return share > 0.1 ? because('sound', 'speech', Math.min(0.9, 0.4 + share)) : undefined;
};

const music: Look = (candidate) => {
  const share = covered(candidate, 'music') ?? 0;
  return share > 0.3 ? because('sound', 'music', Math.min(0.8, share)) : undefined;
};

const dark: Look = ({ shot: { brightness } }) =>
  brightness <= DARK ? because('picture', `brightness ${brightness.toFixed(2)}`, 1) : undefined;
const bright: Look = ({ shot: { brightness } }) =>
  brightness >= BRIGHT ? because('picture', `brightness ${brightness.toFixed(2)}`, 1) : undefined;
const warm: Look = ({ shot: { warmth } }) =>
  warmth !== undefined && warmth > 0.08 ? because('colour', `warmth ${warmth.toFixed(2)}`, 0.9) : undefined;
const cool: Look = ({ shot: { warmth } }) =>
  warmth !== undefined && warmth < -0.08 ? because('colour', `warmth ${warmth.toFixed(2)}`, 0.9) : undefined;

/** A time of day, by the heading of the scene in the script; without a script a dark picture may be night. */
function time(words: RegExp, guess?: Look): Look {
  return (candidate) => {
    for (const { heading, confidence } of candidate.scenes) {
      const at = timeOf(heading);
      if (at !== undefined) return words.test(at) ? because('script', heading, confidence) : undefined;
    }
    const seen = guess?.(candidate);
    return seen && { ...seen, confidence: Math.min(seen.confidence, 0.4) };
  };
}

/** What stands behind a heading's last dash. */
function timeOf(heading: string): string | undefined {
  return /[-–—]\s*([^-–—]+?)\s*(?:#.*)?$/u.exec(heading)?.[1]?.toLowerCase();
}

const place =
  (words: RegExp): Look =>
  ({ scenes }) => {
    const found = scenes.find(({ heading }) => words.test(heading));
    return found && because('script', found.heading, found.confidence);
  };

const transition =
  (type: TransitionIn['type']): Look =>
  ({ shot }) =>
    shot.transitionIn.type === type || shot.transitionOut?.type === type
      ? because('transition', type, shot.confidence)
      : undefined;

const fault =
  (...kinds: PictureFault['kind'][]): Look =>
  ({ shot, film }) => {
    const found = film.log.faults?.find(
      (one) => kinds.includes(one.kind) && one.startFrame < shot.endFrame && one.endFrame > shot.startFrame,
    );
    return found && because('fault', found.kind, found.confidence);
  };

const length =
  (holds: (seconds: number) => boolean): Look =>
  ({ shot }) =>
    holds(shot.end - shot.start) ? because('length', `${(shot.end - shot.start).toFixed(1)} s`, 1) : undefined;

interface Tone {
  /** Lightness, chroma, and hue in degrees, of OKLCH. */
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

const GREYISH = 0.035;

/** Names of colours by where they lie in OKLCH; bounds from the CSS colours of the same names. */
const COLOURS: Readonly<Record<string, (tone: Tone) => boolean>> = {
  red: ({ l, c, h }) => c > 0.08 && l < 0.75 && (h < 38 || h > 352),
  orange: ({ l, c, h }) => c > 0.07 && l > 0.5 && h >= 38 && h < 80,
  brown: ({ l, c, h }) => c > GREYISH && l <= 0.5 && h >= 30 && h < 95,
  yellow: ({ l, c, h }) => c > 0.07 && l > 0.5 && h >= 80 && h < 118,
  green: ({ c, h }) => c > 0.04 && h >= 118 && h < 172,
  teal: ({ c, h }) => c > GREYISH && h >= 172 && h < 225,
  blue: ({ c, h }) => c > 0.04 && h >= 225 && h < 290,
  purple: ({ c, h }) => c > 0.04 && h >= 290 && h < 330,
  pink: ({ l, c, h }) => c > 0.04 && l > 0.55 && (h >= 330 || h < 20),
  black: ({ l, c }) => l < 0.2 && c < 0.05,
  white: ({ l, c }) => l > 0.9 && c < GREYISH,
  grey: ({ l, c }) => l >= 0.2 && l <= 0.9 && c < 0.02,
};

const colour =
  (name: string): Look =>
  ({ shot: { palette } }) => {
    const is = COLOURS[name]!;
    let share = 0;
    let shown = '';
    for (const swatch of palette) {
      const [l, a, b] = labOfHex(swatch.colour);
      if (!is({ l, c: Math.hypot(a, b), h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 })) continue;
      if (shown === '') shown = swatch.colour;
      share += swatch.share;
    }
    if (share < LEAST_SHARE) return undefined;
    return because('colour', `${shown}, ${Math.round(share * 100)} % of the picture`, Math.min(1, 0.5 + share));
  };

// Not \b, which knows no letters but the English.
const NIGHT = /(?<!\p{L})(?:night|midnight|nuit|nacht|noche|notte|yö|ночь)(?!\p{L})|夜/iu;
const DAY =
  /(?<!\p{L})(?:day|morning|noon|afternoon|jour|matin|tag|morgen|día|giorno|päivä|день|утро)(?!\p{L})|[昼朝]/iu;
const INSIDE = /(?<!\p{L})(?:INT|I\/E|INTÉRIEUR|INNEN|ИНТ|SIS)(?!\p{L})|内/iu;
const OUTSIDE = /(?<!\p{L})(?:EXT|I\/E|EXTÉRIEUR|AUSSEN|AUẞEN|НАТ|ЭКСТ|ULK)(?!\p{L})|外/iu;

/** Words and phrases that say something of a shot that can be looked up, in small letters, hyphens as spaces. */
const PHRASES: readonly (readonly [Look, ...string[]])[] = [
  [size('extreme close-up'), 'extreme close up', 'extreme closeup', 'ecu', 'xcu'],
  [size('medium close-up'), 'medium close up', 'medium closeup', 'mcu'],
  [size('close-up', 'extreme close-up', 'medium close-up'), 'close up', 'closeup', 'cu', 'close'],
  [size('medium'), 'medium shot', 'medium', 'ms', 'mid shot', 'mid'],
  [size('medium wide'), 'medium wide', 'cowboy', 'american shot', 'mws'],
  [size('full'), 'full shot', 'full', 'full figure', 'fs'],
  [size('wide', 'extreme wide'), 'wide', 'wide shot', 'long shot', 'ws', 'ls', 'establishing'],
  [size('extreme wide'), 'extreme wide', 'extreme long shot', 'ews', 'els'],
  [camera('static'), 'static', 'still', 'locked off', 'locked', 'tripod'],
  [camera('pan'), 'pan', 'panning', 'pans'],
  [camera('tilt'), 'tilt', 'tilting', 'tilts'],
  [camera('push'), 'push', 'push in', 'pushing', 'dolly in', 'zoom in', 'track in'],
  [camera('pull'), 'pull', 'pull out', 'pull back', 'pulling', 'dolly out', 'zoom out', 'track out'],
  [camera('push', 'pull'), 'zoom', 'dolly'],
  [camera('roll'), 'roll', 'rolling', 'canted'],
  [camera('handheld'), 'handheld', 'hand held', 'shaky'],
  [camera('pan', 'tilt', 'push', 'pull', 'roll', 'handheld'), 'moving', 'moving camera', 'camera moves'],
  [quiet, 'quiet'],
  [loud, 'loud'],
  [silent, 'silent', 'silence'],
  [speech, 'speech', 'dialogue', 'dialog', 'talking', 'speaking'],
  [music, 'music'],
  [time(NIGHT, dark), 'night', 'at night'],
  [time(DAY, bright), 'day', 'daytime', 'by day'],
  [time(/dawn|sunrise|aube|morgendämmerung|рассвет/u), 'dawn', 'sunrise'],
  [time(/dusk|sunset|evening|soir|abend|вечер/u), 'dusk', 'sunset', 'evening'],
  [place(INSIDE), 'interior', 'int', 'inside', 'indoors'],
  [place(OUTSIDE), 'exterior', 'ext', 'outside', 'outdoors'],
  [dark, 'dark'],
  [bright, 'bright'],
  [warm, 'warm'],
  [cool, 'cool', 'cold'],
  [transition('dissolve'), 'dissolve', 'dissolves'],
  [transition('fade'), 'fade', 'fades'],
  [transition('wipe'), 'wipe', 'wipes'],
  [fault('soft'), 'soft', 'out of focus', 'soft focus'],
  [fault('underexposed'), 'underexposed'],
  [fault('overexposed'), 'overexposed', 'blown out'],
  [fault('combed'), 'combed', 'combing', 'interlaced'],
  [fault('frozen', 'duplicate'), 'frozen', 'freeze', 'duplicate frames'],
  [length((seconds) => seconds <= SHORT), 'short'],
  [length((seconds) => seconds >= LONG), 'long', 'long take'],
  ...Object.keys(COLOURS).map((name): readonly [Look, string] => [colour(name), name]),
  [colour('grey'), 'gray'],
  [colour('teal'), 'cyan', 'turquoise'],
  [colour('purple'), 'violet', 'magenta'],
];

/** What can be looked up, by its words. */
export const VOCABULARY: ReadonlyMap<string, Look> = new Map(
  PHRASES.flatMap(([look, ...phrases]) => phrases.map((phrase) => [phrase, look] as const)),
);

/** Words of the longest phrase. */
export const LONGEST_PHRASE = Math.max(...[...VOCABULARY.keys()].map((phrase) => phrase.split(' ').length));

/** `longer than 5 s`, `under 2 seconds`, as said by a person. */
export function lengthLook(more: boolean, seconds: number): Look {
  return length(more ? (shown) => shown >= seconds : (shown) => shown <= seconds);
}
