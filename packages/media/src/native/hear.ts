import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { describe } from './describe.ts';
import { passOver } from './film-pass.ts';
import { FilmSound, type SoundWanted } from './film-sound.ts';
import { FrameStamps } from './frame-stamps.ts';
import { closeInput, inputError, openInput, pictureOf } from './input.ts';
import { PacketStamps } from './packet-stamps.ts';

/** Reads sound and words of a film; of its pictures only the first, from which their times count. */
export async function hear(args: Message): Promise<Message> {
  const input = openInput(String(args.path));
  try {
    const info = describe(input);
    const video = pictureOf(input);
    const wanted = args.wanted as SoundWanted;
    const stamps = new FrameStamps(info);
    const packets = new PacketStamps();
    const sound = new FilmSound(input, video, wanted, stamps);
    const words = wanted.subtitles === true && input.subtitle !== undefined;
    if (!sound.isWanted && !words) return { info };
    let damagedAt = Number.NEGATIVE_INFINITY;
    await passOver(input, video, {
      picture: (frame) => {
        const told = FrameStamps.told(frame);
        // Where the film's first frames are lost, its time begins with them all the same.
        stamps.add(frame, packets.shown(told).lost[0] ?? told);
        sound.open();
      },
      sent: (stamp, isKey) => packets.sent(stamp, isKey),
      hasPictures: () => true,
      threads: 1,
      sound: sound.isWanted ? (frame) => sound.push(frame) : undefined,
      words: words ? (packet) => sound.words(packet) : undefined,
      damaged: (message) => {
        packets.damaged();
        // One event for each damaged place: what is bad within the same second is one.
        if (sound.seconds - damagedAt > 1) send({ type: 'damage', time: sound.seconds, message });
        damagedAt = sound.seconds;
      },
    });
    if (stamps.all.length === 0) throw inputError(input.path, 'has a picture track of which no frame can be decoded.');
    sound.finish();
    return { info };
  } finally {
    closeInput(input);
  }
}
