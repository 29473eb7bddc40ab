/** A program: prints FFmpeg's scdet score of each frame of a film, as a JSON array. The library is in this process. */
import { Frame, Packet } from 'node-av/lib';
import { FilterChain } from '../../packages/media/src/native/filter-chain.ts';
import { closeInput, openDecoder, openInput, pictureOf, readOnly } from '../../packages/media/src/native/input.ts';

const [path = ''] = process.argv.slice(2);
const input = openInput(path);
const video = pictureOf(input);
const decoder = openDecoder(input, video, 1);
readOnly(input, [video]);
const packet = new Packet();
const frame = new Frame();
const scored = new Frame();
packet.alloc();
frame.alloc();
scored.alloc();
const scores: number[] = [];
let chain: FilterChain | undefined;

/** Takes what the filter has ready. */
function pull(): void {
  while (chain?.pull(scored)) {
    scores.push(Number(scored.getMetadata().get('lavfi.scd.score') ?? 0));
    scored.unref();
  }
}

/** Takes what the decoder has ready. */
function drain(): void {
  while (decoder.receiveFrameSync(frame) >= 0) {
    chain ??= FilterChain.pictures(frame, video.timeBase, 'scdet');
    chain.push(frame);
    frame.unref();
    pull();
  }
}

while (input.format.readFrameSync(packet) >= 0) {
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
chain?.push(null);
pull();
console.log(JSON.stringify(scores));
chain?.free();
decoder.freeContext();
closeInput(input);
