import type { JobView, StudioEvent, StudioView } from '@second-unit/studio/contract';
import { url } from './client.ts';
import { queryClient, studioQuery } from './queries.ts';

type ScriptEvent = Extract<StudioEvent, { kind: 'script' }>;
type UploadEvent = Extract<StudioEvent, { kind: 'upload' }>;
type Listener<T> = (value: T) => void;

const scriptListeners = new Set<Listener<ScriptEvent>>();
const uploadListeners = new Set<Listener<UploadEvent>>();
const jobListeners = new Set<Listener<JobView>>();
const connectionListeners = new Set<Listener<boolean>>();
let connected = true;
let source: EventSource | undefined;

/** The newest update of each script that the stream has told of. */
const lastSeq = new Map<string, number>();

/** Sequence number of the newest update of a script that the stream has told of; 0 where of none. */
export function lastToldOf(script: string): number {
  return lastSeq.get(script) ?? 0;
}

/** Is the studio's stream of events open? True until it was lost once. */
export function isConnected(): boolean {
  return connected;
}

/** Each returns the function that stops listening. */
export const onScriptEvent = (listener: Listener<ScriptEvent>) => listen(scriptListeners, listener);
export const onUploadEvent = (listener: Listener<UploadEvent>) => listen(uploadListeners, listener);
export const onJobEvent = (listener: Listener<JobView>) => listen(jobListeners, listener);
export const onConnection = (listener: Listener<boolean>) => listen(connectionListeners, listener);

function listen<T>(listeners: Set<Listener<T>>, listener: Listener<T>): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the studio's one stream of events and keeps the query cache true to it. */
export function openEvents(): void {
  if (source) return;
  source = new EventSource(url('/events'));
  let lostOnce = false;
  source.onopen = () => {
    // What happened while the line was down is asked for again, all of it.
    if (lostOnce) void queryClient.invalidateQueries();
    connected = true;
    // At the first opening too: what was written before it was told to nobody here.
    for (const listener of connectionListeners) listener(true);
  };
  source.onerror = () => {
    lostOnce = true;
    if (!connected) return;
    connected = false;
    for (const listener of connectionListeners) listener(false);
  };
  on('job', ({ job }) => {
    queryClient.setQueryData(studioQuery.queryKey, (old) => old && withJob(old, job));
    // What was heard of music shows in its production.
    if (job.kind === 'music' && job.state === 'done') refresh(job.production);
    for (const listener of jobListeners) listener(job);
  });
  on('production', ({ production }) => {
    // Rights say what may be learned from, and exported.
    void queryClient.invalidateQueries({ queryKey: ['taste'] });
    void queryClient.invalidateQueries({ queryKey: ['looks', production] });
    void queryClient.invalidateQueries({ queryKey: ['cut'] });
    void queryClient.invalidateQueries({ queryKey: studioQuery.queryKey });
    refresh(production);
  });
  on('media', ({ media, production }) => {
    void queryClient.invalidateQueries({ queryKey: ['shots', production] });
    void queryClient.invalidateQueries({ queryKey: ['log', media] });
    void queryClient.invalidateQueries({ queryKey: ['line-takes', production] });
    refresh(production);
  });
  on('cut', ({ cut, production }) => {
    void queryClient.invalidateQueries({ queryKey: ['cut', cut] });
    void queryClient.invalidateQueries({ queryKey: ['alternatives', cut] });
    void queryClient.invalidateQueries({ queryKey: ['taste'] });
    refresh(production);
  });
  on('paper', ({ paper, production }) => {
    void queryClient.invalidateQueries({ queryKey: ['paper', paper] });
    void queryClient.invalidateQueries({ queryKey: ['papers', production] });
    void queryClient.invalidateQueries({ queryKey: ['ledger', production] });
  });
  on('people', ({ production }) => {
    void queryClient.invalidateQueries({ queryKey: ['people'] });
    void queryClient.invalidateQueries({ queryKey: ['shots', production] });
    // Faces tell the size of shots.
    void queryClient.invalidateQueries({ queryKey: ['log'] });
    void queryClient.invalidateQueries({ queryKey: ['ledger', production] });
  });
  on('breakdown', ({ script, production }) => {
    void queryClient.invalidateQueries({ queryKey: ['corrections', script] });
    void queryClient.invalidateQueries({ queryKey: ['ledger', production] });
  });
  on('shoot-day', ({ shootDay, production }) => {
    void queryClient.invalidateQueries({ queryKey: ['shoot-day', shootDay] });
    void queryClient.invalidateQueries({ queryKey: ['shoot-days', production] });
    void queryClient.invalidateQueries({ queryKey: ['ledger', production] });
  });
  on('upload', (event) => {
    for (const listener of uploadListeners) listener(event);
  });
  on('script', (event) => {
    lastSeq.set(event.script, Math.max(lastToldOf(event.script), event.seq));
    for (const listener of scriptListeners) listener(event);
  });
}

function on<Kind extends StudioEvent['kind']>(
  kind: Kind,
  listener: (event: Extract<StudioEvent, { kind: Kind }>) => void,
): void {
  source?.addEventListener(kind, (message) =>
    listener(JSON.parse((message as MessageEvent<string>).data) as Extract<StudioEvent, { kind: Kind }>),
  );
}

function refresh(production: string): void {
  void queryClient.invalidateQueries({ queryKey: ['production', production] });
  void queryClient.invalidateQueries({ queryKey: ['ledger', production] });
}

/** The studio's view with `job` as it is now: replaced where known, added where new. */
function withJob(studio: StudioView, job: JobView): StudioView {
  const known = studio.jobs.some((one) => one.id === job.id);
  const jobs = known ? studio.jobs.map((one) => (one.id === job.id ? newer(one, job) : one)) : [...studio.jobs, job];
  return { ...studio, jobs };
}

/** Events and answers may cross on the way: the later state stands. */
function newer(a: JobView, b: JobView): JobView {
  return a.updatedAt > b.updatedAt ? a : b;
}
