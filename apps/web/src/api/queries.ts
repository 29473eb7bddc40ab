import type { Reason } from '@second-unit/editing';
import type { ShotSearch } from '@second-unit/footage/search';
import type { ReadThrough } from '@second-unit/story';
import type {
  ActionView,
  CredentialsView,
  CutView,
  KeptCorrection,
  LedgerEntry,
  LettersView,
  LogView,
  LooksView,
  PeopleView,
  ProductionView,
  StudioView,
  TasteView,
  TimelineSummary,
  TimelineView,
} from '@second-unit/studio/contract';
import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query';
import { get, StudioError } from './client.ts';

/** A shot that could stand in an item's place, best first. */
export interface Alternative {
  readonly shot: string;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Server-sent events say when something changed; asking again on every focus would only add noise.
      staleTime: Number.POSITIVE_INFINITY,
      retry: (count, thrown) => thrown instanceof StudioError && thrown.code === 'unavailable' && count < 2,
    },
  },
});

export const studioQuery = queryOptions({
  queryKey: ['studio'],
  // Oldest first, as events add them: the last of a kind is the newest, whether it was here when the page came or not.
  queryFn: async ({ signal }): Promise<StudioView> => {
    const studio = await get<StudioView>('/studio', signal);
    return { ...studio, jobs: studio.jobs.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)) };
  },
});

export const actionsQuery = queryOptions({
  queryKey: ['actions'],
  queryFn: ({ signal }) => get<ActionView[]>('/actions', signal),
  // Read without watching it: it would be dropped after five minutes, and every label with it.
  gcTime: Number.POSITIVE_INFINITY,
});

/** Whether a card's words can be set in type. */
export const lettersQuery = (text: string) =>
  queryOptions({
    queryKey: ['letters', text],
    queryFn: ({ signal }) => get<LettersView>(`/letters?${new URLSearchParams({ text })}`, signal),
    gcTime: 60_000,
  });

export const productionQuery = (id: string) =>
  queryOptions({
    queryKey: ['production', id],
    queryFn: ({ signal }) => get<ProductionView>(`/productions/${id}`, signal),
  });

export const logQuery = (id: string) =>
  queryOptions({ queryKey: ['log', id], queryFn: ({ signal }) => get<LogView>(`/media/${id}/log`, signal) });

/** What the studio learned of how this person cuts; every decision on a cut may change it. */
export const tasteQuery = queryOptions({
  queryKey: ['taste'],
  queryFn: ({ signal }) => get<TasteView>('/taste', signal),
});

export const looksQuery = (production: string) =>
  queryOptions({
    queryKey: ['looks', production],
    queryFn: ({ signal }) => get<LooksView>(`/productions/${production}/looks`, signal),
  });

/** Timelines of editing programs that came in. */
export const timelinesQuery = (production: string) =>
  queryOptions({
    queryKey: ['timelines', production],
    queryFn: ({ signal }) => get<TimelineSummary[]>(`/productions/${production}/timelines`, signal),
  });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => get<TimelineView>(`/timelines/${id}`, signal),
  });

/** Of a film, or of the render of a cut or paper edit. Asked anew whenever it is looked at: the file may be another. */
export const credentialsQuery = (of: 'cuts' | 'papers' | 'media', id: string) =>
  queryOptions({
    queryKey: ['credentials', id],
    queryFn: ({ signal }) => get<CredentialsView>(`/${of}/${id}/credentials`, signal),
    staleTime: 0,
    gcTime: 0,
  });

/** Who is seen in a film. Personal data: nothing of it outlives the page. */
export const peopleQuery = (media: string) =>
  queryOptions({
    queryKey: ['people', media],
    queryFn: ({ signal }) => get<PeopleView>(`/media/${media}/people`, signal),
  });

/** Shots by words over the production's films, or over one of them. */
export const shotsQuery = (production: string, query: string, media?: string) =>
  queryOptions({
    queryKey: ['shots', production, query, media],
    queryFn: ({ signal }) =>
      get<ShotSearch>(
        `/productions/${production}/shots?q=${encodeURIComponent(query)}${media === undefined ? '' : `&media=${media}`}`,
        signal,
      ),
    // What was found stays on the screen while the next letters are looked up.
    placeholderData: keepPreviousData,
  });

export const cutQuery = (id: string) =>
  queryOptions({ queryKey: ['cut', id], queryFn: ({ signal }) => get<CutView>(`/cuts/${id}`, signal) });

export const alternativesQuery = (cut: string, item: string) =>
  queryOptions({
    queryKey: ['alternatives', cut, item],
    queryFn: ({ signal }) => get<Alternative[]>(`/cuts/${cut}/alternatives/${item}`, signal),
  });

export const ledgerQuery = (production: string) =>
  queryOptions({
    queryKey: ['ledger', production],
    queryFn: ({ signal }) => get<LedgerEntry[]>(`/productions/${production}/ledger`, signal),
  });

/** What was said about a script's breakdown. */
export const correctionsQuery = (script: string) =>
  queryOptions({
    queryKey: ['corrections', script],
    queryFn: ({ signal }) => get<KeptCorrection[]>(`/scripts/${script}/corrections`, signal),
  });

/** What a script says; the Script room puts its own newer reading in the same place. */
export const readQuery = (script: string) =>
  queryOptions({
    queryKey: ['read', script],
    queryFn: ({ signal }) => get<ReadThrough>(`/scripts/${script}/read`, signal),
  });
