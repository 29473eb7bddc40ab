import type { LinedView } from '@second-unit/studio/contract';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { logQuery } from '../api/queries.ts';

/** A film's lined script. It is asked for again with the log; while it is, the old one stays. */
export const linedQuery = (media: string) =>
  queryOptions({
    queryKey: [...logQuery(media).queryKey, 'lined'],
    queryFn: ({ signal }) => get<LinedView>(`/media/${media}/lined`, signal),
  });
