import type { ThingModelsView, ThingsView } from '@second-unit/studio/contract';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';

/** The owner's own models that look at films. */
export const thingModelsQuery = queryOptions({
  queryKey: ['thing-models'],
  queryFn: ({ signal }) => get<ThingModelsView>('/things', signal),
});

/** What they said of a film. Under the key of its log: whatever changes that, or was done to the film, is asked again. */
export const thingsQuery = (media: string) =>
  queryOptions({
    queryKey: ['log', media, 'things'],
    queryFn: ({ signal }) => get<ThingsView>(`/media/${media}/things`, signal),
  });
