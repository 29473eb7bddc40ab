import type { ShootDaySummary, ShootDayView } from '@second-unit/studio/contract';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';

export const shootDaysQuery = (production: string) =>
  queryOptions({
    queryKey: ['shoot-days', production],
    queryFn: ({ signal }) => get<ShootDaySummary[]>(`/productions/${production}/shoot-days`, signal),
  });

export const shootDayQuery = (id: string) =>
  queryOptions({
    queryKey: ['shoot-day', id],
    queryFn: ({ signal }) => get<ShootDayView>(`/shoot-days/${id}`, signal),
  });
