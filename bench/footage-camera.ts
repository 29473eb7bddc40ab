import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { close, decode, encode } from '@second-unit/media';
import { CAMERA_MOVEMENTS, type CameraMovement } from '@second-unit/timeline';
import { readSampleScript, SampleFilm, samplePlan } from '../apps/studio/src/sample/index.ts';
import { CAMERA } from '../packages/footage/src/camera/camera-measurer.ts';
import { CameraOfShot } from '../packages/footage/src/camera/camera-of-shot.ts';
import { stepOfRecord } from '../packages/footage/src/camera/step-of-record.ts';
import { PaletteOfShot } from '../packages/footage/src/detectors/palette.ts';
import { FAULTS } from '../packages/footage/src/faults/fault-measurer.ts';
import type { FramePicture } from '../packages/footage/src/records/frame-record.ts';
import { measureFrame } from '../packages/footage/src/records/measures.ts';
import { LUMA_HEIGHT, LUMA_WIDTH, RECORD_HEIGHT, RECORD_WIDTH } from '../packages/footage/src/records/size.ts';
import { groupShots } from '../packages/footage/src/scenes/group-shots.ts';
import type { SceneShot } from '../packages/footage/src/scenes/likeness.ts';
import { ViewOfShot } from '../packages/footage/src/scenes/view.ts';
import type { Camera } from '../packages/footage/src/shot-log.ts';
import { type CameraShot, cameraShot, type Sheet, sheetOf } from '../packages/footage/train/camera-films.ts';
import { sceneFilm, tallyScenes, withCast } from '../packages/footage/train/scene-films.ts';
import { type Bench, median, type Row, type Skipped } from './row.ts';

const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');
const CLIP = 'clips/maria_bbb_720p.mp4';
/** Made shots of each movement; seeds that no choice was made on. */
const SHOTS = 6;
const SEED = 60_001;
/** Size in which they are drawn and encoded, and how hard x264 presses them. */
const WIDTH = 384;
const HEIGHT = 216;
const CRF = 27;
const RATE = 25;

/** Frames of Big Buck Bunny that half of the made shots move over. */
async function stillsOf(path: string): Promise<Sheet[]> {
  const [width, height] = [960, 540];
  const sheets: Sheet[] = [];
  const wanted = [350, 1780, 2600, 3900];
  let frame = 0;
  for await (const event of decode(path, { frames: { width, height, batch: 8 } })) {
    if (event.type !== 'frames') continue;
    const size = width * height * 3;
    for (let at = 0; at < event.pts.length; at++, frame++) {
      if (wanted.includes(frame)) sheets.push(sheetOf(width, height, event.rgb.slice(at * size, (at + 1) * size)));
    }
    if (frame > Math.max(...wanted)) break;
  }
  return sheets;
}

/** What the log says of a made shot after it went through an encoder. */
async function throughFile(shot: CameraShot, folder: string): Promise<Camera | undefined> {
  const path = join(folder, 'shot.mp4');
  const frames = function* (): Generator<Uint8Array> {
    for (let index = 0; index < shot.times.length; index++) {
      const rgb = shot.frame(index, WIDTH, HEIGHT);
      const rgba = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
      for (let at = 0; at < WIDTH * HEIGHT; at++) {
        for (let c = 0; c < 3; c++) rgba[at * 4 + c] = rgb[at * 3 + c]!;
      }
      yield rgba;
    }
  };
  await encode(frames(), { width: WIDTH, height: HEIGHT, frameRate: { num: RATE, den: 1 }, crf: CRF }, path);
  const camera = new CameraOfShot(WIDTH / HEIGHT);
  let previous: FramePicture | undefined;
  let index = 0;
  for await (const event of decode(path, { frames: { width: RECORD_WIDTH, height: RECORD_HEIGHT, luma: true } })) {
    if (event.type !== 'frames') continue;
    const [rgbBytes, lumaBytes] = [RECORD_WIDTH * RECORD_HEIGHT * 3, LUMA_WIDTH * LUMA_HEIGHT];
    for (let at = 0; at < event.pts.length; at++) {
      const frame: FramePicture = {
        pts: event.pts[at]!,
        rgb: event.rgb.slice(at * rgbBytes, (at + 1) * rgbBytes),
        luma: event.luma!.slice(at * lumaBytes, (at + 1) * lumaBytes),
      };
      const { rgb, measures } = measureFrame(frame, previous);
      const record = { index, width: RECORD_WIDTH, height: RECORD_HEIGHT, time: index / RATE, rgb, measures };
      if (previous !== undefined) camera.step(stepOfRecord(record), 1 / RATE);
      previous = frame;
      index++;
    }
  }
  return camera.shot();
}

/** How far a found speed is off the true one, in parts of it; undefined for movements that have no speed. */
function offSpeed(shot: CameraShot, found: Camera): number | undefined {
  const { movement } = shot;
  if (movement === 'static' || movement === 'handheld') return undefined;
  const name = movement === 'push' || movement === 'pull' ? 'zoom' : movement;
  return Math.abs(found[name] - shot[name]) / Math.abs(shot[name]);
}

async function* ofCamera(): AsyncGenerator<Row | Skipped> {
  const path = resolve(data, CLIP);
  const stills = existsSync(path) ? await stillsOf(path) : [];
  const folder = await mkdtemp(join(tmpdir(), 'camera-'));
  const right = new Map<CameraMovement, number>();
  const errors: number[] = [];
  try {
    for (const [at, movement] of CAMERA_MOVEMENTS.entries()) {
      for (let one = 0; one < SHOTS; one++) {
        const seed = SEED + at * 1000 + one;
        const sheet = one % 2 === 0 ? undefined : stills[one % stills.length];
        const shot = cameraShot(seed, movement, { rate: RATE, ...(sheet === undefined ? {} : { sheet }) });
        const found = await throughFile(shot, folder);
        if (found?.movement === movement) right.set(movement, (right.get(movement) ?? 0) + 1);
        const off = found === undefined ? undefined : offSpeed(shot, found);
        if (off !== undefined) errors.push(off);
      }
    }
  } finally {
    close();
    await rm(folder, { recursive: true, force: true });
  }
  const all = SHOTS * CAMERA_MOVEMENTS.length;
  const hits = [...right.values()].reduce((sum, count) => sum + count, 0);
  const each = CAMERA_MOVEMENTS.map((movement) => `${movement} ${right.get(movement) ?? 0}`).join(', ');
  const sheets = stills.length === 0 ? 'drawings alone' : 'drawings and stills of Big Buck Bunny in turn';
  const made = `${all} made shots (${sheets}; 0 to 2 figures in front, noise, x264 crf ${CRF}), seeds from ${SEED}`;
  yield {
    id: 'footage.camera.accuracy',
    value: hits / all,
    unit: 'share right',
    data: `${made}; of ${SHOTS} each: ${each}`,
  };
  yield {
    id: 'footage.camera.speed_error',
    value: median(errors),
    unit: 'of the speed, median',
    data: `${made}; a tenth is off by ${errors.toSorted((a, b) => a - b)[Math.floor(errors.length * 0.9)]?.toFixed(2)} or more`,
  };
}

/** Processor time of the camera's and the faults' measures of a frame, on one core. */
async function cost(): Promise<Row | Skipped> {
  const id = 'footage.camera.ms';
  const path = resolve(data, CLIP);
  if (!existsSync(path)) return { id, skipped: `${CLIP} is not in the data folder` };
  const frames: FramePicture[] = [];
  for await (const event of decode(path, { frames: { width: RECORD_WIDTH, height: RECORD_HEIGHT, luma: true } })) {
    if (event.type !== 'frames') continue;
    const bytes = LUMA_WIDTH * LUMA_HEIGHT;
    for (let at = 0; at < event.pts.length; at++) {
      frames.push({ pts: 0n, rgb: new Uint8Array(), luma: event.luma!.slice(at * bytes, (at + 1) * bytes) });
    }
  }
  close();
  const into = new Float32Array(CAMERA.names.length + FAULTS.names.length);
  const rounds = Array.from({ length: 5 }, () => {
    const fresh = frames.map((frame) => ({ ...frame, luma: frame.luma.slice() }));
    const before = process.cpuUsage();
    for (const [at, frame] of fresh.entries()) {
      CAMERA.measure(frame, fresh[at - 1], into, 0);
      FAULTS.measure(frame, fresh[at - 1], into, CAMERA.names.length);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / frames.length;
  });
  return {
    id,
    value: median(rounds),
    unit: 'ms of processor a frame',
    data: `maria_bbb_720p.mp4, camera and faults, median of 5`,
  };
}

function ofMadeScenes(people: boolean): Row {
  let [all, found, hits, shots] = [0, 0, 0, 0];
  for (let seed = 2001; seed <= 2030; seed++) {
    const film = sceneFilm(seed, 8);
    const tally = tallyScenes(
      film.starts,
      groupShots(people ? withCast(film, seed) : film.shots)
        .map(({ firstShot }) => firstShot)
        .slice(1),
    );
    all += tally.true;
    found += tally.found;
    hits += tally.hits;
    shots += film.shots.length;
  }
  return {
    id: people ? 'footage.scenes.people.f1' : 'footage.scenes.f1',
    value: (2 * hits) / (all + found),
    unit: 'F1 of beginnings, exact',
    data: `30 made films of 8 scenes (places with colours of their own, talks to and fro, cutaways), seeds 2001 to 2030, ${shots} shots, ${all} beginnings, ${hits} found, ${found - hits} false${people ? '; with who is seen in each shot, one face of four missed' : ''}`,
  };
}

/** A frame of the sample film, small; each pixel the mean of its area. */
function smallOf(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const rgb = new Uint8Array(RECORD_WIDTH * RECORD_HEIGHT * 3);
  const [wide, high] = [width / RECORD_WIDTH, height / RECORD_HEIGHT];
  for (let at = 0; at < RECORD_WIDTH * RECORD_HEIGHT; at++) {
    const [left, top] = [(at % RECORD_WIDTH) * wide, Math.floor(at / RECORD_WIDTH) * high];
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (let y = top; y < top + high; y++) {
        for (let x = left; x < left + wide; x++) sum += rgba[(Math.floor(y) * width + Math.floor(x)) * 4 + c]!;
      }
      rgb[at * 3 + c] = sum / (wide * high);
    }
  }
  return rgb;
}

/** The scenes of the sample production's film, by its own plan: shots are taken as planned, so that only scenes are judged. */
async function ofSample(): Promise<Row[]> {
  const film = new SampleFilm(samplePlan(await readSampleScript()));
  const rate = 24;
  const shots = film.plan.shots.map((shot): SceneShot => {
    const palette = new PaletteOfShot();
    const views = new ViewOfShot();
    for (let part = 0; part < 4; part++) {
      const index = Math.round(shot.startFrame + ((shot.endFrame - 1 - shot.startFrame) * part) / 3);
      const frame = { index, width: RECORD_WIDTH, height: RECORD_HEIGHT, rgb: smallOf(film.frame(index), 960, 540) };
      for (let time = 0; time < 3; time++) palette.frame(frame);
      views.frame(frame);
    }
    const { startFrame, endFrame, transitionIn } = shot;
    return {
      start: startFrame / rate,
      end: endFrame / rate,
      transitionIn,
      palette: palette.shot(),
      views: views.shot(),
    };
  });
  const truth = film.plan.shots.flatMap(({ scene }, at) =>
    at > 0 && scene !== film.plan.shots[at - 1]!.scene ? [at] : [],
  );
  const row = (id: string, given: readonly SceneShot[], by: string): Row => {
    const found = groupShots(given)
      .map(({ firstShot }) => firstShot)
      .slice(1);
    const { hits } = tallyScenes(truth, found);
    return {
      id,
      value: (2 * hits) / (truth.length + found.length),
      unit: 'F1 of beginnings, exact',
      data: `“Living or Otherwise”, ${shots.length} shots of ink drawings, ${truth.length} beginnings of scenes (a new one every ${(shots.length / truth.length).toFixed(1)} shots), ${hits} found, ${found.length - hits} false; ${by}`,
    };
  };
  const cast = film.plan.shots.map(({ lines }) => [...new Set(lines.map(({ cue }) => cue))]);
  const withPeople = shots.map((shot, at) => ({ ...shot, people: cast[at] ?? [] }));
  return [
    row('footage.scenes.sample.f1', shots, 'pictures alone'),
    row('footage.scenes.sample_people.f1', withPeople, 'and who speaks in each shot, as its plan has it'),
  ];
}

const bench: Bench = async function* (name) {
  const wants = (id: string): boolean => name === undefined || id.includes(name);
  if (wants('footage.camera.accuracy') || wants('footage.camera.speed_error')) yield* ofCamera();
  if (wants('footage.camera.ms')) yield await cost();
  if (wants('footage.scenes.f1')) yield ofMadeScenes(false);
  if (wants('footage.scenes.people.f1')) yield ofMadeScenes(true);
  if (wants('footage.scenes.sample.f1') || wants('footage.scenes.sample_people.f1')) yield* await ofSample();
};

export default bench;
