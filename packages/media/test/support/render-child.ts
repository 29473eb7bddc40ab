import { type Edit, MediaError, render } from '../../src/index.ts';

/** Runs in a process of its own: renders, and says when it has come to frame `until`, or what went wrong. */
const { edit, path, parts, until } = JSON.parse(process.argv[2] ?? '{}') as {
  edit: Edit;
  path: string;
  parts?: string;
  until?: number;
};
let isTold = false;
try {
  await render(edit, path, {
    ...(parts === undefined ? {} : { partsFolder: parts }),
    onProgress: ({ frame }) => {
      if (isTold || until === undefined || frame < until) return;
      isTold = true;
      process.stdout.write('there\n');
    },
  });
} catch (error) {
  if (!(error instanceof MediaError)) throw error;
  const { code, message, place } = error;
  process.stdout.write(JSON.stringify({ code, message, place }));
}
process.exit(0);
