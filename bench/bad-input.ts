import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BAD_FILES, type BadFile } from './bad-input/cases.ts';
import type { Bench, Row } from './row.ts';

const root = resolve(import.meta.dirname, '..');

/** Seconds after which a command is taken to hang. */
const PATIENCE = 120;

interface End {
  readonly code: number | null;
  readonly seconds: number;
  readonly stderr: string;
  /** The most that any process of the command held, in MB. */
  readonly peak: number;
}

/** `second-unit convert` of the file in a process of its own, so that time and memory are of nothing else. */
async function convert(path: string, folder: string): Promise<End> {
  const peaks = join(folder, 'peaks');
  rmSync(peaks, { recursive: true, force: true });
  mkdirSync(peaks);
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [join(root, 'bin/second-unit.mjs'), 'convert', path, join(folder, 'out.html')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        SECOND_UNIT_PEAKS: peaks,
        NODE_OPTIONS: `--import=${join(import.meta.dirname, 'bad-input/peak.mjs')}`,
      },
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE * 1000);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearTimeout(late);
  const held = readdirSync(peaks).map((file) => Number(readFileSync(join(peaks, file), 'utf8')));
  return {
    code,
    seconds: (performance.now() - start) / 1000,
    stderr: stderr.replaceAll(folder, '').trim(),
    peak: Math.round(Math.max(0, ...held) / 1024),
  };
}

/** Done, or one sentence and nothing else: no stack, no fault of ours. */
function isGood({ code, stderr }: End, { ends }: BadFile): boolean {
  if (code === 0) return ends !== 'refused';
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return code === 2 && ends !== 'read' && /^[^\n]{20,500}[.?)]$/.test(lines.at(-1) ?? '') && !/^\s+at /m.test(stderr);
}

/** Each bad file by the command line. A row whose data begins with WRONG is one that did not end as it must. */
const bench: Bench = async function* (name): AsyncIterable<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'second-unit-bad-'));
  try {
    for (const file of BAD_FILES) {
      if (name !== undefined && !file.name.includes(name)) continue;
      const path = join(folder, file.name);
      const made = await file.make(path);
      if (made !== undefined) writeFileSync(path, made);
      const size = statSync(path).size;
      const end = await convert(path, folder);
      rmSync(path);
      const said = end.code === 0 ? 'read' : `exit ${end.code}: ${end.stderr.split('\n').at(-1)}`;
      yield {
        id: 'screenplay.bad_input',
        value: end.seconds,
        unit: 's',
        data: `${isGood(end, file) ? '' : 'WRONG: '}${file.name} (${(size / 1e6).toPrecision(2)} MB), ${end.peak} MB at most; ${said}`,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export default bench;
