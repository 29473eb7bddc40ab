import { rmSync } from 'node:fs';
import type { StudioView } from '@second-unit/studio/contract';
import { type RunningStudio, startStudio } from '../e2e/support/studio.ts';
import { median, type Row } from './row.ts';

const STARTS = 5;

/** How long a person waits: for the first page on a new home, for later ones, and for the sample film. */
export default async function* bench(): AsyncGenerator<Row> {
  rmSync(new URL('../apps/web/dist', import.meta.url), { recursive: true, force: true });
  const fresh = await timed();
  yield { id: 'studio.first_start_ms', value: fresh.ms, unit: 'ms', data: 'new home, pages built, to the first page' };
  const started = Date.parse((await job(fresh.studio, 'sample'))?.createdAt ?? '');
  const done = await finished(fresh.studio, 'sample');
  yield {
    id: 'studio.sample_s',
    value: (Date.parse(done.updatedAt) - started) / 1000,
    unit: 's',
    data: 'the sample film rendered by the studio as on first start',
  };
  await finished(fresh.studio, 'log');
  const later: number[] = [];
  let { studio } = fresh;
  for (let count = 0; count < STARTS; count++) {
    await studio.pause();
    const again = await timed(studio.home);
    later.push(again.ms);
    studio = again.studio;
  }
  await studio.stop();
  yield {
    id: 'studio.start_ms',
    value: median(later),
    unit: 'ms',
    data: `same home, median of ${STARTS}, to the first page`,
  };
}

/** From the command to the answer to `GET /`. */
async function timed(home?: string): Promise<{ studio: RunningStudio; ms: number }> {
  const start = performance.now();
  const studio = await startStudio(home);
  const page = await fetch(studio.address);
  if (!page.ok) throw new Error(`The first page answered ${page.status}.`);
  await page.text();
  return { studio, ms: Math.round(performance.now() - start) };
}

async function job(studio: RunningStudio, kind: string) {
  const view = (await (await fetch(`${studio.address}/api/v1/studio`)).json()) as StudioView;
  return view.jobs.find((one) => one.kind === kind);
}

async function finished(studio: RunningStudio, kind: string) {
  for (;;) {
    const found = await job(studio, kind);
    if (found?.state === 'done') return found;
    if (found?.state === 'failed') throw new Error(found.message);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
