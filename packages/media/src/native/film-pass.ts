import { AV_PKT_FLAG_KEY, AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants';
import { type CodecContext, Frame, Packet, type Stream } from 'node-av/lib';
import { markAsShown, pixelAspectOf } from './as-shown.ts';
import { FrameStarts, stampOf } from './frame-starts.ts';
import { containerOf, type Input, openDecoder, readOnly, readPacket } from './input.ts';

/** What a pass over a film calls. A frame or packet is valid during the call only. */
export interface PassHandlers {
  picture(frame: Frame): void;
  /** The packet with which a frame begins goes to the decoder: where it is shown, and whether it is a key frame. */
  readonly sent?: (stamp: bigint, isKey: boolean) => void;
  /** Where given, pictures are not decoded: their packets come here, and may be taken. */
  readonly packet?: (packet: Packet) => void;
  /** When absent, sound is not decoded. */
  readonly sound?: ((frame: Frame) => void) | undefined;
  /** When absent, subtitle packets are not read. */
  readonly words?: ((packet: Packet) => void) | undefined;
  damaged(message: string): void;
  /** Asked after each picture: has it all that it wants of the pictures? What else it takes is read to the end. */
  readonly hasPictures?: (() => boolean) | undefined;
  /** Stamp of the key frame at which decoding begins; pictures that lie before it are passed over. */
  readonly beginsAt?: bigint | undefined;
  /** Decoding threads for the picture; as many as there are cores if absent. */
  readonly threads?: number | undefined;
  /**
   * The pictures are made so much smaller that nobody sees whether the edges of blocks were smoothed in frames between
   * two others: H.264 and HEVC decode a tenth faster without.
   */
  readonly isRough?: boolean;
}

/** A demuxer that cannot get past a place says so again and again. */
const MOST_DAMAGED_READS = 100;

/** Packets after which the event loop has a turn. */
const TURN = 500;

/**
 * Decodes everything there is from where the file stands, in the order in which it lies in it; damaged parts are told
 * of and passed over. Now and then the event loop has a turn: what the binding has to free, it frees there.
 */
export async function passOver(input: Input, video: Stream, handlers: PassHandlers): Promise<void> {
  for (const _ of pass(input, video, handlers)) await new Promise((resolve) => setImmediate(resolve));
}

/** Stops every few packets. */
function* pass(input: Input, video: Stream, handlers: PassHandlers): Generator<void> {
  const { audio, subtitle } = input;
  const takeSound = handlers.sound;
  const words = handlers.words === undefined ? undefined : subtitle;
  readOnly(input, [video, takeSound === undefined ? undefined : audio, words]);
  const pictures = handlers.packet === undefined ? openDecoder(input, video, handlers.threads) : undefined;
  if (handlers.isRough === true) pictures?.setOption('skip_loop_filter', 'bidir');
  const sound = takeSound === undefined || audio === undefined ? undefined : openDecoder(input, audio, 1);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  const decode = (decoder: CodecContext, from: Packet | null, take: (frame: Frame) => void): void => {
    let sent = decoder.sendPacketSync(from);
    if (sent === AVERROR_EAGAIN) {
      receive(decoder, frame, take, handlers);
      sent = decoder.sendPacketSync(from);
    }
    if (sent < 0 && sent !== AVERROR_EOF) handlers.damaged('A part could not be decoded.');
    receive(decoder, frame, take, handlers);
  };
  const aspect = pixelAspectOf(video);
  const starts = new FrameStarts(video, containerOf(input));
  let isSeen = false;
  let isOn = handlers.beginsAt === undefined;
  const takePicture = (decoded: Frame): void => {
    if (isSeen) return;
    markAsShown(decoded, aspect);
    handlers.picture(decoded);
    isSeen = handlers.hasPictures?.() === true;
    if (isSeen) readOnly(input, [takeSound === undefined ? undefined : audio, words]);
  };
  const hasMore = (): boolean => !isSeen || sound !== undefined || words !== undefined;
  for (let damagedReads = 0, packets = 1; damagedReads < MOST_DAMAGED_READS && hasMore(); packets++) {
    if (packets % TURN === 0) yield;
    const read = readPacket(input, packet);
    if (read === 'end') break;
    if (read === 'damaged') {
      handlers.damaged('The file could not be read here.');
      damagedReads += 1;
      continue;
    }
    damagedReads = 0;
    if (packet.streamIndex === video.index) {
      isOn ||= packet.hasFlags(AV_PKT_FLAG_KEY) && packet.pts === handlers.beginsAt;
      if (isOn && !isSeen) {
        const stamp = handlers.sent !== undefined && starts.isStart(packet) ? stampOf(packet) : undefined;
        if (stamp !== undefined) handlers.sent?.(stamp, packet.hasFlags(AV_PKT_FLAG_KEY));
        if (pictures !== undefined) decode(pictures, packet, takePicture);
        else handlers.packet?.(packet);
      }
    } else if (packet.streamIndex === audio?.index) {
      if (sound !== undefined && takeSound !== undefined) decode(sound, packet, takeSound);
    } else if (packet.streamIndex === words?.index) handlers.words?.(packet);
    packet.unref();
  }
  if (!isSeen && pictures !== undefined) decode(pictures, null, takePicture);
  if (sound !== undefined && takeSound !== undefined) decode(sound, null, takeSound);
  pictures?.freeContext();
  sound?.freeContext();
  packet.free();
  frame.free();
}

/** Takes every frame that the decoder has ready. */
function receive(decoder: CodecContext, frame: Frame, take: (frame: Frame) => void, handlers: PassHandlers): void {
  // An error throws one part away; the frames behind it can still be asked for, but not for ever.
  for (let errors = 0; errors < MOST_DAMAGED_READS; ) {
    const received = decoder.receiveFrameSync(frame);
    if (received === AVERROR_EAGAIN || received === AVERROR_EOF) return;
    if (received < 0) {
      handlers.damaged('A part could not be decoded.');
      errors += 1;
      continue;
    }
    take(frame);
    frame.unref();
  }
}
