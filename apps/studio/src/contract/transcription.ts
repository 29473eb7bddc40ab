import { z } from 'zod';
import { action, id, text } from './action-spec.ts';
import type { JobView, MediaSummary } from './wire.ts';

const language = z
  .string()
  .regex(/^[a-z]{2,3}$/, 'it is a code such as en or pl')
  .optional();

/** Whisper models that can be fetched by name. */
const WHISPER_NAMES = ['tiny', 'base', 'small', 'large-v3-turbo'] as const;

/** How what is said in films becomes lines of their logs; off until somebody chooses. */
export const transcriptionSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('off') }),
  /** FFmpeg's own Whisper on this machine, with a model fetched once by name. */
  z.object({ by: z.literal('whisper'), model: z.enum(WHISPER_NAMES), language }),
  /** The same, with a model file (whisper.cpp's format) that lies on this machine; its whole path. */
  z.object({ by: z.literal('whisper-file'), file: text(4096).min(1), language }),
  /** A server that speaks OpenAI's `/audio/transcriptions`; `address` up to the version. */
  z.object({ by: z.literal('endpoint'), address: text(2048).min(1), model: text(200).min(1), language }),
]);

export type TranscriptionSetting = z.output<typeof transcriptionSchema>;

/** `GET /transcription`. */
export interface TranscriptionView {
  readonly setting: TranscriptionSetting;
  /** Models that can be fetched, and which are here already. */
  readonly models: readonly {
    readonly name: string;
    readonly bytes: number;
    /** Host that it would be fetched from. */
    readonly from: string;
    readonly fetched: boolean;
  }[];
  /** The environment variable that an endpoint's key is read from, and whether it is set. */
  readonly key: { readonly variable: string; readonly set: boolean };
}

/** What a person does about transcription: rows of the action table. */
export const TRANSCRIPTION_ACTIONS = {
  'transcription.set': action<TranscriptionView>()({
    name: 'transcription.set',
    label: 'Choose how films are transcribed',
    room: 'studio',
    input: z.object({ setting: transcriptionSchema }),
  }),
  'media.removeSubtitles': action<MediaSummary>()({
    name: 'media.removeSubtitles',
    label: 'Take the subtitle file away',
    room: 'footage',
    input: z.object({ media: id }),
  }),
  'media.transcribe': action<JobView>()({
    name: 'media.transcribe',
    label: 'Write down what is said',
    room: 'footage',
    input: z.object({
      media: id,
      /** Yes to fetching the chosen Whisper model, where it is not on this machine yet. */
      fetchModel: z.boolean().default(false),
      /** Put what is heard in place of the subtitles that the film came with. */
      replace: z.boolean().default(false),
    }),
  }),
} as const;
