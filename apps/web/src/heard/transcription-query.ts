import type { TranscriptionView } from '@second-unit/studio/contract';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';

/** How films are transcribed, and which models are on this machine. */
export const transcriptionQuery = queryOptions({
  queryKey: ['transcription'],
  queryFn: ({ signal }) => get<TranscriptionView>('/transcription', signal),
});
