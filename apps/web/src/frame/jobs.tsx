import type { JobView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { RotateCcw, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { act } from '../api/client.ts';
import { isConnected, onConnection, onJobEvent } from '../api/events.ts';
import { studioQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ProgressLine } from '../ui/states.tsx';
import { takeBack, tell, tellWrong, wentWell } from './toasts.tsx';

const isOpen = (job: JobView) => job.state === 'queued' || job.state === 'running';

/** Jobs in progress as thin lines that fill; a click shows what each does, and its cancel. */
export function Jobs() {
  const { data: studio } = useQuery(studioQuery);
  const connected = useSyncExternalStore(onConnection, isConnected);
  const [failed, setFailed] = useState<readonly string[]>([]);
  useEffect(
    () =>
      onConnection((up) => {
        if (up) takeBack(messages.frame.lost);
        else tell(messages.frame.lost, true);
      }),
    [],
  );
  useEffect(
    () =>
      onJobEvent((job) => {
        const kind = `job:${job.kind}:${job.subject}`;
        if (job.state === 'running') wentWell(kind);
        if (job.state === 'done') {
          wentWell(kind);
          tell(messages.jobs.done(job.label, job.message));
        }
        if (job.state === 'failed') {
          tell(messages.jobs.failed(job.label, job.message), true, kind);
          setFailed((old) => (old.includes(job.id) ? old : [...old, job.id]));
        }
      }),
    [],
  );
  const jobs = (studio?.jobs ?? []).filter((job) => isOpen(job) || (job.state === 'failed' && failed.includes(job.id)));
  const running = jobs.filter(isOpen);
  const first = running.find(({ state }) => state === 'running') ?? running[0];
  if (!connected) {
    return (
      <p className="rail-lost" role="alert" title={messages.frame.lost}>
        <span className="visually-hidden">{messages.frame.lost}</span>
      </p>
    );
  }
  if (jobs.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className="rail-jobs" aria-label={messages.jobs.name(running.length, first?.progress)}>
        {jobs.slice(0, 4).map((job) => (
          <span key={job.id} className="rail-job" data-state={job.state}>
            <span style={{ inlineSize: `${job.progress * 100}%` }} />
          </span>
        ))}
        {first && <span className="rail-figure">{messages.jobs.figure(first.progress)}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="jobs-list" side="right" align="end" sideOffset={8} aria-label={messages.frame.jobs}>
          {jobs.map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** One job: what, how far, in words and as a line, and a way to stop it or try it again. */
export function JobLine({ job }: { job: JobView }) {
  return (
    <div className="job" data-state={job.state}>
      <div className="job-head">
        <span>{job.label}</span>
        {job.state !== 'failed' && <span className="time">{messages.jobs.figure(job.progress)}</span>}
        {isOpen(job) && (
          <IconButton
            icon={X}
            label={messages.jobs.cancel(job.label)}
            size={14}
            onClick={() => act('job.cancel', { job: job.id }).catch(tellWrong)}
          />
        )}
        {job.state === 'failed' && (
          <IconButton
            icon={RotateCcw}
            label={messages.jobs.retry(job.label)}
            size={14}
            onClick={() => act('job.retry', { job: job.id }).catch(tellWrong)}
          />
        )}
      </div>
      {job.state !== 'failed' && <ProgressLine share={job.progress} label={job.label} />}
      <p className="quiet">
        {job.state === 'failed' ? job.message : job.state === 'queued' ? messages.jobs.queued : job.doing}
      </p>
    </div>
  );
}
