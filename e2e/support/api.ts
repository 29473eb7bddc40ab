import type { ActionInput, ActionName, ActionOutput, JobView, StudioView } from '@second-unit/studio/contract';

/** What the tests ask of the studio beside the browser, over the same HTTP. */
export function api(address: string) {
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${address}/api/v1${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const act = async <Name extends ActionName>(name: Name, input: ActionInput<Name>): Promise<ActionOutput<Name>> => {
    const response = await fetch(`${address}/api/v1/actions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return (await response.json()) as ActionOutput<Name>;
  };
  /** Waits until no job is queued or running; throws where one failed. */
  const idle = async (): Promise<void> => {
    for (;;) {
      const { jobs } = await get<StudioView>('/studio');
      const failed = jobs.find((job: JobView) => job.state === 'failed');
      if (failed) throw new Error(`${failed.label}: ${failed.message}`);
      if (jobs.every((job) => job.state !== 'queued' && job.state !== 'running')) return;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  /** Id of the sample production, once its film is rendered and logged. */
  const sample = async (): Promise<string> => {
    await idle();
    const { productions } = await get<StudioView>('/studio');
    const found = productions.find((production) => production.sample);
    if (!found) throw new Error('There is no sample production.');
    return found.id;
  };
  return { get, act, idle, sample };
}
