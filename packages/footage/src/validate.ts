import { Fault } from '@second-unit/evidence';
import { CAMERA_MOVEMENTS, SHOT_SIZES } from '@second-unit/timeline';
import type { LogSubtitle, PictureFault, Scale, ShotLog, TransitionIn } from './shot-log.ts';

type Fields = Readonly<Record<string, unknown>>;

function wrong(place: string, what: string): Fault {
  return new Fault('input', `This is not a shot log that can be read: ${place} ${what}.`, { place });
}

function fields(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'should be an object');
  return value as Fields;
}

function list(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(place, 'should be a list');
  return value;
}

function text(value: unknown, place: string): void {
  if (typeof value !== 'string') throw wrong(place, 'should be text');
}

function number(
  value: unknown,
  place: string,
  low = Number.NEGATIVE_INFINITY,
  high = Number.POSITIVE_INFINITY,
): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(place, 'should be a number');
  if (value < low || value > high) throw wrong(place, `should lie between ${low} and ${high}, not at ${value}`);
  return value;
}

function frame(value: unknown, place: string, low = 0): number {
  const checked = number(value, place, low);
  if (!Number.isInteger(checked)) throw wrong(place, 'should be a whole number of frames');
  return checked;
}

function colour(value: unknown, place: string): void {
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/.test(value)) throw wrong(place, 'should be a colour like #1a2b3c');
}

function ratio(value: unknown, place: string): void {
  const { num, den } = fields(value, place);
  frame(num, `${place}.num`);
  frame(den, `${place}.den`, 1);
}

const TRANSITIONS: ReadonlySet<unknown> = new Set<TransitionIn['type']>(['cut', 'dissolve', 'fade', 'wipe', 'none']);

function transition(value: unknown, place: string): void {
  const { type, startFrame, endFrame } = fields(value, place);
  if (!TRANSITIONS.has(type)) throw wrong(`${place}.type`, `should be one of ${[...TRANSITIONS].join(', ')}`);
  frame(endFrame, `${place}.endFrame`, frame(startFrame, `${place}.startFrame`));
}

function oneOf(value: unknown, place: string, names: readonly unknown[]): void {
  if (!names.includes(value)) throw wrong(place, `should be one of ${names.join(', ')}`);
}

const TOLD_BY: readonly Scale['by'][] = ['faces', 'people', 'picture'];

/** What a shot may say of its camera, its size and its colour. */
function look(one: Fields, place: string): void {
  if (one.warmth !== undefined) number(one.warmth, `${place}.warmth`, -1, 1);
  if (one.camera !== undefined) {
    const { movement, confidence, shake, ...speeds } = fields(one.camera, `${place}.camera`);
    oneOf(movement, `${place}.camera.movement`, CAMERA_MOVEMENTS);
    number(confidence, `${place}.camera.confidence`, 0, 1);
    number(shake, `${place}.camera.shake`, 0);
    for (const name of ['pan', 'tilt', 'zoom', 'roll'] as const) number(speeds[name], `${place}.camera.${name}`);
  }
  if (one.scale !== undefined) {
    const { size, confidence, by } = fields(one.scale, `${place}.scale`);
    oneOf(size, `${place}.scale.size`, SHOT_SIZES);
    number(confidence, `${place}.scale.confidence`, 0, 1);
    oneOf(by, `${place}.scale.by`, TOLD_BY);
  }
}

/** Scenes hold every shot once, in order. */
function scenes(value: unknown, shots: number): void {
  let next = 0;
  for (const [index, one] of list(value, 'scenes').entries()) {
    const place = `scenes[${index}]`;
    const { index: told, firstShot, lastShot, startFrame, endFrame, confidence } = fields(one, place);
    if (told !== index) throw wrong(`${place}.index`, `should be ${index}`);
    if (firstShot !== next) throw wrong(`${place}.firstShot`, `should be ${next}`);
    number(frame(lastShot, `${place}.lastShot`, next), `${place}.lastShot`, next, shots - 1);
    frame(endFrame, `${place}.endFrame`, frame(startFrame, `${place}.startFrame`) + 1);
    number(confidence, `${place}.confidence`, 0, 1);
    next = (lastShot as number) + 1;
  }
  if (next !== shots) throw wrong('scenes', 'should hold every shot');
}

const FAULT_KINDS: readonly PictureFault['kind'][] = [
  'soft',
  'underexposed',
  'overexposed',
  'black',
  'frozen',
  'duplicate',
  'combed',
];

function faults(value: unknown): void {
  for (const [at, one] of list(value, 'faults').entries()) {
    const place = `faults[${at}]`;
    const { kind, startFrame, endFrame, confidence, every } = fields(one, place);
    oneOf(kind, `${place}.kind`, FAULT_KINDS);
    frame(endFrame, `${place}.endFrame`, frame(startFrame, `${place}.startFrame`) + 1);
    number(confidence, `${place}.confidence`, 0, 1);
    if (every !== undefined) number(every, `${place}.every`, 1);
  }
}

function shot(value: unknown, index: number, behind: number): number {
  const place = `shots[${index}]`;
  const one = fields(value, place);
  text(one.id, `${place}.id`);
  if (one.index !== index) throw wrong(`${place}.index`, `should be ${index}`);
  const startFrame = frame(one.startFrame, `${place}.startFrame`, behind);
  const endFrame = frame(one.endFrame, `${place}.endFrame`, startFrame + 1);
  number(one.start, `${place}.start`, 0);
  number(one.end, `${place}.end`, 0);
  transition(one.transitionIn, `${place}.transitionIn`);
  if (one.transitionOut !== undefined) transition(one.transitionOut, `${place}.transitionOut`);
  number(one.confidence, `${place}.confidence`, 0, 1);
  number(frame(one.keyFrame, `${place}.keyFrame`), `${place}.keyFrame`, startFrame, endFrame - 1);
  for (const [at, swatch] of list(one.palette, `${place}.palette`).entries()) {
    const inside = `${place}.palette[${at}]`;
    const { colour: shade, share } = fields(swatch, inside);
    colour(shade, `${inside}.colour`);
    number(share, `${inside}.share`, 0, 1);
  }
  number(one.brightness, `${place}.brightness`, 0, 1);
  number(one.contrast, `${place}.contrast`, 0, 0.5);
  number(one.motion, `${place}.motion`, 0, 1);
  look(one, place);
  if (one.loudness !== undefined) number(one.loudness, `${place}.loudness`);
  for (const [at, line] of list(one.lines, `${place}.lines`).entries()) frame(line, `${place}.lines[${at}]`);
  return endFrame;
}

/** Of `sound`: what was heard beside loudness, as far as it was looked for. */
function heard(sound: Fields): void {
  for (const name of ['speech', 'silence', 'music'] as const) {
    if (sound[name] === undefined) continue;
    for (const [at, one] of list(sound[name], `sound.${name}`).entries()) {
      const place = `sound.${name}[${at}]`;
      const { start, end, confidence } = fields(one, place);
      number(end, `${place}.end`, number(start, `${place}.start`, 0));
      number(confidence, `${place}.confidence`, 0, 1);
    }
  }
  for (const [at, one] of list(sound.onsets ?? [], 'sound.onsets').entries()) {
    const { time, strength } = fields(one, `sound.onsets[${at}]`);
    number(time, `sound.onsets[${at}].time`, 0);
    number(strength, `sound.onsets[${at}].strength`, 0, 1);
  }
  if (sound.tempo === undefined) return;
  const { bpm, confidence, beats } = fields(sound.tempo, 'sound.tempo');
  number(bpm, 'sound.tempo.bpm', Number.MIN_VALUE);
  number(confidence, 'sound.tempo.confidence', 0, 1);
  for (const [at, beat] of list(beats ?? [], 'sound.tempo.beats').entries())
    number(beat, `sound.tempo.beats[${at}]`, 0);
}

const LINES_FROM: readonly NonNullable<LogSubtitle['from']>[] = ['sidecar', 'embedded', 'whisper', 'endpoint'];

function media(value: unknown): void {
  const one = fields(value, 'media');
  frame(one.frames, 'media.frames');
  ratio(one.timeBase, 'media.timeBase');
  ratio(one.frameRate, 'media.frameRate');
  for (const name of ['width', 'height', 'rotation'] as const) frame(one[name], `media.${name}`);
  number(one.duration, 'media.duration', 0);
  text(one.originalPath, 'media.originalPath');
}

/**
 * A value read from JSON, as the shot log that it says it is. Throws a Fault ('input') that names the first place
 * that is wrong; a log of a later version is refused by name.
 */
export function validateShotLog(value: unknown): ShotLog {
  const log = fields(value, 'the document');
  if (log.format !== 'second-unit/log@1') {
    throw new Fault(
      'input',
      `This is not a shot log that can be read: its format is ${JSON.stringify(log.format ?? null)}, not "second-unit/log@1".`,
      { place: 'format' },
    );
  }
  media(log.media);
  let behind = 0;
  for (const [index, one] of list(log.shots, 'shots').entries()) behind = shot(one, index, behind);
  if (log.scenes !== undefined) scenes(log.scenes, (log.shots as readonly unknown[]).length);
  if (log.faults !== undefined) faults(log.faults);
  if (log.sound !== undefined) {
    const { momentary, ...measured } = fields(log.sound, 'sound');
    heard(measured);
    for (const name of ['integrated', 'truePeak', 'range', 'maxShortTerm'] as const) {
      if (measured[name] !== undefined) number(measured[name], `sound.${name}`);
    }
    const { step, values } = fields(momentary, 'sound.momentary');
    number(step, 'sound.momentary.step', Number.MIN_VALUE);
    for (const [at, one] of list(values, 'sound.momentary.values').entries()) {
      number(one, `sound.momentary.values[${at}]`);
    }
  }
  const subtitles = list(log.subtitles, 'subtitles');
  for (const [at, line] of subtitles.entries()) {
    const { startFrame, endFrame, text: said, from, words } = fields(line, `subtitles[${at}]`);
    if (from !== undefined) oneOf(from, `subtitles[${at}].from`, LINES_FROM);
    frame(endFrame, `subtitles[${at}].endFrame`, frame(startFrame, `subtitles[${at}].startFrame`));
    text(said, `subtitles[${at}].text`);
    for (const [index, word] of words === undefined ? [] : list(words, `subtitles[${at}].words`).entries()) {
      const place = `subtitles[${at}].words[${index}]`;
      const { startFrame: start, endFrame: end, text: spoken } = fields(word, place);
      frame(end, `${place}.endFrame`, frame(start, `${place}.startFrame`));
      text(spoken, `${place}.text`);
    }
  }
  for (const [index, one] of (log.shots as readonly Fields[]).entries()) {
    if ((one.lines as readonly number[]).some((line) => line >= subtitles.length)) {
      throw wrong(`shots[${index}].lines`, 'names a subtitle that is not there');
    }
  }
  for (const [at, shade] of list(log.barcode, 'barcode').entries()) colour(shade, `barcode[${at}]`);
  for (const [at, one] of list(log.damage, 'damage').entries()) {
    const { frame: where, time, message } = fields(one, `damage[${at}]`);
    frame(where, `damage[${at}].frame`);
    number(time, `damage[${at}].time`);
    text(message, `damage[${at}].message`);
  }
  return value as ShotLog;
}
