import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MediaError } from './error.ts';
import type { Subtitle } from './info.ts';
import { type RequestOptions, request } from './process/pool.ts';

/** Some of a film's time, seconds from its first frame; `end` exclusive. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

export interface WhisperOptions extends RequestOptions {
  /** Path of a model in whisper.cpp's format (`ggml-base.bin`). */
  readonly model: string;
  /** ISO 639-1 (`en`); told by the model from each half minute where absent. */
  readonly language?: string;
  /** Only these stretches are listened to, in order, none over another; all there is where absent. */
  readonly within?: readonly TimeSpan[];
  /** Seconds of the sound that are done, of so many. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** A model of 3 GB, its working memory, and FFmpeg. */
const LIMITS = { stallSeconds: 900, memoryMegabytes: 8192 };

/**
 * What is said in a film or a sound file, by FFmpeg's Whisper filter, with times in seconds from the film's first
 * frame. A language model guesses words: where nobody speaks it may still write some, so give it the stretches in which
 * somebody does.
 *
 * Throws `MediaError`: as `soundSamples`; 'not-found' and 'input' also for the model; 'unavailable' where this build of
 * FFmpeg has no Whisper.
 */
export async function whisper(path: string, options: WhisperOptions): Promise<Subtitle[]> {
  const { model, language, within, onProgress, signal, limits } = options;
  if (language !== undefined && !/^[a-z]{2,3}$/.test(language)) {
    throw new MediaError('input', `“${language}” is not the code of a language, such as en or pl.`, { place: path });
  }
  const found: Subtitle[] = [];
  // Ours, not the media process's: what it leaves behind when it crashes goes too.
  const folder = await mkdtemp(join(tmpdir(), 'second-unit-whisper-'));
  try {
    const args = { path, model, language: language ?? 'auto', within: within ?? null, out: join(folder, 'lines.srt') };
    const asked = { signal, limits: { ...LIMITS, ...limits }, op: 'whisper', place: path, args };
    for await (const message of request(asked)) {
      if ('done' in message) break;
      if (message.type === 'heard') onProgress?.(Number(message.seconds), Number(message.all));
      else found.push(...(message.subtitles as Subtitle[]));
    }
  } catch (thrown) {
    const isCrash = thrown instanceof MediaError && thrown.code === 'input' && thrown.message.includes('crash');
    if (!isCrash) throw thrown;
    const message = `FFmpeg’s Whisper crashed: the model “${basename(model)}” or the film may be damaged.`;
    throw new MediaError('input', message, { place: model, cause: thrown });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return found;
}
