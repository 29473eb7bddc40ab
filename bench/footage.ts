import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logFilm } from '@second-unit/footage';
import { close } from '@second-unit/media';
import { type Bench, median, type Row } from './row.ts';

const CLIP = 'clips/maria_bbb_720p.mp4';
const CUTS = 'clips/maria_bbb_720p.cuts.txt';
const ROUNDS = 9;
const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');

/** What the peer decodes, by how many threads. */
type Peer = readonly [what: 'pictures' | 'both', threads: 1 | 2];
const PEERS: readonly Peer[] = [
  ['pictures', 1],
  ['pictures', 2],
  ['both', 1],
  ['both', 2],
];

/** Milliseconds to decode a film and drop what comes; by the library that logging uses, in a process of its own. */
function decodeAlone(path: string, [what, threads]: Peer): number {
  const args = [fileURLToPath(import.meta.url), path, what, String(threads)];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/**
 * Wall time of the whole log (pictures, sound, loudness) against decoding alone, in turn: once the pictures, which is
 * the bar, and once pictures and sound, which is what the log decodes.
 */
async function decodeRatio(): Promise<Row[]> {
  const path = resolve(data, CLIP);
  const ours: number[] = [];
  const alone = new Map(PEERS.map((peer) => [peer, [] as number[]]));
  // The first time starts the media process, which stays: a studio has it running too.
  await logFilm(path);
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await logFilm(path);
    ours.push(performance.now() - start);
    for (const [peer, times] of alone) times.push(decodeAlone(path, peer));
  }
  close();
  const value = median(ours);
  const row = (id: string, what: Peer[0], words: string): Row => {
    const peerValue = Math.min(...PEERS.filter((peer) => peer[0] === what).map((peer) => median(alone.get(peer)!)));
    return {
      id,
      value: Math.round(value),
      unit: 'ms',
      peer: `node-av, decodes ${words}, faster of one and two threads`,
      peerValue: Math.round(peerValue),
      ratio: value / peerValue,
      data: `maria_bbb_720p.mp4, whole log with sound, median of ${ROUNDS}`,
    };
  };
  return [
    row('footage.decode.ratio', 'pictures', 'the pictures alone'),
    row('footage.decode.both.ratio', 'both', 'pictures and sound alone'),
  ];
}

/** Regression, not a score: half of this clip's shots were learned from. */
async function cutsOfClip(): Promise<Row[]> {
  const log = await logFilm(resolve(data, CLIP));
  close();
  const truth = readFileSync(resolve(data, CUTS), 'utf8').trim().split(/\s+/).map(Number);
  const found = log.shots.map((shot) => shot.transitionIn).filter(({ type }) => type !== 'none');
  const hits = truth.filter((frame) => found.some(({ endFrame }) => Math.abs(endFrame - frame) <= 1)).length;
  return [
    {
      id: 'footage.clip.cuts.f1',
      value: (2 * hits) / (truth.length + found.length),
      unit: 'F1 at ±1 frame',
      data: `maria_bbb_720p.mp4, ${truth.length} cuts, ${hits} found, ${found.length - hits} false (regression test)`,
    },
  ];
}

const ROWS: readonly [ids: readonly string[], measure: () => Promise<Row[]>][] = [
  [['footage.decode.ratio', 'footage.decode.both.ratio'], decodeRatio],
  [['footage.clip.cuts.f1'], cutsOfClip],
];

const bench: Bench = async function* (name) {
  const has = existsSync(resolve(data, CLIP)) && existsSync(resolve(data, CUTS));
  for (const [ids, measure] of ROWS) {
    if (name !== undefined && !ids.some((id) => id.includes(name))) continue;
    if (has) yield* await measure();
    else for (const id of ids) yield { id, skipped: `${CLIP} is not in the data folder` };
  }
};

export default bench;

// Run as a program, this file is the peer: it decodes one film and prints how long that took.
if (import.meta.main) {
  const [path = '', what = 'pictures', threads = '1'] = process.argv.slice(2);
  const { Frame, Packet } = await import('node-av/lib');
  const { closeInput, openDecoder, openInput, pictureOf, readOnly } = await import(
    '../packages/media/src/native/input.ts'
  );
  const start = performance.now();
  const input = openInput(path);
  const streams = [pictureOf(input), ...(what === 'both' && input.audio !== undefined ? [input.audio] : [])];
  const decoders = new Map(
    streams.map((stream, at) => [stream.index, openDecoder(input, stream, at === 0 ? Number(threads) : 1)]),
  );
  readOnly(input, streams);
  const packet = new Packet();
  const frame = new Frame();
  packet.alloc();
  frame.alloc();
  type Decoder = ReturnType<typeof openDecoder>;
  const drain = (decoder: Decoder): void => {
    while (decoder.receiveFrameSync(frame) >= 0) frame.unref();
  };
  while (input.format.readFrameSync(packet) >= 0) {
    // What was read of other streams while the file was opened comes out as well.
    const decoder = decoders.get(packet.streamIndex);
    // Full: what is ready goes out first, then the packet is taken.
    if (decoder !== undefined && decoder.sendPacketSync(packet) < 0) {
      drain(decoder);
      decoder.sendPacketSync(packet);
    }
    packet.unref();
    if (decoder !== undefined) drain(decoder);
  }
  for (const decoder of decoders.values()) {
    decoder.sendPacketSync(null);
    drain(decoder);
  }
  console.log(performance.now() - start);
  for (const decoder of decoders.values()) decoder.freeContext();
  closeInput(input);
}
