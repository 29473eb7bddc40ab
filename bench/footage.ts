import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logFilm } from '@second-unit/footage';
import { close } from '@second-unit/media';
import { type Bench, median, type Row } from './row.ts';

const CLIP = 'clips/maria_bbb_720p.mp4';
const CUTS = 'clips/maria_bbb_720p.cuts.txt';
const ROUNDS = 5;
const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');

/** Milliseconds to decode every frame of a film and drop it; by the library that logging uses, in a process of its own. */
function decodeAlone(path: string, threads: number): number {
  return Number(
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), path, String(threads)], { encoding: 'utf8' }),
  );
}

/** Wall time of the whole log (pictures, sound, loudness) against decoding the pictures alone, in turn. */
async function decodeRatio(): Promise<Row> {
  const path = resolve(data, CLIP);
  const ours: number[] = [];
  const alone: [number[], number[]] = [[], []];
  // The first time starts the media process, which stays: a studio has it running too.
  await logFilm(path);
  for (let round = 0; round < ROUNDS; round++) {
    alone[0].push(decodeAlone(path, 1));
    const start = performance.now();
    await logFilm(path);
    ours.push(performance.now() - start);
    alone[1].push(decodeAlone(path, 2));
  }
  close();
  const value = median(ours);
  const peerValue = Math.min(median(alone[0]), median(alone[1]));
  return {
    id: 'footage.decode.ratio',
    value: Math.round(value),
    unit: 'ms',
    peer: 'node-av, decode alone, faster of one and two threads',
    peerValue: Math.round(peerValue),
    ratio: value / peerValue,
    data: `maria_bbb_720p.mp4, whole log with sound, median of ${ROUNDS}`,
  };
}

/** Regression, not a score: half of this clip's shots were learned from. */
async function cutsOfClip(): Promise<Row> {
  const log = await logFilm(resolve(data, CLIP));
  close();
  const truth = readFileSync(resolve(data, CUTS), 'utf8').trim().split(/\s+/).map(Number);
  const found = log.shots.map((shot) => shot.transitionIn).filter(({ type }) => type !== 'none');
  const hits = truth.filter((frame) => found.some(({ endFrame }) => Math.abs(endFrame - frame) <= 1)).length;
  return {
    id: 'footage.clip.cuts.f1',
    value: (2 * hits) / (truth.length + found.length),
    unit: 'F1 at ±1 frame',
    data: `maria_bbb_720p.mp4, ${truth.length} cuts, ${hits} found, ${found.length - hits} false (regression test)`,
  };
}

const ROWS: readonly [id: string, measure: () => Promise<Row>][] = [
  ['footage.decode.ratio', decodeRatio],
  ['footage.clip.cuts.f1', cutsOfClip],
];

const bench: Bench = async function* (name) {
  const has = existsSync(resolve(data, CLIP)) && existsSync(resolve(data, CUTS));
  for (const [id, measure] of ROWS) {
    if (name !== undefined && !id.includes(name)) continue;
    if (!has) yield { id, skipped: `${CLIP} is not in the data folder` };
    else yield await measure();
  }
};

export default bench;

// Run as a program, this file is the peer: it decodes one film and prints how long that took.
if (import.meta.main) {
  const [path = '', threads = '1'] = process.argv.slice(2);
  const { Frame, Packet } = await import('node-av/lib');
  const { closeInput, openDecoder, openInput, pictureOf, readOnly } = await import(
    '../packages/media/src/native/input.ts'
  );
  const start = performance.now();
  const input = openInput(path);
  const video = pictureOf(input);
  const decoder = openDecoder(input, video, Number(threads));
  readOnly(input, [video]);
  const packet = new Packet();
  const frame = new Frame();
  packet.alloc();
  frame.alloc();
  const drain = (): void => {
    while (decoder.receiveFrameSync(frame) >= 0) frame.unref();
  };
  while (input.format.readFrameSync(packet) >= 0) {
    // Sound that was read while the file was opened comes out as well.
    if (packet.streamIndex !== video.index) {
      packet.unref();
      continue;
    }
    // Full: what is ready goes out first, then the packet is taken.
    if (decoder.sendPacketSync(packet) < 0) {
      drain();
      decoder.sendPacketSync(packet);
    }
    packet.unref();
    drain();
  }
  decoder.sendPacketSync(null);
  drain();
  console.log(performance.now() - start);
  decoder.freeContext();
  closeInput(input);
}
