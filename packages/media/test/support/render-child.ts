import { type Edit, MediaError, render } from '../../src/index.ts';

/**
 * Runs in a process of its own: renders, and says when it has come to frame `until`, or to `finish`, at which it then
 * stays until it is killed, or what went wrong.
 */
const { edit, path, parts, until, finishes } = JSON.parse(process.argv[2] ?? '{}') as {
  edit: Edit;
  path: string;
  parts?: string;
  until?: number;
  finishes?: boolean;
};
let isTold = false;
try {
  await render(edit, path, {
    ...(parts === undefined ? {} : { partsFolder: parts }),
    ...(finishes === true
      ? {
          finish: () => {
            process.stdout.write('there\n');
            return new Promise<void>(() => setInterval(() => {}, 1000));
          },
        }
      : {}),
    onProgress: ({ frame }) => {
      if (isTold || until === undefined || frame < until) return;
      isTold = true;
      // Written at once: it is a pipe.
      process.stdout.write('there\n');
      process.kill(process.pid, 'SIGSTOP');
    },
  });
} catch (error) {
  if (!(error instanceof MediaError)) throw error;
  const { code, message, place } = error;
  process.stdout.write(JSON.stringify({ code, message, place }));
}
process.exit(0);
