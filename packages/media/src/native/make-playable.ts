import { Frame, type Stream } from 'node-av/lib';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { Conform } from './conform.ts';
import { copiedPictures, copyPictures } from './copy-pictures.ts';
import { describe } from './describe.ts';
import { even } from './encode.ts';
import { passOver } from './film-pass.ts';
import { FrameStamps } from './frame-stamps.ts';
import { closeInput, inputError, openInput, pictureOf } from './input.ts';
import { Mp4Writer } from './mp4-writer.ts';
import { orientationOf } from './orientation.ts';
import { PacketStamps } from './packet-stamps.ts';
import { SoundClock } from './sound-clock.ts';
import { SoundTrack } from './sound-track.ts';
import { WaitingSound } from './waiting-sound.ts';

const PROGRESS_MS = 250;
const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
/** A damaged file may name a pixel shape that would make a picture of any width. */
const MOST_SIDE = 8192;

/** Writes every frame of a film once, at its own time, as H.264 and AAC: copied where that can be, else coded. */
export async function makePlayable(args: Message): Promise<Message> {
  const input = openInput(String(args.path));
  try {
    const info = describe(input);
    const video = pictureOf(input);
    const isUpright = info.rotation === 0 && orientationOf(video).matrix.join() === '1,0,0,1';
    if (
      args.frames !== undefined &&
      isUpright &&
      info.pixelAspect === undefined &&
      info.height <= Number(args.height)
    ) {
      const copied = copiedPictures(input.path, Number(args.frames));
      const sound = { sampleRate: SAMPLE_RATE, channels: CHANNELS } as const;
      if (copied !== undefined)
        return { frames: await copyPictures(input, info, String(args.out), { ...copied, sound }) };
    }
    const aspect = info.pixelAspect ?? { num: 1, den: 1 };
    const shownWidth = Math.min(MOST_SIDE, (info.width * aspect.num) / aspect.den);
    const scale = Math.min(1, Number(args.height) / info.height);
    const size = {
      width: even(Math.max(1, Math.round(shownWidth * scale))),
      height: even(Math.max(1, Math.round(info.height * scale))),
    };
    const writer = await Mp4Writer.open(String(args.out), {
      ...size,
      frameRate: info.frameRate,
      timeBase: info.timeBase,
      preset: 'veryfast',
      crf: 22,
      ...(input.audio === undefined ? {} : { sound: { sampleRate: SAMPLE_RATE, channels: CHANNELS } }),
    });
    const conform = new Conform(size);
    const stamps = new FrameStamps(info);
    const packets = new PacketStamps();
    const track = new SoundTrack(SAMPLE_RATE, CHANNELS, (_, samples) => writer.writeSound(samples));
    const clock = new SoundClock();
    const waiting = new WaitingSound((frame) => {
      track.push(frame, clock.placeFrame(frame, (input.audio as Stream).timeBase, stamps.origin));
    });
    // A frame is written when the next one tells how long it is shown.
    const held = new Frame();
    held.alloc();
    const writeHeld = (duration: bigint): void => {
      held.duration = duration;
      writer.writePicture(held);
      held.unref();
    };
    let progressAt = 0;
    await passOver(input, video, {
      picture: (frame) => {
        const last = stamps.all.at(-1);
        const told = FrameStamps.told(frame);
        // Where the film's first frames are lost, its time begins with them all the same.
        const stamp = stamps.add(frame, last === undefined ? (packets.shown(told).lost[0] ?? told) : told);
        waiting.open();
        if (last !== undefined) writeHeld(stamp - last);
        held.ref(conform.frame(orientationOf(video), video.timeBase, frame));
        held.pts = stamp - (stamps.all[0] as bigint);
        const now = performance.now();
        if (now - progressAt < PROGRESS_MS) return;
        progressAt = now;
        send({ type: 'progress', frame: stamps.all.length, frames: Math.max(info.frames, stamps.all.length) });
      },
      sent: (stamp, isKey) => {
        if (stamps.all.length === 0) packets.sent(stamp, isKey);
      },
      sound: input.audio === undefined ? undefined : (frame) => waiting.push(frame),
      damaged: () => packets.damaged(),
    });
    const frames = stamps.all.length;
    if (frames === 0) throw inputError(input.path, 'has a picture track of which no frame can be decoded.');
    writeHeld(stamps.lastDuration);
    track.finish();
    writer.finish();
    conform.free();
    held.free();
    return { frames };
  } finally {
    closeInput(input);
  }
}
