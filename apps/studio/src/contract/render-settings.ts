import { z } from 'zod';

/** How a cut is rendered; what is absent is as it was before there was a choice, but for the loudness. */
export const renderSettingsSchema = z.object({
  /** H.264 and AAC in MP4, or Apple ProRes 422 and PCM in MOV. */
  format: z.enum(['h264', 'prores-hq', 'prores', 'prores-lt', 'prores-proxy']).default('h264'),
  /** Of the picture; the brief's if absent, and without that the film's own. */
  aspect: z.enum(['16:9', '9:16', '1:1', '4:5', '2.39:1']).optional(),
  /** LUFS, with true peaks of at most -1 dBTP; null for as recorded. */
  loudness: z.number().min(-31).max(-9).nullable().default(-16),
  /** Of the lines that are heard in the cut. */
  subtitles: z.enum(['none', 'burn', 'track']).default('none'),
  /** How the brief's music lies under the cut; null leaves it out. */
  music: z
    .object({ gainDb: z.number().min(-40).max(20).default(0), duckDb: z.number().min(0).max(60).default(12) })
    .nullable()
    .optional(),
});
export type RenderSettings = z.output<typeof renderSettingsSchema>;
