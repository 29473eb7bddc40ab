import type { JobKind, JobView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../api/client.ts';
import { studioQuery } from '../api/queries.ts';
import { JobLine } from '../frame/jobs.tsx';

/** The newest job of a kind that works on a film, or did. */
export function useFilmJob(media: string, kind: JobKind): JobView | undefined {
  const { data: studio } = useQuery(studioQuery);
  return studio?.jobs.findLast((one) => one.subject === media && one.kind === kind);
}

/** Asks the studio for a job; what it answered when it would not is kept as one sentence. */
export function useAsked(): { refused: string | undefined; busy: boolean; ask: (run: () => Promise<unknown>) => void } {
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const ask = (run: () => Promise<unknown>) => {
    setRefused(undefined);
    setBusy(true);
    run()
      .catch((thrown: unknown) => setRefused(sentence(thrown)))
      .finally(() => setBusy(false));
  };
  return { refused, busy, ask };
}

/** How far a job is, with its cancel; of one that failed why, with a way to try again. */
export function FilmJob({ job, refused }: { job: JobView | undefined; refused: string | undefined }) {
  const shown = job && (job.state === 'queued' || job.state === 'running' || job.state === 'failed') ? job : undefined;
  return (
    <>
      {shown && <JobLine job={shown} />}
      <p className="refused" role="alert">
        {refused}
      </p>
    </>
  );
}

export function isUnderWay(job: JobView | undefined): boolean {
  return job?.state === 'queued' || job?.state === 'running';
}
