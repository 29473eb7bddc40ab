import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { sealNetwork } from '../../gate/index.ts';
import { homeRoot } from '../../home/index.ts';
import { startStudio } from '../../server/start.ts';
import type { Task } from '../run.ts';

/** Opens the studio and keeps it open until it is told to stop. */
export async function studio(options: { home?: string; port?: number; open: boolean }, task: Task): Promise<void> {
  sealNetwork();
  const running = await startStudio({
    home: homeRoot(options.home),
    settings: {
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.open ? {} : { openBrowser: false }),
    },
    // A packaged studio brings its pages built.
    ...(process.env.SECOND_UNIT_WEB ? { web: process.env.SECOND_UNIT_WEB } : {}),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    await task.print(
      running.studio
        ? `Second Unit is open at ${running.address}\n`
        : `Second Unit is already open at ${running.address}\n`,
    );
    const wanted = running.studio?.settings.openBrowser ?? options.open;
    if (wanted && hasBrowser()) {
      const { default: open } = await import('open');
      await open(running.address).catch(() => {});
    }
    if (!running.studio) return;
    const { log } = running.studio;
    // One request's mistake must not end everybody's work.
    process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'Nobody heard of this'));
    // The next start need not compile again, even if this one is killed.
    flushCompileCache();
    if (!task.signal.aborted) await once(task.signal, 'abort');
    task.endedByWish();
  } finally {
    await running.close();
  }
}

/** Is there a screen in front of which a person sits? */
function hasBrowser(): boolean {
  const { CI, SSH_CONNECTION, SSH_TTY, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI || SSH_CONNECTION || SSH_TTY) return false;
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}
