import type { CameraGroup, ShootClip, ShootDay } from '@second-unit/footage/shoot-day';
import type { AskedCorrection } from '@second-unit/studio/contract';
import { binsMessages } from './messages.ts';

const words = binsMessages.drops;
const baseName = (path: string): string => path.split('/').at(-1) ?? path;

/** A recording or a proxy that hangs on a clip. */
export type Attached =
  | { readonly kind: 'sound'; readonly sound: string; readonly picture: string }
  | { readonly kind: 'proxy'; readonly proxy: string; readonly original: string };

/** What is in the hand: clips, or what is taken off one. */
export type InHand = { readonly clips: readonly string[] } | { readonly attached: Attached };

/** What letting go says, in words before (`name`) and after (`done`). */
export interface Drop {
  readonly correction: AskedCorrection;
  readonly name: string;
  /** Of the day as it is then. */
  readonly done: string | ((kept: Pick<ShootDay, 'syncs'>) => string);
}

type Clips = ReadonlyMap<string, ShootClip>;

/**
 * Seconds from a picture's first frame to where a recording begins, as far as anything tells: what was heard or said
 * before, else timecode, else 0.
 */
export function likelyOffset(day: Pick<ShootDay, 'syncs'>, sound: ShootClip, picture: ShootClip): number {
  const known = day.syncs.find((one) => one.sound === sound.id && one.picture === picture.id)?.offset;
  const told =
    picture.startSeconds === undefined || sound.startSeconds === undefined
      ? 0
      : sound.startSeconds - picture.startSeconds;
  const offset = Number((known ?? told).toFixed(4));
  // A day is the most that a correction can say.
  return Math.abs(offset) > 86_400 ? 0 : offset;
}

/**
 * Where a drop puts a recording: as `likelyOffset`, but that with the picture where timecode has the two apart. Whoever
 * puts them together says by that that a clock was wrong.
 */
function droppedOffset(day: ShootDay, sound: ShootClip, picture: ShootClip): number {
  const offset = likelyOffset(day, sound, picture);
  const apart = offset + (sound.seconds ?? Infinity) <= 0 || offset >= (picture.seconds ?? Infinity);
  return apart ? 0 : offset;
}

/** What hangs on a clip, or what it hangs on: recordings in sync with it, and its proxies. */
export function attachedTo(day: Pick<ShootDay, 'syncs' | 'links'>, clip: string): Attached[] {
  const sounds = day.syncs.flatMap(({ sound, picture }): Attached[] =>
    sound === clip || picture === clip ? [{ kind: 'sound', sound, picture }] : [],
  );
  const proxies = day.links.flatMap(({ proxy, original }): Attached[] =>
    original === clip ? [{ kind: 'proxy', proxy, original }] : [],
  );
  return [...sounds, ...proxies];
}

/** The name of what hangs on `clip`, as its line says it. */
export function attachedName(one: Attached, clip: string): string {
  if (one.kind === 'proxy') return baseName(one.proxy);
  return baseName(one.sound === clip ? one.picture : one.sound);
}

/** What letting go over a clip says; undefined where nothing can be meant by it. */
export function dropOnClip(day: ShootDay, clips: Clips, hand: InHand, target: string): Drop | undefined {
  const onto = clips.get(target);
  if (onto === undefined) return undefined;
  if ('attached' in hand) return passOn(day, clips, hand.attached, onto);
  const [id] = hand.clips;
  const clip = id === undefined ? undefined : clips.get(id);
  // Several at once say nothing: which of them, and in which place?
  if (clip === undefined || hand.clips.length !== 1 || clip.id === onto.id) return undefined;
  const [sounds, pictures] = [clip, onto].reduce<[ShootClip[], ShootClip[]]>(
    ([heard, seen], one) => (one.kind === 'sound' ? [[...heard, one], seen] : [heard, [...seen, one]]),
    [[], []],
  );
  const [sound, picture] = [sounds[0], pictures[0]];
  if (sound !== undefined && picture?.kind === 'picture') return inSync(day, sound, picture, onto);
  // Camera raw never stands for another: whichever way it is dragged, the film beside it is the proxy.
  const [proxy, original] = clip.kind === 'raw' ? [onto, clip] : [clip, onto];
  return sound === undefined && proxy.kind === 'picture' ? linked(proxy.id, original.id) : undefined;
}

function passOn(day: ShootDay, clips: Clips, attached: Attached, onto: ShootClip): Drop | undefined {
  if (attached.kind === 'proxy') {
    if (onto.id === attached.original || onto.id === attached.proxy || onto.kind === 'sound') return undefined;
    return linked(attached.proxy, onto.id);
  }
  const sound = clips.get(attached.sound);
  if (sound === undefined || onto.kind !== 'picture' || onto.id === attached.picture) return undefined;
  return inSync(day, sound, onto, onto, attached.picture);
}

function inSync(day: ShootDay, sound: ShootClip, picture: ShootClip, onto: ShootClip, insteadOf?: string): Drop {
  const offset = droppedOffset(day, sound, picture);
  const isKnown = day.syncs.some((one) => one.sound === sound.id && one.picture === picture.id);
  return {
    correction: {
      kind: 'sync',
      sound: sound.id,
      picture: picture.id,
      offset,
      ...(insteadOf === undefined ? {} : { insteadOf }),
      // Neither a clock nor a guess is as good as the sound itself.
      ...(isKnown ? {} : { listen: true }),
    },
    name: words.syncWith(baseName(onto.id)),
    done: (kept) => {
      const now = kept.syncs.find((one) => one.sound === sound.id && one.picture === picture.id);
      return words.synced(baseName(sound.id), baseName(picture.id), now?.offset ?? offset);
    },
  };
}

function linked(proxy: string, original: string): Drop {
  return {
    correction: { kind: 'relink', proxy, original },
    name: words.proxyOf(baseName(proxy), baseName(original)),
    done: words.linked(baseName(proxy), baseName(original)),
  };
}

/** What letting go over a camera says: clips with a picture are of it. Undefined where all of them are already. */
export function dropOnCamera(
  clips: Clips,
  hand: InHand,
  camera: { readonly name: string; readonly cards: CameraGroup['cards'] },
): Drop | undefined {
  if ('attached' in hand) return undefined;
  const own = new Set(camera.cards.flatMap((card) => card.clips));
  const moved = hand.clips.filter((id) => !own.has(id) && (clips.get(id)?.kind ?? 'sound') !== 'sound');
  if (moved.length === 0) return undefined;
  return {
    correction: { kind: 'camera', clips: moved, camera: camera.name },
    name: words.ofCamera(camera.name),
    done: words.nowOfCamera(moved.length, camera.name),
  };
}

/** What taking it off says. */
export function takeOff(one: Attached): Drop {
  if (one.kind === 'sound') {
    const [sound, picture] = [baseName(one.sound), baseName(one.picture)];
    return {
      correction: { kind: 'sync', sound: one.sound, picture: one.picture, offset: null },
      name: words.takeOff(sound, picture),
      done: words.takenOff(sound, picture),
    };
  }
  const [proxy, original] = [baseName(one.proxy), baseName(one.original)];
  return {
    correction: { kind: 'relink', proxy: one.proxy, original: null },
    name: words.takeOff(proxy, original),
    done: words.ownClip(proxy),
  };
}

/** A name for one more camera: the first letter that none has. */
export function nextCamera(cameras: readonly Pick<CameraGroup, 'name'>[]): string {
  const taken = new Set(cameras.map(({ name }) => name.toUpperCase()));
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') if (!taken.has(letter)) return letter;
  return `${cameras.length + 1}`;
}
