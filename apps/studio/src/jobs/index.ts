export type { JobEnd } from './child.ts';
export {
  CAPABILITIES,
  type Capability,
  HANDLERS,
  type JobContext,
  type JobHandler,
  type JobRegistry,
  type JobSpec,
} from './handler.ts';
export { type Jobs, type OpenJobsOptions, openJobs } from './jobs.ts';
export { runWorker, type WorkerOptions } from './worker.ts';
