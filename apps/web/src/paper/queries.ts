import type { LineTakesView, PaperSummary, PaperView, WordsView } from '@second-unit/studio/contract';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { logQuery } from '../api/queries.ts';

export const papersQuery = (production: string) =>
  queryOptions({
    queryKey: ['papers', production],
    queryFn: ({ signal }) => get<PaperSummary[]>(`/productions/${production}/papers`, signal),
  });

export const paperQuery = (paper: string) =>
  queryOptions({
    queryKey: ['paper', paper],
    queryFn: ({ signal }) => get<PaperView>(`/papers/${paper}`, signal),
  });

/** A film's transcript as words. It is asked for again with the log. */
export const wordsQuery = (media: string) =>
  queryOptions({
    queryKey: [...logQuery(media).queryKey, 'words'],
    queryFn: ({ signal }) => get<WordsView>(`/media/${media}/words`, signal),
  });

/** Lines of the script with their takes. Under the logs' key: with any of them it may change. */
export const lineTakesQuery = (production: string) =>
  queryOptions({
    queryKey: ['line-takes', production],
    queryFn: ({ signal }) => get<LineTakesView>(`/productions/${production}/line-takes`, signal),
    // Scripts change as they are typed, and nobody tells of it.
    staleTime: 10_000,
  });
