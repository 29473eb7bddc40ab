import { Fault, toFault } from '@second-unit/evidence';
import type { SpokenLine } from '@second-unit/footage';
import { soundSamples, type TimeSpan } from '@second-unit/media';
import { z } from 'zod';
import type { Gate } from '../gate/index.ts';
import { chunksOf } from './chunks.ts';
import { RATE, wav } from './wav.ts';

/** A server that speaks OpenAI's `/audio/transcriptions`. */
export interface Endpoint {
  /** Up to the version: `https://api.openai.com/v1`. */
  readonly address: string;
  readonly model: string;
  /** ISO 639-1; the server tells it where absent. */
  readonly language?: string;
  readonly key?: string;
}

export interface EndpointParcel {
  readonly production: string;
  /** Id of the film. */
  readonly media: string;
  /** What a person knows the film by. */
  readonly title: string;
  readonly by: string;
}

/** Bytes of an answer about five minutes of speech: far more than anybody says in them, with every word's times. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Ten a second. */
const MOST_SEGMENTS = 3000;
const MOST_WORDS = 6000;

const answerSchema = z.object({
  text: z.string().optional(),
  segments: z
    .array(z.object({ start: z.number(), end: z.number(), text: z.string() }))
    .max(MOST_SEGMENTS)
    .optional(),
  words: z
    .array(z.object({ start: z.number(), end: z.number(), word: z.string() }))
    .max(MOST_WORDS)
    .optional(),
});

/**
 * What is said in a film, by a transcription endpoint: the stretches of speech leave this machine through the gate, in
 * parts of five minutes at most, and nothing else of the film. Times are seconds from the film's first frame.
 * Errors: 'refused' by lock, rights or address; 'unavailable' where the server does not answer as it should;
 * 'cancelled'; and those of `soundSamples`.
 */
export async function transcribeByEndpoint(
  gate: Gate,
  endpoint: Endpoint,
  parcel: EndpointParcel,
  film: {
    readonly path: string;
    readonly speech: readonly TimeSpan[];
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, all: number) => void;
  },
): Promise<SpokenLine[]> {
  const chunks = chunksOf(film.speech);
  const lines: SpokenLine[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const samples = await soundOf(film.path, chunk, film.signal);
    const answer = await ask(gate, endpoint, parcel, samples, film.signal);
    const length = chunk.end - chunk.start;
    const segments = answer.segments ?? [{ start: 0, end: length, text: answer.text ?? '' }];
    for (const { start, end, text } of segments) {
      const words = text.replaceAll('\0', '').trim();
      const from = Math.min(Math.max(0, start), length);
      const to = Math.min(Math.max(from, end), length);
      if (words === '' || to <= from) continue;
      const timed = (answer.words ?? []).flatMap((one) => {
        const said = one.word.replaceAll('\0', '').trim();
        // A word is of the segment in which most of it is said.
        const middle = (one.start + one.end) / 2;
        const isIn = said !== '' && one.end >= one.start && middle >= from && middle < to;
        const within = (time: number): number => chunk.start + Math.min(Math.max(from, time), to);
        return isIn ? [{ start: within(one.start), end: within(one.end), text: said }] : [];
      });
      lines.push({
        start: chunk.start + from,
        end: chunk.start + to,
        text: words,
        from: 'endpoint',
        ...(timed.length === 0 ? {} : { words: timed }),
      });
    }
    film.onProgress?.(at + 1, chunks.length);
  }
  return lines;
}

async function soundOf(path: string, { start, end }: TimeSpan, signal: AbortSignal | undefined): Promise<Float32Array> {
  const samples = new Float32Array(Math.ceil((end - start) * RATE));
  const first = Math.round(start * RATE);
  for await (const part of soundSamples(path, { sampleRate: RATE, from: start, seconds: end - start, signal })) {
    const at = Math.max(0, part.first - first);
    samples.set(part.samples.subarray(0, Math.max(0, samples.length - at)), Math.min(at, samples.length));
  }
  return samples;
}

async function ask(
  gate: Gate,
  { address, model, language, key }: Endpoint,
  { production, media, title, by }: EndpointParcel,
  samples: Float32Array,
  signal: AbortSignal | undefined,
): Promise<z.output<typeof answerSchema>> {
  const form = new FormData();
  form.set('model', model);
  form.set('response_format', 'verbose_json');
  for (const each of ['segment', 'word']) form.append('timestamp_granularities[]', each);
  if (language !== undefined) form.set('language', language);
  form.set('file', new File([wav(samples)], 'speech.wav', { type: 'audio/wav' }));
  // As bytes, so that the gate can say how many leave.
  const encoded = new Response(form);
  const headers: Record<string, string> = {
    'Content-Type': encoded.headers.get('content-type') ?? 'multipart/form-data',
    Accept: 'application/json',
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
  };
  const to = new URL(`${address.replace(/\/+$/, '')}/audio/transcriptions`);
  const seconds = Math.round(samples.length / RATE);
  const response = await gate.outgoing(
    { production, items: [media], to, what: `${seconds} seconds of speech of “${title}”`, by },
    {
      method: 'POST',
      headers,
      body: new Uint8Array(await encoded.arrayBuffer()),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const refuse = (why: string, cause?: unknown): Fault =>
    new Fault('unavailable', `The transcription endpoint ${to.host} ${why}.`, { place: to.origin, cause });
  const text = await textOf(response).catch((error: unknown) => {
    throw toFault(error);
  });
  if (text === undefined) throw refuse('answered more than anybody says in five minutes');
  if (!response.ok) throw refuse(`answered ${response.status}${said(text)}`);
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw refuse('answered something that is no transcription', cause);
  }
}

/** An answer's text; undefined where it is too long, of which the rest is not read. */
async function textOf(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Ending the loop early ends the answer.
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return undefined;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** The server's own sentence, where it gives one in OpenAI's way. */
function said(text: string): string {
  try {
    const { message } = z.object({ error: z.object({ message: z.string() }) }).parse(JSON.parse(text)).error;
    return `: ${message.slice(0, 200).replace(/\s+/g, ' ').replace(/\.$/, '')}`;
  } catch {
    return '';
  }
}
