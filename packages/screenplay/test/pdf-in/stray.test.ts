import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const stray = new URL('../../src/pdf-in/stray.ts', import.meta.url).href;

/** Runs a program in which a promise that nobody waits for is rejected; a process of its own, as it may end by it. */
function run(program: string): { status: number | null; out: string; err: string } {
  const head = `import { withoutStrays } from ${JSON.stringify(stray)};
const reject = (name) => void Promise.reject(Object.assign(new Error('stray'), { name }));
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`;
  const child = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `${head}${program}\nconsole.log('alive');`],
    {
      encoding: 'utf8',
      timeout: 20_000,
    },
  );
  return { status: child.status, out: child.stdout.trim(), err: child.stderr };
}

describe('what pdf.js rejects and does not wait for', () => {
  it('ends no process while a file is read, nor right after', () => {
    expect(
      run(
        `const end = withoutStrays(); reject('XRefEntryException'); await later(5); end(); reject('FormatError'); await later(5);`,
      ),
    ).toMatchObject({
      status: 0,
      out: 'alive',
    });
  });

  it('ends it when no file is read any more', () => {
    const { status, out } = run(
      `const end = withoutStrays(); end(); await later(100); reject('FormatError'); await later(5);`,
    );
    expect(status).toBe(1);
    expect(out).toBe('');
  });

  it('is watched for until the last of several files', () => {
    const two = `const one = withoutStrays(); const other = withoutStrays(); one(); await later(100); reject('FormatError'); await later(5);`;
    expect(run(two)).toMatchObject({ status: 0, out: 'alive' });
  });

  it('is let pass alone: any other rejection ends the process, or goes to whoever listens', () => {
    const other = run(`withoutStrays(); reject('TypeError'); await later(100);`);
    expect(other.status).not.toBe(0);
    expect(other.err).toContain('TypeError');
    const heard = run(
      `process.on('unhandledRejection', (reason) => console.log(reason.name)); withoutStrays(); reject('TypeError'); await later(5); process.exit(0);`,
    );
    expect(heard).toMatchObject({ status: 0, out: 'TypeError' });
  });
});
