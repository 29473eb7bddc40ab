import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { actionsQuery, productionQuery, queryClient, studioQuery } from './api/queries.ts';
import { shootDaysQuery } from './bins/queries.ts';
import { Frame } from './frame/frame.tsx';
import { lastProduction } from './frame/last-place.ts';
import { Shell } from './frame/shell.tsx';
import { messages } from './messages.ts';
import { RoomNotThere } from './ui/room-not-there.tsx';
import { RouteFailed } from './ui/route-failed.tsx';
import { Failed, Waiting } from './ui/states.tsx';

const whole = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? { value } : undefined;

const root = createRootRoute({
  component: Shell,
  loader: async () => {
    await Promise.all([queryClient.ensureQueryData(studioQuery), queryClient.ensureQueryData(actionsQuery)]);
  },
  pendingComponent: () => <Waiting text={messages.name} />,
  errorComponent: RouteFailed,
  notFoundComponent: () => <Failed error={new Error(messages.errors.nothingHere)} />,
});

/** Opens the production that was open last, else the sample: the first run shows something to look at. */
const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: async () => {
    const { productions } = await queryClient.ensureQueryData(studioQuery);
    const last = lastProduction();
    const chosen =
      productions.find(({ id }) => id === last) ?? productions.find(({ sample }) => sample) ?? productions[0];
    if (!chosen) throw redirect({ to: '/productions' });
    throw redirect({ to: '/p/$production', params: { production: chosen.id } });
  },
});

const productions = createRoute({
  getParentRoute: () => root,
  path: '/productions',
  component: lazyRouteComponent(() => import('./home/productions.tsx'), 'Productions'),
});

const production = createRoute({
  getParentRoute: () => root,
  path: '/p/$production',
  component: Frame,
  loader: ({ params }) => queryClient.ensureQueryData(productionQuery(params.production)),
  pendingComponent: () => <Waiting text={messages.name} />,
  errorComponent: RouteFailed,
  notFoundComponent: RoomNotThere,
});

const home = createRoute({
  getParentRoute: () => production,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home.tsx'), 'Home'),
});

const placeInScript = (search: Record<string, unknown>): { at?: number; to?: number } => {
  const at = whole(search.at)?.value;
  const to = whole(search.to)?.value;
  return { ...(at === undefined ? {} : { at }), ...(to === undefined ? {} : { to }) };
};

const script = createRoute({
  getParentRoute: () => production,
  path: '/script/{-$script}',
  validateSearch: placeInScript,
  component: lazyRouteComponent(() => import('./script/script-room.tsx'), 'ScriptRoom'),
});

const story = createRoute({
  getParentRoute: () => production,
  path: '/story/{-$script}',
  validateSearch: placeInScript,
  component: lazyRouteComponent(() => import('./story/story-room.tsx'), 'StoryRoom'),
});

const FOOTAGE_VIEWS = ['list', 'signals', 'people', 'heard', 'things', 'lined'] as const;

interface FootageSearch {
  frame?: number;
  /** The grid where there is none. */
  view?: (typeof FOOTAGE_VIEWS)[number];
  /** What shots are looked for. */
  q?: string;
  everywhere?: true;
}

const footage = createRoute({
  getParentRoute: () => production,
  path: '/footage/{-$media}',
  validateSearch: (search: Record<string, unknown>): FootageSearch => {
    const frame = whole(search.frame)?.value;
    const view = FOOTAGE_VIEWS.find((one) => one === search.view);
    const q = typeof search.q === 'string' && search.q !== '' ? search.q.slice(0, 1000) : undefined;
    return {
      ...(frame === undefined ? {} : { frame }),
      ...(view === undefined ? {} : { view }),
      ...(q === undefined ? {} : { q }),
      ...(search.everywhere === true ? { everywhere: true } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./footage/footage-room.tsx'), 'FootageRoom'),
});

const bins = createRoute({
  getParentRoute: () => production,
  path: '/bins/{-$day}',
  loader: ({ params }) => queryClient.ensureQueryData(shootDaysQuery(params.production)),
  component: lazyRouteComponent(() => import('./bins/bins-room.tsx'), 'BinsRoom'),
});

const cut = createRoute({
  getParentRoute: () => production,
  path: '/cut/{-$cut}',
  component: lazyRouteComponent(() => import('./cut/cut-room.tsx'), 'CutRoom'),
});

const paper = createRoute({
  getParentRoute: () => production,
  path: '/cut/paper/{-$paper}',
  component: lazyRouteComponent(() => import('./paper/paper-room.tsx'), 'PaperRoom'),
});

const ledger = createRoute({
  getParentRoute: () => production,
  path: '/ledger',
  component: lazyRouteComponent(() => import('./ledger/ledger-room.tsx'), 'LedgerRoom'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    productions,
    production.addChildren([home, script, story, footage, bins, cut, paper, ledger]),
  ]),
  defaultPendingMs: 300,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
