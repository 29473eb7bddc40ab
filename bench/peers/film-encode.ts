import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PICTURE_TYPE_NONE,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import { Codec, CodecContext, FormatContext, Frame, Packet, Rational, type Stream } from 'node-av/lib';
import { AacEncoder } from '../../packages/media/src/native/aac.ts';
import { openH264 } from '../../packages/media/src/native/picture-encoder.ts';
import { SoundTrack } from '../../packages/media/src/native/sound-track.ts';
import { steadyX264 } from '../../packages/media/src/native/x264-processor.ts';

/**
 * What FFmpeg needs at least to make a film of pieces of another: seek before each piece, decode, drop what lies before
 * and behind it, encode; no filter, no index, nothing measured. One frame is one tick of `frameRate`, the output has the
 * source's size. Run as a process of its own; prints the milliseconds of CPU and of wall time.
 */
interface Task {
  readonly source: string;
  readonly out: string;
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly pieces: readonly { readonly inFrame: number; readonly outFrame: number }[];
}

const RATE = 48_000;

function decoderOf(stream: Stream, threads: number): CodecContext {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.parametersToContext(stream.codecpar);
  context.pktTimebase = stream.timeBase;
  context.threadCount = threads;
  context.open2Sync(codec, null);
  return context;
}

function streamOf(format: FormatContext, type: typeof AVMEDIA_TYPE_VIDEO | typeof AVMEDIA_TYPE_AUDIO): Stream {
  return format.streams.find((stream) => stream.codecpar.codecType === type) as Stream;
}

async function encodePieces({ source, out, frameRate, pieces }: Task): Promise<void> {
  const seconds = (frame: number): number => (frame * frameRate.den) / frameRate.num;
  const x264 = await steadyX264();
  const input = new FormatContext();
  input.openInputSync(source, null, null);
  input.findStreamInfoSync(null);
  const video = streamOf(input, AVMEDIA_TYPE_VIDEO);
  const audio = streamOf(input, AVMEDIA_TYPE_AUDIO);
  const output = new FormatContext();
  output.allocOutputContext2(null, 'mp4', out);
  output.setOption('movflags', '+faststart');
  const { width, height } = video.codecpar;
  const encoder = openH264({ width, height, frameRate, preset: 'veryfast', crf: 20 }, x264);
  const pictures = output.newStream(null);
  pictures.codecpar.fromContext(encoder);
  pictures.timeBase = encoder.timeBase;
  const write = (packet: Packet, stream: Stream, timeBase: Rational): void => {
    packet.streamIndex = stream.index;
    packet.rescaleTs(timeBase, stream.timeBase);
    output.interleavedWriteFrameSync(packet);
  };
  const aac = new AacEncoder({ sampleRate: RATE, channels: 2 }, (packet) =>
    write(packet, tones, new Rational(1, RATE)),
  );
  aac.context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const tones = output.newStream(null);
  tones.codecpar.fromContext(aac.context);
  tones.timeBase = aac.context.timeBase;
  output.openOutputSync();
  output.writeHeaderSync(null);
  const packet = new Packet();
  packet.alloc();
  const coded = new Packet();
  coded.alloc();
  const frame = new Frame();
  frame.alloc();
  let written = 0n;
  const drain = (): void => {
    while (encoder.receivePacketSync(coded) >= 0) {
      if (coded.duration === 0n) coded.duration = 1n;
      write(coded, pictures, encoder.timeBase);
      coded.unref();
    }
  };
  const pictureDecoder = decoderOf(video, 0);
  for (const { inFrame, outFrame } of pieces) {
    const ticks = (stream: Stream, second: number): number => (second * stream.timeBase.den) / stream.timeBase.num;
    const [from, to] = [ticks(video, seconds(inFrame)) - 1, ticks(video, seconds(outFrame)) - 1];
    input.seekFrameSync(video.index, BigInt(Math.round(from)), AVSEEK_FLAG_BACKWARD);
    pictureDecoder.flushBuffers();
    const toneDecoder = decoderOf(audio, 1);
    const track = new SoundTrack(
      RATE,
      2,
      (first, samples) => {
        const left = Math.round(seconds(outFrame) * RATE) - first;
        if (left > 0) aac.write(samples.subarray(0, Math.min(samples.length, left * 2)));
      },
      Math.round(seconds(inFrame) * RATE),
    );
    let picturesEnd = false;
    let tonesEnd = false;
    const takePictures = (): void => {
      while (pictureDecoder.receiveFrameSync(frame) >= 0) {
        const stamp = Number(frame.bestEffortTimestamp);
        if (stamp >= to) picturesEnd = true;
        else if (stamp >= from) {
          frame.pts = written++;
          frame.duration = 1n;
          frame.pictType = AV_PICTURE_TYPE_NONE;
          encoder.sendFrameSync(frame);
          drain();
        }
        frame.unref();
      }
    };
    while (!(picturesEnd && tonesEnd)) {
      if (input.readFrameSync(packet) < 0) {
        pictureDecoder.sendPacketSync(null);
        takePictures();
        break;
      }
      if (packet.streamIndex === video.index && !picturesEnd) {
        pictureDecoder.sendPacketSync(packet);
        takePictures();
      } else if (packet.streamIndex === audio.index && !tonesEnd) {
        toneDecoder.sendPacketSync(packet);
        while (toneDecoder.receiveFrameSync(frame) >= 0) {
          const second = (Number(frame.pts) * audio.timeBase.num) / audio.timeBase.den;
          tonesEnd = second >= seconds(outFrame);
          if (!tonesEnd) track.push(frame, second);
          frame.unref();
        }
      }
      packet.unref();
    }
    track.finish();
    toneDecoder.freeContext();
  }
  encoder.sendFrameSync(null);
  drain();
  aac.finish();
  output.writeTrailerSync();
  output.closeOutputSync();
  console.error(`${written} frames`);
}

const task = JSON.parse(process.argv[2] ?? '{}') as Task;
await steadyX264();
const begun = performance.now();
const before = process.cpuUsage();
await encodePieces(task);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (user + system) / 1000, wall: performance.now() - begun }));
