import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logFilm } from '@second-unit/footage';
import {
  clusterFaces,
  constraintsFor,
  distanceOf,
  type FaceTrack,
  faceApiModel,
  findFaces,
  saidOfPeople,
} from '@second-unit/footage/people';
import { findThings, shippedDetector } from '@second-unit/footage/things';
import { close, encode, probe, processIds } from '@second-unit/media';
import { canvasLibrary } from './footage-things/canvas.ts';
import type { Bench, Row } from './row.ts';

const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
const FACES = resolve(data, 'faces');
const CLIP = resolve(data, 'clips/maria_bbb_720p.mp4');

/** Who is on each still, from left to right; by whom the files are named, and a child beside them. */
const STILLS: readonly (readonly [file: string, who: readonly string[]])[] = [
  ['astronaut.png', ['astronaut']],
  ['gt_biden.jpg', ['biden']],
  ['gt_biden2.jpg', ['biden']],
  ['gt_obama.jpg', ['obama']],
  ['gt_obama2.jpg', ['obama']],
  ['gt_obama_and_biden.jpg', ['biden', 'obama', 'child']],
];
const WIDTH = 1280;
const HEIGHT = 720;
const FRAMES = 24;

/** Each still as a shot of a second, whole within the picture, as a film would show it. */
async function filmOfStills(path: string): Promise<void> {
  const { createCanvas, loadImage } = canvasLibrary();
  async function* pictures(): AsyncGenerator<Uint8Array> {
    for (const [file] of STILLS) {
      const still = await loadImage(resolve(FACES, file));
      const scale = Math.min(WIDTH / still.width, HEIGHT / still.height);
      const [width, height] = [still.width * scale, still.height * scale];
      const context = createCanvas(WIDTH, HEIGHT).getContext('2d');
      context.fillRect(0, 0, WIDTH, HEIGHT);
      context.drawImage(still, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
      const rgba = Uint8Array.from(context.getImageData(0, 0, WIDTH, HEIGHT).data);
      for (let frame = 0; frame < FRAMES; frame++) yield rgba;
    }
  }
  await encode(pictures(), { width: WIDTH, height: HEIGHT, frameRate: { num: 24, den: 1 } }, path);
}

interface Known extends FaceTrack {
  readonly who: string;
  readonly descriptor: Float32Array;
}

interface Pairs {
  readonly f1: number;
  readonly hits: number;
  readonly falseMerges: number;
}

/** Of all pairs of labelled faces: those put together rightly, wrongly, and not at all. A face not found is in no pair. */
function pairsOf(groups: readonly (readonly [who: string, group: number])[]): Pairs {
  const all = STILLS.flatMap(([, who]) => who);
  const wanted = all.flatMap((a, at) => all.slice(at + 1).filter((b) => a === b)).length;
  const together = groups.flatMap(([who, group], at) =>
    groups.slice(at + 1).flatMap(([other, same]) => (same === group ? [who === other] : [])),
  );
  const hits = together.filter((isRight) => isRight).length;
  return { f1: (2 * hits) / (wanted + together.length), hits, falseMerges: together.length - hits };
}

async function faces(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'second-unit-faces-'));
  try {
    const path = join(folder, 'stills.mp4');
    await filmOfStills(path);
    const shots = STILLS.map((_, at) => ({ startFrame: at * FRAMES, endFrame: (at + 1) * FRAMES }));
    const model = await faceApiModel();
    const known: Known[] = [];
    let others = 0;
    for await (const { shot, tracks } of findFaces(path, await probe(path), shots, { model })) {
      const who = STILLS[shot]?.[1] ?? [];
      const across = tracks.toSorted((a, b) => (a.seen[a.best]?.box.x ?? 0) - (b.seen[b.best]?.box.x ?? 0));
      // One missing, or one too many: which is which cannot be told from left to right.
      if (across.length !== who.length)
        throw new Error(`${STILLS[shot]?.[0]}: ${across.length} faces, labels for ${who.length}`);
      for (const [at, track] of across.entries()) {
        if (track.descriptor === undefined) others += 1;
        else known.push({ ...track, descriptor: track.descriptor, who: who[at] ?? '' });
      }
    }
    model.close();
    const tracks = known.map(({ seen }, at) => ({
      id: String(at),
      media: 'stills',
      frames: seen.map(({ frame }) => frame),
    }));
    const descriptors = known.map(({ descriptor }) => descriptor);
    const answer = clusterFaces(descriptors, model.samePerson, constraintsFor(tracks, saidOfPeople([])));
    const ours = pairsOf(known.map(({ who }, at) => [who, answer[at] ?? at]));
    // The usual way: each face joins the first whose face is within the distance published for these descriptors.
    const firsts: Float32Array[] = [];
    const nearest = descriptors.map((one) => {
      const at = firsts.findIndex((first) => distanceOf(first, one) < 0.6);
      return at < 0 ? firsts.push(one) - 1 : at;
    });
    const peer = pairsOf(known.map(({ who }, at) => [who, nearest[at] ?? at]));
    const labelled = STILLS.flatMap(([, who]) => who).length;
    const on = `6 stills as shots of a film, ${labelled} faces, ${known.length} found and told apart, ${others} too small; threshold ${model.samePerson}, chosen on another clip (regression test)`;
    return [
      {
        id: 'footage.faces.pair_f1',
        value: ours.f1,
        unit: 'F1 of pairs',
        peer: 'first face within 0.6',
        peerValue: peer.f1,
        ratio: ours.f1 / peer.f1,
        data: `${on}; bar 0.9`,
      },
      {
        id: 'footage.faces.false_merges',
        value: ours.falseMerges,
        unit: 'pairs',
        peer: 'first face within 0.6',
        peerValue: peer.falseMerges,
        data: `${on}; bar 0`,
      },
    ];
  } finally {
    close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly seconds: number;
  /** Seconds of processor time of this process, the media process apart. */
  readonly cpu: number;
  readonly film: number;
  readonly tracks: number;
  /** Shots that show a thing, and processor seconds that things alone took. */
  readonly seen: number;
  readonly cpuOfThings: number;
  /** Megabytes at the highest: of this process, and of the media process. */
  readonly own: number;
  readonly media: number;
}

/** Highest resident memory of a process so far, in MB; 0 where the system does not tell. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Faces, tracks, people and things of a whole clip whose shots are known, as the two jobs find them, one after the other. */
async function measure(path: string): Promise<Measured> {
  const log = await logFilm(path);
  const start = performance.now();
  const model = await faceApiModel();
  const all: FaceTrack[] = [];
  let media = 0;
  const onProgress = (): void => {
    media = Math.max(media, ...[...processIds().busy, ...processIds().idle].map(peakOf));
  };
  const before = process.cpuUsage();
  for await (const { tracks } of findFaces(path, log.media, log.shots, { model, onProgress })) all.push(...tracks);
  clusterFaces(
    all.flatMap(({ descriptor }) => descriptor ?? []),
    model.samePerson,
  );
  model.close();
  const things = await shippedDetector();
  const begun = process.cpuUsage();
  let seen = 0;
  const finder = { kind: 'detector', model: things } as const;
  for await (const shot of findThings(path, log.media, log.shots, { finder, onProgress })) {
    if (shot.things.length > 0) seen += 1;
  }
  const ofThings = process.cpuUsage(begun);
  await things.close();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  close();
  const own = process.resourceUsage().maxRSS / 1024;
  return {
    seconds,
    cpu: (user + system) / 1e6,
    seen,
    cpuOfThings: (ofThings.user + ofThings.system) / 1e6,
    film: log.media.duration,
    tracks: all.length,
    own,
    media,
  };
}

function people(): Row[] {
  const { seconds, cpu, film, tracks, seen, cpuOfThings, own, media } = JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), CLIP], { encoding: 'utf8' }),
  ) as Measured;
  const on = 'maria_bbb_720p.mp4, faces, people and things, one after the other in a process of its own';
  return [
    {
      id: 'footage.people.realtime',
      value: film / seconds,
      unit: '× real time',
      data: `${on}; ${Math.round(seconds)} s for ${Math.round(film)} s, ${Math.round(cpu)} s of them on a processor (${Math.round(cpuOfThings)} s for things, seen in ${seen} shots), ${tracks} faces followed`,
    },
    {
      id: 'footage.people.rss_mb',
      value: Math.round(own + media),
      unit: 'MB',
      data: `${on}; ${Math.round(own)} MB, and ${Math.round(media)} MB of the media process; bar 1500`,
    },
  ];
}

const bench: Bench = async function* (name) {
  const wanted = (...ids: string[]) => name === undefined || ids.some((id) => id.includes(name));
  if (wanted('footage.faces.pair_f1', 'footage.faces.false_merges')) {
    if (STILLS.every(([file]) => existsSync(resolve(FACES, file)))) yield* await faces();
    else yield { id: 'footage.faces.pair_f1', skipped: 'faces/ is not in the data folder' };
  }
  if (wanted('footage.people.realtime', 'footage.people.rss_mb')) {
    if (existsSync(CLIP)) yield* people();
    else yield { id: 'footage.people.realtime', skipped: 'clips/maria_bbb_720p.mp4 is not in the data folder' };
  }
};

export default bench;

// Run as a program, this file finds the people of one clip and prints what that took.
if (import.meta.main) console.log(JSON.stringify(await measure(process.argv[2] ?? '')));
