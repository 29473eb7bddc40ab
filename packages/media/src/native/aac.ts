import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_SAMPLE_FMT_FLTP, FF_ENCODER_AAC } from 'node-av/constants';
import {
  avChannelLayoutDefault,
  Codec,
  CodecContext,
  CodecParameters,
  FFmpegError,
  Frame,
  Packet,
  Rational,
} from 'node-av/lib';
import { MediaError } from '../error.ts';

const BITS_PER_CHANNEL = 96_000;

/** What the sound is. */
export interface AacFormat {
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

function check(result: number): void {
  if (result < 0) throw new MediaError('internal', `The sound could not be encoded: ${FFmpegError.strerror(result)}.`);
}

/** Encodes interleaved samples as AAC; each packet is handed on as it comes and valid until then. */
export class AacEncoder {
  readonly context = new CodecContext();
  readonly #channels: number;
  readonly #take: (packet: Packet) => void;
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  #pending = new Float32Array(0);
  #samples = 0n;

  constructor({ sampleRate, channels }: AacFormat, take: (packet: Packet) => void) {
    this.#channels = channels;
    this.#take = take;
    const codec = Codec.findEncoderByName(FF_ENCODER_AAC);
    if (codec === null) throw new MediaError('unavailable', 'This build of FFmpeg cannot encode AAC.');
    this.context.allocContext3(codec);
    this.context.sampleRate = sampleRate;
    this.context.sampleFormat = AV_SAMPLE_FMT_FLTP;
    this.context.channelLayout = avChannelLayoutDefault(channels);
    this.context.timeBase = new Rational(1, sampleRate);
    this.context.bitRate = BigInt(BITS_PER_CHANNEL * channels);
    this.context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
    check(this.context.open2Sync(codec, null));
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /** Samples that follow those before. */
  write(samples: Float32Array): void {
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    const step = this.context.frameSize * this.#channels;
    let at = 0;
    for (; at + step <= joined.length; at += step) this.#encode(joined.subarray(at, at + step));
    this.#pending = joined.slice(at);
  }

  finish(): void {
    if (this.#pending.length > 0) this.#encode(this.#pending);
    this.#encode(null);
    this.#frame.free();
    this.#packet.free();
    this.context.freeContext();
  }

  #encode(interleaved: Float32Array | null): void {
    if (interleaved !== null) this.#fill(interleaved);
    check(this.context.sendFrameSync(interleaved === null ? null : this.#frame));
    this.#frame.unref();
    while (this.context.receivePacketSync(this.#packet) >= 0) {
      this.#take(this.#packet);
      this.#packet.unref();
    }
  }

  #fill(interleaved: Float32Array): void {
    const count = interleaved.length / this.#channels;
    this.#frame.nbSamples = count;
    this.#frame.format = AV_SAMPLE_FMT_FLTP;
    this.#frame.channelLayout = this.context.channelLayout;
    this.#frame.sampleRate = this.context.sampleRate;
    check(this.#frame.getBuffer(0));
    const planes = this.#frame.data;
    for (let channel = 0; channel < this.#channels; channel++) {
      const plane = new Float32Array(count);
      for (let at = 0; at < count; at++) plane[at] = interleaved[at * this.#channels + channel] as number;
      planes?.[channel]?.set(new Uint8Array(plane.buffer));
    }
    this.#frame.pts = this.#samples;
    this.#samples += BigInt(count);
  }
}

/** Sound as it will be heard after AAC: hands each decoded frame on. */
export function throughAac(sound: Iterable<Float32Array>, format: AacFormat, take: (frame: Frame) => void): void {
  const frame = new Frame();
  frame.alloc();
  const decoder = new CodecContext();
  const receive = (packet: Packet | null): void => {
    decoder.sendPacketSync(packet);
    while (decoder.receiveFrameSync(frame) >= 0) {
      take(frame);
      frame.unref();
    }
  };
  const encoder = new AacEncoder(format, receive);
  const parameters = new CodecParameters();
  parameters.alloc();
  check(parameters.fromContext(encoder.context));
  const codec = Codec.findDecoder(parameters.codecId);
  decoder.allocContext3(codec);
  decoder.parametersToContext(parameters);
  check(decoder.open2Sync(codec, null));
  for (const samples of sound) encoder.write(samples);
  encoder.finish();
  receive(null);
  decoder.freeContext();
  parameters.free();
  frame.free();
}
