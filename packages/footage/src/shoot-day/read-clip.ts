import { join } from 'node:path';
import { type ClipFacts, clipFacts, decode } from '@second-unit/media';
import { allowsDropFrame, formatTimecode, isDropFrame, parseTimecode, type Rational } from '@second-unit/timeline';
import { curveSaid, curveSeen } from './curve-guess.ts';
import { type FolderFile, isSoundName, RAW } from './folder.ts';
import { cameraName, isProxyName, slateInFolder, slateInName, slateNumber } from './names.ts';
import { type Said, saidBy } from './said.ts';
import type { ShootClip, Slate } from './shoot-day.ts';
import { readWaveHeader, type WaveHeader } from './wave-header.ts';

/** Frames a second that a recorder's timecode is shown in where it does not say. */
const UNSAID_RATE: Rational = { num: 25, den: 1 };

/** What every clip has, read or not. */
function base(folder: string, file: FolderFile): Pick<ShootClip, 'id' | 'bytes' | 'modified' | 'originalPath'> {
  return {
    id: file.path,
    bytes: file.bytes,
    modified: file.modified,
    originalPath: join(folder, ...file.path.split('/')),
  };
}

/** Scenes and takes by names, and by what metadata says; most reliable first. */
function slatesOf(path: string, said: Said, by: 'metadata' | 'ixml'): Slate[] {
  const slates: Slate[] = [];
  if (said.scene !== undefined) {
    const number = slateNumber(said.scene.replace(/^sc(?:ene)?[\s_.-]*/i, ''));
    const take = /\d+/.exec(said.take ?? '')?.[0];
    slates.push({
      ...(number ?? { scene: said.scene, setup: said.scene }),
      ...(take === undefined ? {} : { take: Number(take) }),
      by,
      confidence: by === 'ixml' ? 0.95 : 0.9,
      reason: `${by === 'ixml' ? 'the recorder’s' : 'the camera’s'} metadata: scene ${said.scene}${take === undefined ? '' : `, take ${take}`}`,
    });
  }
  for (const slate of [slateInName(path), slateInFolder(path)]) if (slate) slates.push(slate);
  return slates;
}

/** Camera raw, which is not opened: its name is all that there is to go by. */
export function rawClip(folder: string, file: FolderFile, said: Said = {}, files = 1): ShootClip {
  const format = RAW[file.path.slice(file.path.lastIndexOf('.') + 1).toLowerCase()] ?? 'camera raw';
  const { reel } = cameraName(file.path);
  const { make, model, serial, created } = said;
  return {
    ...base(folder, file),
    kind: 'raw',
    ...(make === undefined ? {} : { make }),
    ...(model === undefined ? {} : { model }),
    ...(serial === undefined ? {} : { serial }),
    ...(created === undefined ? {} : { created }),
    ...reelOf(said, reel),
    slates: slatesOf(file.path, said, 'metadata'),
    ...(files > 1 ? { files } : {}),
    note: `This is ${format}, which is not decoded here: put a proxy of the same name, reel and timecode into the folder, and exports name this original.`,
  };
}

const reelOf = ({ reel }: Said, named: string | undefined): { reel?: string } => {
  const known = reel ?? named;
  return known === undefined ? {} : { reel: known };
};

/**
 * What one file of a shoot is.
 * @param sidecar what a file beside it says of it
 * @throws MediaError, one sentence, for a file that cannot be read
 */
export async function readClip(
  folder: string,
  file: FolderFile,
  { sidecar = {}, signal }: { sidecar?: Said; signal?: AbortSignal | undefined } = {},
): Promise<ShootClip> {
  const { originalPath } = base(folder, file);
  const facts = await clipFacts(originalPath, { signal });
  if (facts.picture !== undefined && !isSoundName(file.path)) {
    const clip = pictureClip(folder, file, facts, sidecar);
    if (clip.curve !== undefined || clip.proxy === true) return clip;
    const curve = await curveOfFrame(originalPath, clip.make, signal);
    return curve === undefined ? clip : { ...clip, curve };
  }
  const header = /\.(?:wav|bwf|rf64)$/i.test(file.path) ? await readWaveHeader(originalPath) : {};
  return soundClip(folder, file, facts, header, sidecar);
}

/** The curve that the first frame looks to be of; undefined where it cannot be decoded: that is told elsewhere. */
async function curveOfFrame(
  path: string,
  make: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ShootClip['curve']> {
  let seen: ShootClip['curve'];
  try {
    // To the end of the range, which is the first frame or two: leaving early would end the media process.
    for await (const event of decode(
      path,
      { frames: { width: 32, height: 18, batch: 1 }, range: { to: 1n } },
      { signal },
    )) {
      if (event.type === 'frames') seen = curveSeen(event.rgb.subarray(0, 32 * 18 * 3), make);
    }
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
  }
  return seen;
}

function pictureClip(folder: string, file: FolderFile, facts: ClipFacts, sidecar: Said): ShootClip {
  const info = facts.picture as NonNullable<ClipFacts['picture']>;
  // A sidecar is written by the camera itself; tags may have been through other hands.
  const said: Said = { ...saidBy(Object.entries(facts.tags)), ...sidecar };
  const { make, model, serial, created } = said;
  const named = cameraName(file.path);
  const curve = curveSaid(file.path, facts, said);
  const start = timecodeOf(info.startTimecode ?? said.timecode, info.frameRate);
  return {
    ...base(folder, file),
    kind: 'picture',
    info: start === undefined ? info : { ...info, startTimecode: start.startTimecode, dropFrame: start.dropFrame },
    ...(facts.sound === undefined ? {} : { sound: withoutSeconds(facts.sound) }),
    seconds: info.duration,
    ...(make === undefined ? {} : { make }),
    ...(model === undefined ? {} : { model }),
    ...(serial === undefined ? {} : { serial }),
    ...(created === undefined ? {} : { created }),
    ...reelOf({ ...said, ...(info.reel === undefined ? {} : { reel: info.reel }) }, named.reel),
    ...start,
    slates: slatesOf(file.path, said, 'metadata'),
    ...(curve === undefined ? {} : { curve }),
    ...(isProxyName(file.path) ? { proxy: true } : {}),
  };
}

const withoutSeconds = ({ codec, sampleRate, channels }: NonNullable<ClipFacts['sound']>) => ({
  codec,
  sampleRate,
  channels,
});

type Start = Required<Pick<ShootClip, 'startTimecode' | 'dropFrame' | 'timecodeRate' | 'startSeconds'>>;

function timecodeOf(written: string | undefined, rate: Rational): Start | undefined {
  if (written === undefined) return undefined;
  try {
    const frame = parseTimecode(written, rate);
    const startSeconds = (frame * rate.den) / rate.num;
    return { startTimecode: written, dropFrame: isDropFrame(written), timecodeRate: rate, startSeconds };
  } catch {
    // Not one that this rate allows: programs that cannot read it must not stumble.
    return undefined;
  }
}

function soundClip(folder: string, file: FolderFile, facts: ClipFacts, header: WaveHeader, sidecar: Said): ShootClip {
  const sound = facts.sound as NonNullable<ClipFacts['sound']>;
  const said: Said = {
    ...saidBy(Object.entries(facts.tags)),
    ...sidecar,
    ...(header.scene === undefined ? {} : { scene: header.setup ?? header.scene }),
    ...(header.take === undefined ? {} : { take: String(header.take) }),
    ...(header.tape === undefined ? {} : { reel: header.tape }),
  };
  const created = header.created ?? said.created;
  const make = header.originator ?? said.make;
  const slates = slatesOf(file.path, said, 'ixml');
  return {
    ...base(folder, file),
    kind: 'sound',
    sound: withoutSeconds(sound),
    seconds: sound.seconds,
    ...(created === undefined ? {} : { created }),
    ...(make === undefined ? {} : { make }),
    ...(said.model === undefined ? {} : { model: said.model }),
    ...(said.serial === undefined ? {} : { serial: said.serial }),
    ...reelOf(said, undefined),
    ...soundStart(header, sound.sampleRate),
    slates: header.wild ? slates.map((slate) => ({ ...slate, confidence: slate.confidence * 0.9 })) : slates,
    ...(header.wild ? { note: 'The recorder marked it as a wild track.' } : {}),
  };
}

/** Timecode of a recorder: samples since midnight, shown in the frames that it ran at. */
function soundStart(header: WaveHeader, fileRate: number): Partial<Start> {
  const { timeReference, dropFrame = false, timecodeRate = UNSAID_RATE } = header;
  // Zero is what recorders without a clock write.
  if (timeReference === undefined || timeReference === 0) return {};
  const startSeconds = timeReference / (header.sampleRate ?? fileRate);
  const isDrop = dropFrame && allowsDropFrame(timecodeRate);
  const frame = Math.floor((startSeconds * timecodeRate.num) / timecodeRate.den + 1e-6);
  return { startTimecode: formatTimecode(frame, timecodeRate, isDrop), dropFrame: isDrop, timecodeRate, startSeconds };
}
