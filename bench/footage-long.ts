import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getHeapSpaceStatistics } from 'node:v8';
import { JOB_FLAGS } from '../apps/studio/src/jobs/child.ts';
import type { Bench, Row } from './row.ts';

/** Nine seconds, 640 × 360, with sound: three hours of it are 600 MB. */
const CLIP = 'clips/hamilton_short.mp4';
/** It has 29.97 frames a second. */
const FRAMES_A_MINUTE = 29.97 * 60;
const TIMES = Number(process.env.SECOND_UNIT_LONG_TIMES ?? 1177);
const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data');

interface Run {
  /** Of the log, as hexadecimal SHA-256. */
  readonly log: string;
  readonly frames: number;
  readonly seconds: number;
  /** Megabytes each few seconds: of all processes together, and of each that was there, the logging process first. */
  readonly rss: readonly number[];
  readonly each: readonly (readonly number[])[];
  /** Minutes of film logged when each of them was taken; all of it is heard long before it is seen. */
  readonly minutes: readonly number[];
  /** What the logging process said of its memory meanwhile. */
  readonly parts: readonly Parts[];
}

/** Of the logging process, in megabytes. */
interface Parts {
  readonly minutes: number;
  /** What V8 holds for values that have just been made, and for those that stay. */
  readonly young: number;
  readonly old: number;
  /** Arrays of numbers: what is kept of every frame, and what waits for its turn. */
  readonly arrays: number;
}

/** Resident megabytes of a process and of those that it started, by their ids. */
function residentOf(pid: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const one of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${one}/status`, 'utf8');
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
      if (Number(one) !== pid && parent !== pid) continue;
      found.set(Number(one), Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024));
    } catch {
      // It has ended since it was listed.
    }
  }
  return found;
}

const start = (film: string, folder: string): ChildProcess =>
  spawn(process.execPath, [...JOB_FLAGS, fileURLToPath(import.meta.url), film, folder], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });

const partsDone = (folder: string): number =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.records')).length
    : 0;

/**
 * Logs a film in a process of its own, started as a job's is; killed (SIGKILL) and started again whenever so many more
 * parts are done.
 */
async function run(film: string, folder: string, killEvery: number): Promise<Run & { readonly kills: number }> {
  const rss: number[] = [];
  const each = new Map<number, number[]>();
  const minutes: number[] = [];
  const parts: Parts[] = [];
  const begun = performance.now();
  let kills = 0;
  for (;;) {
    const child = start(film, folder);
    let out = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.on('message', (said) => parts.push(said as Parts));
    const before = partsDone(folder);
    const watch = setInterval(() => {
      const now = residentOf(child.pid!);
      for (const [pid, megabytes] of now) each.set(pid, [...(each.get(pid) ?? []), megabytes]);
      minutes.push(parts.at(-1)?.minutes ?? 0);
      rss.push(now.values().reduce((sum, megabytes) => sum + megabytes, 0));
      if (killEvery > 0 && kills < 3 && partsDone(folder) >= before + killEvery) child.kill('SIGKILL');
    }, 3_000);
    const [code] = await new Promise<[number | null]>((done) => child.on('close', (...all) => done([all[0]])));
    clearInterval(watch);
    if (code === null) {
      kills++;
      continue;
    }
    if (code !== 0) throw new Error(`Logging ended with code ${code}.`);
    const { log, frames } = JSON.parse(out) as { log: string; frames: number };
    return {
      log,
      frames,
      seconds: (performance.now() - begun) / 1000,
      rss,
      each: [...each.values()],
      minutes,
      parts,
      kills,
    };
  }
}

/** Of a process: megabytes at most in its first and its last third. */
const thirds = (values: readonly number[]): string => {
  const third = Math.max(1, Math.floor(values.length / 3));
  return `${highest(values.slice(0, third))} then ${highest(values.slice(-third))} MB`;
};

const highest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

/** Minutes of the film at which its memory is told of. */
const TOLD = [10, 30, 60, 120, 180] as const;

/** Memory of the logging process at some minutes of the film, those that it has; and what it is made of at the last. */
function along({ each: [logging = []], minutes, parts }: Run): string {
  const last = minutes.at(-1) ?? 0;
  const told = TOLD.filter((minute) => minute <= last + 1).map((minute) => {
    const at = minutes.findIndex((one) => one >= minute - 1);
    return `${logging[at]} MB at ${minute} min`;
  });
  const first = parts.find(({ minutes: one }) => one >= TOLD[0] - 1);
  const end = parts.at(-1);
  if (first === undefined || end === undefined) return told.join(', ');
  const madeOf = ({ young, old, arrays }: Parts): string => `${young} young, ${old} old, ${arrays} arrays`;
  return `${told.join(', ')} (V8 and arrays: ${madeOf(first)}; at the end ${madeOf(end)})`;
}

async function* memory(): AsyncGenerator<Row> {
  const place = mkdtempSync(join(tmpdir(), 'second-unit-long-'));
  try {
    const film = join(place, 'long.mp4');
    const looped = fileURLToPath(new URL('./footage/looped.ts', import.meta.url));
    execFileSync(process.execPath, [looped, resolve(data, CLIP), film, String(TIMES)]);
    const whole = await run(film, '', 0);
    const at = (part: number): number => whole.rss[Math.floor((whole.rss.length - 1) * part)] ?? 0;
    const third = Math.max(1, Math.floor(whole.rss.length / 3));
    const [logging = [], ...media] = whole.each;
    const processes = `first and last third, the logging process ${thirds(logging)}, media processes ${media.map(thirds).join(', ')}`;
    const hours = (whole.frames / FRAMES_A_MINUTE / 60).toFixed(1);
    // Told before the second run, which takes as long again.
    yield {
      id: 'footage.rss_mb',
      value: highest(whole.rss),
      unit: 'MB at most, logging and media processes together',
      peer: 'highest of its first third',
      peerValue: highest(whole.rss.slice(0, third)),
      ratio: highest(whole.rss) / highest(whole.rss.slice(0, third)),
      data: `${CLIP} looped to ${hours} hours (${whole.frames} frames, 640 × 360) in ${Math.round(whole.seconds)} s; at a tenth, half and nine tenths ${at(0.1)}, ${at(0.5)}, ${at(0.9)} MB; the logging process ${along(whole)}; ${processes}`,
    };
    const parts = await run(film, join(place, 'parts'), 30);
    yield {
      id: 'footage.resume.same_log',
      value: parts.log === whole.log ? 1 : 0,
      unit: '1: the same log, byte for byte',
      data: `the same film in parts of a minute, killed with SIGKILL ${parts.kills} times; ${Math.round(parts.seconds)} s, ${highest(parts.rss)} MB at most`,
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Takes many minutes, so only where it is asked for by name: `npm run bench -- footage long`. */
const bench: Bench = async function* (name) {
  if (name !== 'long') return;
  if (process.platform !== 'linux') yield { id: 'footage.rss_mb', skipped: 'memory is read of Linux’s /proc' };
  else if (!existsSync(resolve(data, CLIP)))
    yield { id: 'footage.rss_mb', skipped: `${CLIP} is not in the data folder` };
  else yield* memory();
};

export default bench;

// Run as a program, this file logs one film: FILM FOLDER, or an empty FOLDER for one go.
if (import.meta.main) {
  const [film = '', folder = ''] = process.argv.slice(2);
  const { logFilm } = await import('@second-unit/footage');
  const { close } = await import('@second-unit/media');
  const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
  let saidAt = 0;
  const onProgress = ({ frame }: { frame: number }): void => {
    if (performance.now() - saidAt < 3_000) return;
    saidAt = performance.now();
    const spaces = getHeapSpaceStatistics();
    const young = spaces.find(({ space_name }) => space_name === 'new_space')?.physical_space_size ?? 0;
    const { heapTotal, arrayBuffers } = process.memoryUsage();
    process.send?.({
      minutes: frame / FRAMES_A_MINUTE,
      young: megabytes(young),
      old: megabytes(heapTotal - young),
      arrays: megabytes(arrayBuffers),
    } satisfies Parts);
  };
  const log = await logFilm(film, folder === '' ? { onProgress } : { folder, onProgress });
  const hash = createHash('sha256').update(JSON.stringify(log)).digest('hex');
  process.stdout.write(JSON.stringify({ log: hash, frames: log.media.frames }));
  close();
  process.disconnect?.();
}
