import { AV_NOPTS_VALUE } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import { isVariable } from '../frame-times.ts';
import type { MediaInfo } from '../info.ts';
import type { Message } from '../process/wire.ts';
import { describe } from './describe.ts';
import { closeInput, inputError, openDecoder, openInput, pictureOf, readOnly, readPacket } from './input.ts';

/** Packets whose time stamps tell whether the frame rate varies: some ten seconds. */
const LOOKED_AT = 300;

/** Opens the file, checks that it can be decoded and describes it. Reads a few hundred packets, decodes none. */
export function probe(args: Message): Message {
  const input = openInput(String(args.path));
  try {
    const info = describe(input);
    const video = pictureOf(input);
    openDecoder(input, video, 1).freeContext();
    readOnly(input, [video]);
    const packet = new Packet();
    packet.alloc();
    const stamps: bigint[] = [];
    while (stamps.length < LOOKED_AT && readPacket(input, packet) === 'packet') {
      // Opening has read some packets of the other streams already.
      if (packet.streamIndex === video.index) stamps.push(packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts);
      packet.unref();
    }
    packet.free();
    if (stamps.length === 0) throw inputError(input.path, 'has a picture track without a single frame.');
    stamps.sort((one, other) => Number(one - other));
    // The last ones may still wait for packets that are shown before them.
    const settled = stamps.length === LOOKED_AT ? stamps.slice(0, -16) : stamps;
    const answer: MediaInfo = { ...info, variableFrameRate: isVariable(settled) };
    return { info: answer };
  } finally {
    closeInput(input);
  }
}
