import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@second-unit/evidence';
import { ACTIONS, type JobView, type StudioView } from '../../contract/index.ts';
import { sealNetwork } from '../../gate/index.ts';
import { homeRoot } from '../../home/index.ts';
import { askStudio } from '../../server/ask.ts';
import { startStudio } from '../../server/start.ts';
import type { Task } from '../run.ts';
import { table } from '../words.ts';

/** `act`: the action table, a line each; `act NAME INPUT`: one of them, in the open studio or without one. */
export async function act(
  name: string | undefined,
  input: string,
  options: { home?: string },
  task: Task,
): Promise<void> {
  if (name === undefined) {
    const rows = Object.values(ACTIONS).map(({ name, label, input }) => [
      name,
      label,
      Object.keys(input.shape).join(', '),
    ]);
    await task.print(`${table(['action', 'does', 'input'], rows)}\n`);
    return;
  }
  if (!Object.hasOwn(ACTIONS, name)) {
    throw new Fault('input', `There is no action “${name}”; act alone lists them all.`, { place: 'act' });
  }
  const body = parsed(input);
  sealNetwork();
  // The studio that has this home, or one of our own for as long as this takes.
  const running = await startStudio({
    home: homeRoot(options.home),
    settings: { port: 0, openBrowser: false },
    sample: false,
  });
  try {
    const answer = await askStudio(running.address, `/actions/${name}`, body, task.signal);
    // A job of the open studio goes on by itself; one of ours would end with us.
    const job = running.studio && isJob(answer) ? await finished(running.address, answer.id, task) : answer;
    task.progress.clear();
    await task.print(`${JSON.stringify(job, null, 2)}\n`);
  } finally {
    await running.close();
  }
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch (cause) {
    throw new Fault('input', `The input is not JSON: ${(cause as Error).message}.`, { place: 'act', cause });
  }
}

function isJob(answer: unknown): answer is JobView {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && 'state' in answer && 'progress' in answer;
}

async function finished(address: string, id: string, task: Task): Promise<JobView> {
  for (;;) {
    const { jobs } = (await askStudio(address, '/studio', undefined, task.signal)) as StudioView;
    const job = jobs.find((one) => one.id === id);
    if (!job) throw new Fault('not-found', 'The job is gone.', { place: id });
    if (job.state === 'done') return job;
    if (job.state === 'failed') throw new Fault('input', job.message ?? 'The job failed.', { place: job.label });
    if (job.state === 'cancelled') throw new Fault('cancelled', 'Cancelled.', { place: job.label });
    task.progress.show(job.progress, job.doing);
    await sleep(200, undefined, { signal: task.signal });
  }
}
