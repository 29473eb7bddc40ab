import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { FrameReader } from './frame-reader.ts';
import { inputError } from './input.ts';
import { orientationOf } from './orientation.ts';
import { SmallFrames } from './small-frames.ts';

/** Sends each frame asked for, made small, in the order asked for. */
export function smallPictures(args: Message): Message {
  const path = String(args.path);
  const [width, height] = [Number(args.width), Number(args.height)];
  const reader = new FrameReader(path);
  const small = new SmallFrames(width, height, orientationOf(reader.video), false);
  try {
    for (const frame of args.frames as number[]) {
      if (frame >= reader.frames) throw inputError(path, `has ${reader.frames} frames; there is no frame ${frame}.`);
      const decoded = reader.read(frame);
      const rgb = new Uint8Array(small.bytes);
      if (decoded === undefined || !small.write(decoded, rgb)) throw inputError(path, `is damaged at frame ${frame}.`);
      send({ type: 'picture', frame, rgb });
    }
    return {};
  } finally {
    small.free();
    reader.free();
  }
}
