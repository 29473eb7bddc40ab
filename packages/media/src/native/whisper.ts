import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, resolve } from 'node:path';
import { AV_SAMPLE_FMT_FLT } from 'node-av/constants';
import { avChannelLayoutDefault, Filter, type FilterContext, FilterGraph, Frame } from 'node-av/lib';
import { MediaError } from '../error.ts';
import { send } from '../process/channel.ts';
import type { Message } from '../process/wire.ts';
import { SoundReader } from './sound-reader.ts';
import { extent } from './sound-samples.ts';
import { type Line, linesOf, placed, type Span } from './whisper-lines.ts';

const RATE = 16_000;
/** Whisper hears half a minute at a time. */
const QUEUE_SECONDS = 30;
/** Silence between two stretches, so that a word of one does not run into the other. */
const GAP_SECONDS = 0.5;
const BLOCK = RATE;
/** "ggml", as whisper.cpp's own files begin. */
const MAGIC = 'lmgg';

/** Throws one sentence for what is no model. */
function checkModel(path: string): void {
  const named = `“${basename(path)}”`;
  const refuse = (rest: string): MediaError => new MediaError('input', `The model ${named} ${rest}`, { place: path });
  let isFile = false;
  try {
    isFile = statSync(path).isFile();
  } catch (cause) {
    throw new MediaError('not-found', `There is no model file ${named}.`, { place: path, cause });
  }
  if (!isFile) throw refuse('is not a file.');
  const head = Buffer.alloc(4);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, 4, 0);
  } finally {
    closeSync(file);
  }
  if (head.toString('latin1') !== MAGIC) {
    throw refuse('is not one of whisper.cpp (ggml-base.bin and the like).');
  }
}

/**
 * FFmpeg's Whisper in node-av looks for graphics processors first, and where the loader of their drivers is not
 * installed it calls what it did not find: the process would crash. Throws one sentence instead.
 */
function checkDrivers(): void {
  if (process.platform !== 'linux') return;
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1');
  } catch (cause) {
    // Found, but of course no module of Node's.
    if (!String(cause).includes('cannot open shared object file')) return;
    throw new MediaError(
      'unavailable',
      'FFmpeg’s Whisper needs the Vulkan loader, also without a graphics card: install libvulkan1 (Debian, Ubuntu) or vulkan-loader (Fedora, Alpine, Arch), or use a transcription endpoint.',
      { cause },
    );
  }
}

/** FFmpeg's filter, from samples to a file of lines. */
class WhisperFilter {
  readonly #graph = new FilterGraph();
  readonly #source: FilterContext;
  readonly #sink: FilterContext;
  readonly #frame = new Frame();
  #at = 0;

  constructor(model: string, language: string, destination: string) {
    this.#graph.alloc();
    this.#graph.nbThreads = Math.max(1, availableParallelism());
    const layout = avChannelLayoutDefault(1);
    this.#source = this.#create('abuffer', {
      time_base: `1/${RATE}`,
      sample_rate: String(RATE),
      sample_fmt: 'flt',
      channel_layout: 'mono',
    });
    const listener = this.#create('whisper', {
      model: resolve(model),
      language,
      queue: `${QUEUE_SECONDS}`,
      destination: `file:${destination}`,
      format: 'srt',
    });
    this.#sink = this.#create('abuffersink', {});
    const isLinked = this.#source.link(0, listener, 0) >= 0 && listener.link(0, this.#sink, 0) >= 0;
    if (!isLinked || this.#graph.configSync() < 0) {
      throw new MediaError('internal', 'FFmpeg refuses to put its Whisper filter together.');
    }
    this.#frame.alloc();
    this.#frame.channelLayout = layout;
  }

  /** A filter of the graph with its options. */
  #create(name: string, options: Record<string, string>): FilterContext {
    const filter = Filter.getByName(name);
    if (filter === null) {
      throw new MediaError('unavailable', 'This build of FFmpeg has no Whisper; use a transcription endpoint.');
    }
    const context = this.#graph.allocFilter(filter, name);
    if (context === null) throw new MediaError('internal', `FFmpeg refuses its own filter “${name}”.`);
    // One by one, since a path in a string of options would have to be escaped. Not by a dictionary: node-av 6.1.1 frees
    // one that it gave to a filter twice.
    for (const [option, value] of Object.entries(options)) context.setOption(option, value);
    if (context.init() >= 0) return context;
    const { model } = options;
    throw model === undefined
      ? new MediaError('internal', `FFmpeg refuses its own filter “${name}”.`)
      : new MediaError('input', `The model “${basename(model)}” is damaged, or of a version that cannot be read.`, {
          place: model,
        });
  }

  /** Samples that follow those before. */
  push(samples: Float32Array): void {
    const frame = this.#frame;
    frame.nbSamples = samples.length;
    frame.format = AV_SAMPLE_FMT_FLT;
    frame.channelLayout = avChannelLayoutDefault(1);
    frame.sampleRate = RATE;
    if (frame.getBuffer(0) < 0) throw new MediaError('unavailable', 'There is not enough memory for the sound.');
    frame.data?.[0]?.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    frame.pts = BigInt(this.#at);
    this.#at += samples.length;
    this.#source.buffersrcAddFrameSync(frame);
    frame.unref();
    this.#drain();
  }

  #drain(): void {
    while (this.#sink.buffersinkGetFrameSync(this.#frame) >= 0) this.#frame.unref();
  }

  finish(): void {
    this.#source.buffersrcAddFrameSync(null);
    this.#drain();
    this.#frame.free();
    this.#graph.free();
  }
}

/** Listens to stretches of a film's sound, one after the other with a little silence between, and sends the lines. */
export function whisper(args: Message): Message {
  const path = String(args.path);
  const model = String(args.model);
  checkModel(model);
  checkDrivers();
  const { origin, seconds } = extent(path);
  const wanted = (args.within as Span[] | null) ?? [{ start: 0, end: seconds }];
  const spans = wanted
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(end, seconds) }))
    .filter(({ start, end }) => end > start);
  const all = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const reader = new SoundReader(path, origin, RATE, 1);
  try {
    const out = String(args.out);
    const filter = new WhisperFilter(model, String(args.language), out);
    let done = 0;
    for (const { start, end } of spans) {
      const last = Math.round(end * RATE);
      for (let at = Math.round(start * RATE); at < last; at += BLOCK) {
        const count = Math.min(BLOCK, last - at);
        filter.push(reader.take(at, count));
        done += count / RATE;
        send({ type: 'heard', seconds: done, all });
      }
      filter.push(new Float32Array(GAP_SECONDS * RATE));
    }
    filter.finish();
    const lines: Line[] = linesOf(readFileSync(out, 'utf8'));
    send({ type: 'lines', subtitles: placed(lines, spans, GAP_SECONDS) });
    return {};
  } finally {
    reader.free();
  }
}
