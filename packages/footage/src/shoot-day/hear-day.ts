import { soundSamples } from '@second-unit/media';
import type { Clap, ShootClip, Sync } from './shoot-day.ts';
import { findClaps, onsetEnvelope, SYNC_RATE } from './sound-marks.ts';
import { syncByTimecode } from './sync-timecode.ts';
import { type CoarseSync, coarseSync, fineSync, type WaveformSync } from './sync-waveform.ts';

/** Longer recordings are not compared by sound: their timecode has to do. */
const LONGEST_SECONDS = 4 * 3600;
/** How far jammed clocks may have run apart, seconds. */
const TIMECODE_REACH = 0.6;
/** Recordings whose samples are compared with a picture's, of all whose envelopes are. */
const COMPARED = 5;
/** Samples kept, of four bytes: some hours at `SYNC_RATE`. */
const MOST_KEPT = 40_000_000;
/** What must be reached for a sync to be taken. */
const LEAST = 0.35;
/** From here on a fit by sound is no chance. */
const SURE = 0.8;
/** Height of the correlation of envelopes below which nothing fits. */
const LEAST_HEIGHT = 0.15;
/** The most that timecode is believed which the sound refutes: less than what is known. */
const REFUTED = 0.5;
const KNOWN = 0.6;
/** With less in common, that nothing fits says nothing. */
const LEAST_COMMON_SECONDS = 3;
/** A word sets in with more; noise of one loudness never does. */
const ONSET_DECIBELS = 6;
const LEAST_ONSETS = 5;
/** Clocks of camera and recorder are seldom set alike; two hours apart is another set-up. */
const NEAR_SECONDS = 2 * 3600;

/** Reads sound to be compared; keeps the last few, because one recording goes with several cameras. */
class Listener {
  readonly #signal: AbortSignal | undefined;
  readonly #samples = new Map<string, Float32Array>();
  readonly #envelopes = new Map<string, Float32Array>();
  readonly claps = new Map<string, readonly Clap[]>();
  readonly unheard = new Set<string>();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  async samples(clip: ShootClip): Promise<Float32Array> {
    const known = this.#samples.get(clip.id);
    if (known !== undefined) return known;
    const parts: Float32Array[] = [];
    try {
      for await (const { samples } of soundSamples(clip.originalPath, {
        sampleRate: SYNC_RATE,
        signal: this.#signal,
      })) {
        parts.push(samples);
      }
    } catch (thrown) {
      if (this.#signal?.aborted) throw thrown;
      // Damaged behind its header: what was heard so far is compared.
      this.unheard.add(clip.id);
    }
    const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    this.#samples.set(clip.id, all);
    let kept = 0;
    for (const { length } of this.#samples.values()) kept += length;
    for (const [id, { length }] of this.#samples) {
      if (kept <= MOST_KEPT || this.#samples.size <= 2) break;
      this.#samples.delete(id);
      kept -= length;
    }
    return all;
  }

  async envelope(clip: ShootClip): Promise<Float32Array> {
    const known = this.#envelopes.get(clip.id);
    if (known !== undefined) return known;
    const samples = await this.samples(clip);
    const envelope = onsetEnvelope(samples);
    this.#envelopes.set(clip.id, envelope);
    this.claps.set(clip.id, findClaps(samples));
    return envelope;
  }
}

const frames = (clip: ShootClip, seconds: number): string => {
  const rate = clip.info?.frameRate;
  return rate ? `${((seconds * rate.num) / rate.den).toFixed(1)} frames` : `${(seconds * 1000).toFixed(0)} ms`;
};

/** Has it words, steps or a clap to be known by? Silence, hum and wind of one loudness refute nothing. */
function isUsable(envelope: Float32Array): boolean {
  let onsets = 0;
  for (const rise of envelope) if (rise > ONSET_DECIBELS) onsets += 1;
  return onsets >= LEAST_ONSETS;
}

function commonSeconds(picture: ShootClip, sound: ShootClip, offset: number): number {
  return Math.min(picture.seconds ?? 0, offset + (sound.seconds ?? 0)) - Math.max(0, offset);
}

/** What timecode says, checked by the sound itself where both have some: made exact, or refuted. */
async function checkedBySound(
  sync: Sync,
  picture: ShootClip,
  sound: ShootClip,
  listener: Listener,
): Promise<{ readonly sync: Sync; readonly isRefuted: boolean }> {
  if (picture.sound === undefined) return { sync, isRefuted: false };
  const [seen, heard] = [await listener.envelope(picture), await listener.envelope(sound)];
  const within: [number, number] = [sync.offset - TIMECODE_REACH, sync.offset + TIMECODE_REACH];
  const near = coarseSync(seen, heard, { within });
  const fine =
    near === undefined || near.height < LEAST_HEIGHT
      ? undefined
      : fineSync(await listener.samples(picture), await listener.samples(sound), near);
  const fits = fine !== undefined && fine.confidence >= LEAST;
  const canRefute =
    isUsable(seen) && isUsable(heard) && commonSeconds(picture, sound, sync.offset) >= LEAST_COMMON_SECONDS;
  if (canRefute && (!fits || (fine.confidence < SURE && (await fitsElsewhere(sync, picture, sound, listener))))) {
    const reason = `${sync.reason.replace(/\.$/, '')}; but the sound of the two does not fit there.`;
    return { sync: { ...sync, confidence: Math.min(REFUTED, sync.confidence), reason }, isRefuted: true };
  }
  if (!fits) return { sync, isRefuted: false };
  const off = fine.offset - sync.offset;
  const checked = {
    ...sync,
    offset: fine.offset,
    confidence: Math.max(sync.confidence, 0.97),
    reason: `${sync.reason.replace(/\.$/, '')}; the sound itself lies ${frames(picture, Math.abs(off))} ${off < 0 ? 'earlier' : 'later'}.`,
    ...(fine.drift === undefined ? {} : { drift: fine.drift }),
  };
  return { sync: checked, isRefuted: false };
}

/** Does the sound fit surely, and not where timecode says? What fits there a little then fits by chance. */
async function fitsElsewhere(sync: Sync, picture: ShootClip, sound: ShootClip, listener: Listener): Promise<boolean> {
  const coarse = coarseSync(await listener.envelope(picture), await listener.envelope(sound));
  if (coarse === undefined) return false;
  const { offset, confidence } = fineSync(await listener.samples(picture), await listener.samples(sound), coarse);
  return confidence > SURE && Math.abs(offset - sync.offset) > TIMECODE_REACH;
}

function mayBelong(picture: ShootClip, sound: ShootClip): boolean {
  if (picture.created === undefined || sound.created === undefined) return true;
  const apart = Math.abs(Date.parse(picture.created) - Date.parse(sound.created)) / 1000;
  // A whole number of hours apart is a time zone, not another time of day.
  const zone = Math.abs(apart - Math.round(apart / 3600) * 3600);
  return apart <= NEAR_SECONDS || (apart <= 14 * 3600 && zone <= 1800 + (sound.seconds ?? 0));
}

/**
 * The recording that fits a picture best by its sound.
 * @param named ids of recordings that timecode named, whatever the clocks of their files say
 */
async function foundBySound(
  picture: ShootClip,
  sounds: readonly ShootClip[],
  named: ReadonlySet<string>,
  listener: Listener,
): Promise<Sync | undefined> {
  const envelope = await listener.envelope(picture);
  const rough: { sound: ShootClip; coarse: CoarseSync }[] = [];
  for (const sound of sounds) {
    if (!named.has(sound.id) && !mayBelong(picture, sound)) continue;
    const coarse = coarseSync(envelope, await listener.envelope(sound));
    if (coarse !== undefined) rough.push({ sound, coarse });
  }
  rough.sort((a, b) => b.coarse.confidence - a.coarse.confidence || b.coarse.height - a.coarse.height);
  const samples = await listener.samples(picture);
  const fine: { sound: ShootClip; found: WaveformSync }[] = [];
  for (const { sound, coarse } of rough.slice(0, COMPARED)) {
    fine.push({ sound, found: fineSync(samples, await listener.samples(sound), coarse) });
    // Surely found: the others need not be read again.
    if (fine.at(-1)?.found.confidence === 0.99) break;
  }
  fine.sort((a, b) => b.found.confidence - a.found.confidence);
  const [best, next] = fine;
  if (best !== undefined) {
    const { sound, found } = best;
    // Another recording that fits nearly as well takes from the confidence.
    const confidence = found.confidence * ((next?.found.confidence ?? 0) > 0.8 * found.confidence ? 0.7 : 1);
    if (confidence >= LEAST) {
      return {
        sound: sound.id,
        picture: picture.id,
        offset: found.offset,
        by: 'waveform',
        confidence,
        reason: `Its sound fits best of ${sounds.length}, ${found.ratio.toFixed(1)} times as well there as anywhere else.`,
        ...(found.drift === undefined ? {} : { drift: found.drift }),
      };
    }
  }
  return foundByClap(picture, sounds, listener);
}

/** One clap in each, and recorded at about the same time: weak, but better than nothing. */
function foundByClap(picture: ShootClip, sounds: readonly ShootClip[], listener: Listener): Sync | undefined {
  const sure = (clip: ShootClip): Clap | undefined => {
    const claps = (listener.claps.get(clip.id) ?? []).filter(({ confidence }) => confidence > 0.6);
    return claps.length === 1 ? claps[0] : undefined;
  };
  const mine = sure(picture);
  if (mine === undefined || picture.created === undefined) return undefined;
  const near = sounds.filter((sound) => {
    if (sound.created === undefined || sure(sound) === undefined) return false;
    const apart = Date.parse(sound.created) - Date.parse(picture.created as string);
    return Math.abs(apart) < 90_000 && Math.abs((sound.seconds ?? 0) - (picture.seconds ?? 0)) < 90;
  });
  const [only] = near;
  const other = only && sure(only);
  if (near.length !== 1 || only === undefined || other === undefined) return undefined;
  return {
    sound: only.id,
    picture: picture.id,
    offset: mine.time - other.time,
    by: 'clap',
    confidence: 0.45,
    reason: `Each has one clap (${mine.time.toFixed(2)} s and ${other.time.toFixed(2)} s), and they were recorded at about the same time.`,
  };
}

/** Longer ones would keep a person waiting. */
const LONGEST_PAIR_SECONDS = 3600;

/**
 * Where a recording lies to a picture by their sound alone, for a person who says that they go together. Undefined where
 * the sound does not tell, or where one of them is longer than an hour.
 */
export async function hearPair(
  picture: ShootClip,
  sound: ShootClip,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Sync | undefined> {
  const isLong = Math.max(picture.seconds ?? 0, sound.seconds ?? 0) > LONGEST_PAIR_SECONDS;
  if (isLong || picture.kind !== 'picture' || sound.kind !== 'sound' || picture.sound === undefined) return undefined;
  return foundBySound(picture, [sound], new Set([sound.id]), new Listener(signal));
}

export interface HearOptions {
  readonly signal?: AbortSignal | undefined;
  /** Compare sound itself; else only timecode is looked at. */
  readonly listen: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Dual-system sound: which recording goes with which picture, and how. Timecode first, checked by the sound where both
 * have some; what timecode leaves, and what the sound refutes, by the sound alone.
 *
 * @param cameraOf the camera of each picture's id
 * @returns the syncs, and clips with the claps that were heard in them
 */
export async function hearDay(
  clips: readonly ShootClip[],
  cameraOf: ReadonlyMap<string, string>,
  { signal, listen, onProgress }: HearOptions,
): Promise<{ syncs: Sync[]; clips: ShootClip[] }> {
  const byId = new Map(clips.map((clip) => [clip.id, clip]));
  const sounds = clips.filter(({ kind }) => kind === 'sound');
  const pictures = clips.filter(({ kind }) => kind === 'picture');
  const told = syncByTimecode(pictures, sounds, cameraOf);
  if (!listen) return { syncs: told, clips: [...clips] };
  const listener = new Listener(signal);
  const short = (clip: ShootClip): boolean => (clip.seconds ?? 0) <= LONGEST_SECONDS;
  const heardable = sounds.filter(short);
  const syncs: Sync[] = [];
  const byPicture = Map.groupBy(told, ({ picture }) => picture);
  for (const [index, picture] of pictures.entries()) {
    onProgress?.(index, pictures.length);
    const timed = byPicture.get(picture.id) ?? [];
    const checked: Sync[] = [];
    const refuted = new Set<string>();
    for (const sync of timed) {
      const sound = byId.get(sync.sound) as ShootClip;
      const can = short(picture) && short(sound);
      const told = can ? await checkedBySound(sync, picture, sound, listener) : { sync, isRefuted: false };
      checked.push(told.sync);
      if (told.isRefuted) refuted.add(sound.id);
    }
    const isKnown = checked.some(({ confidence }) => confidence >= KNOWN);
    // A second recorder whose clock is off is looked for too.
    const looked = isKnown ? heardable.filter(({ id }) => refuted.has(id)) : heardable;
    const canLook = looked.length > 0 && picture.sound !== undefined && short(picture);
    const found = canLook ? await foundBySound(picture, looked, refuted, listener) : undefined;
    const rival = checked.find(({ sound }) => sound === found?.sound);
    // Of one pair there is one answer: the surer.
    if (found !== undefined && (rival === undefined || found.confidence >= rival.confidence)) {
      syncs.push(...checked.filter((sync) => sync !== rival), found);
    } else syncs.push(...checked);
  }
  onProgress?.(pictures.length, pictures.length);
  const marked = clips.map((clip) => {
    const claps = listener.claps.get(clip.id);
    return claps === undefined || claps.length === 0 ? clip : { ...clip, claps };
  });
  return { syncs, clips: marked };
}
