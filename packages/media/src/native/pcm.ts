import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_SAMPLE_FMT_S32, FF_ENCODER_PCM_S24LE } from 'node-av/constants';
import { avChannelLayoutDefault, Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from 'node-av/lib';
import { MediaError } from '../error.ts';
import type { AacFormat } from './aac.ts';

/** Of 32-bit samples; the encoder keeps the upper 24. */
const FULL = 2 ** 31;
const MOST = FULL - 256;

/** Encodes interleaved samples as PCM of 24 bits; each packet is handed on as it comes and valid until then. */
export class PcmEncoder {
  readonly context = new CodecContext();
  readonly #channels: number;
  readonly #take: (packet: Packet) => void;
  readonly #packet = new Packet();
  readonly #frame = new Frame();
  #samples = 0n;

  constructor({ sampleRate, channels }: AacFormat, take: (packet: Packet) => void) {
    this.#channels = channels;
    this.#take = take;
    const codec = Codec.findEncoderByName(FF_ENCODER_PCM_S24LE);
    if (codec === null) throw new MediaError('unavailable', 'This build of FFmpeg cannot encode PCM.');
    this.context.allocContext3(codec);
    this.context.sampleRate = sampleRate;
    this.context.sampleFormat = AV_SAMPLE_FMT_S32;
    this.context.channelLayout = avChannelLayoutDefault(channels);
    this.context.timeBase = new Rational(1, sampleRate);
    this.context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
    this.#check(this.context.open2Sync(codec, null));
    this.#packet.alloc();
    this.#frame.alloc();
  }

  #check(result: number): void {
    if (result >= 0) return;
    throw new MediaError('internal', `The sound could not be encoded: ${FFmpegError.strerror(result)}.`);
  }

  /** Samples that follow those before. */
  write(samples: Float32Array): void {
    if (samples.length === 0) return;
    const count = samples.length / this.#channels;
    const frame = this.#frame;
    frame.nbSamples = count;
    frame.format = AV_SAMPLE_FMT_S32;
    frame.channelLayout = this.context.channelLayout;
    frame.sampleRate = this.context.sampleRate;
    this.#check(frame.getBuffer(0));
    const whole = Int32Array.from(samples, (sample) => Math.max(-FULL, Math.min(MOST, Math.round(sample * FULL))));
    frame.data?.[0]?.set(new Uint8Array(whole.buffer));
    frame.pts = this.#samples;
    this.#samples += BigInt(count);
    this.#send(frame);
    frame.unref();
  }

  #send(frame: Frame | null): void {
    this.#check(this.context.sendFrameSync(frame));
    while (this.context.receivePacketSync(this.#packet) >= 0) {
      this.#take(this.#packet);
      this.#packet.unref();
    }
  }

  finish(): void {
    this.#send(null);
    this.#frame.free();
    this.#packet.free();
    this.context.freeContext();
  }
}
