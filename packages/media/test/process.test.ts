import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { close, closeAll, decode, encode, probe, processIds, stills } from '../src/index.ts';
import { useFolder } from './support/folder.ts';
import { collect, drawNumber, encodeNumbers } from './support/numbered.ts';

const at = useFolder();
const FRAMES = 1000;
const film = (): string => at('film.mp4');
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const gone = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 1500 && isRunning(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  return !isRunning(pid);
};

beforeAll(async () => {
  await encodeNumbers(film(), FRAMES, { width: 320, height: 180 });
}, 60_000);

/** Long enough that a process is started and has FFmpeg loaded on a machine with much else to do: that counts too. */
const STALL = 4;

/** Reads the first batch of frames and leaves the decode waiting for the next. */
async function started(signal?: AbortSignal): Promise<ReturnType<typeof decode>> {
  const events = decode(film(), { frames: { width: 320, height: 180 } }, { signal });
  for (;;) {
    const { value } = await events.next();
    if (value?.type === 'frames') return events;
  }
}

describe('the media process', () => {
  it('may be killed: one clear sentence, and the next request works', async () => {
    const events = await started();
    const [pid] = processIds().busy;
    process.kill(pid as number, 'SIGKILL');
    await expect(collect(events)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The media process was ended from outside (SIGKILL); try again.',
      place: film(),
    });
    expect((await probe(film())).frames).toBe(FRAMES);
    expect(processIds().idle).not.toContain(pid);
  });

  it('may crash in native code: the file is named, and the next request works', async () => {
    const events = await started();
    process.kill(processIds().busy[0] as number, 'SIGSEGV');
    await expect(collect(events)).rejects.toMatchObject({ code: 'input', message: expect.stringContaining('crash') });
    expect((await probe(film())).frames).toBe(FRAMES);
  });

  it('is ended when it makes no progress', async () => {
    const events = decode(film(), { frames: { width: 320, height: 180 } }, { limits: { stallSeconds: STALL } });
    await events.next();
    const pid = processIds().busy[0] as number;
    process.kill(pid, 'SIGSTOP');
    await expect(collect(events)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(`${STALL} seconds`),
    });
    expect(await gone(pid)).toBe(true);
  });

  it('may wait for its caller as long as that likes', async () => {
    const events = decode(film(), { frames: { width: 320, height: 180 } }, { limits: { stallSeconds: STALL } });
    await events.next();
    const pid = processIds().busy[0] as number;
    const resident = async (): Promise<number> =>
      process.platform === 'linux' ? Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]) * 4096 : 0;
    await new Promise((resolve) => setTimeout(resolve, STALL * 1000 + 200));
    const before = await resident();
    await new Promise((resolve) => setTimeout(resolve, 400));
    // Back-pressure: a thousand such pictures would be 173 MB.
    expect(Math.abs((await resident()) - before)).toBeLessThan(20e6);
    expect((await collect(events)).at(-1)).toMatchObject({ type: 'end', info: { frames: FRAMES } });
  });

  it('is ended when it takes too long in all, though it makes progress', async () => {
    const events = decode(film(), { frames: { width: 320, height: 180 } }, { limits: { totalSeconds: 0.4 } });
    const slowly = async (): Promise<void> => {
      for await (const _ of events) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await expect(slowly()).rejects.toMatchObject({
      code: 'input',
      message: 'This took more than 0.4 seconds; it was given up.',
      place: film(),
    });
    expect((await probe(film())).frames).toBe(FRAMES);
  });

  it('is ended when it takes too much memory', async () => {
    const events = decode(film(), { frames: { width: 320, height: 180 } }, { limits: { memoryMegabytes: 20 } });
    await expect(
      (async () => {
        for await (const _ of events) await new Promise((resolve) => setTimeout(resolve, 20));
      })(),
    ).rejects.toMatchObject({ code: 'input', message: expect.stringContaining('20 MB') });
  });

  it('stops at once when a request is cancelled or left', async () => {
    const abort = new AbortController();
    const events = await started(abort.signal);
    const pid = processIds().busy[0] as number;
    abort.abort();
    // The film's thousand frames wait for their caller: only an end of the process ends this.
    await expect(collect(events)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await gone(pid)).toBe(true);
    await expect(probe(film(), { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });

    const left = await started();
    const other = processIds().busy[0] as number;
    await left.return();
    expect(await gone(other)).toBe(true);
    expect(processIds().busy).toEqual([]);
  });

  it('serves many requests at once and keeps idle processes until closed', async () => {
    const frames = await Promise.all([
      ...Array.from({ length: 6 }, () => collect(decode(film(), {})).then((events) => events.at(-1))),
      probe(film()),
      Array.fromAsync(stills(film(), [5], { height: 20 })),
    ]);
    expect(frames.slice(0, 6).every((event) => event !== undefined && 'type' in event && event.type === 'end')).toBe(
      true,
    );
    const { idle, busy } = processIds();
    expect(busy).toEqual([]);
    expect(idle.length).toBeGreaterThan(0);
    close();
    expect((await Promise.all(idle.map(gone))).every(Boolean)).toBe(true);
  });

  /** The most processes at work at once until `all` is done, looked at every few milliseconds. */
  async function mostBusy(all: Promise<unknown>): Promise<number> {
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, processIds().busy.length);
    }, 5);
    await all.finally(() => clearInterval(timer));
    return most;
  }

  it('is started eight times at most for work that goes on, however much is asked', async () => {
    await encodeNumbers(at('short.mp4'), 250, { width: 320, height: 180 });
    const large = { frames: { width: 480, height: 270 } };
    const all = Promise.all(
      Array.from({ length: 12 }, async () => {
        let last: string | undefined;
        for await (const { type } of decode(at('short.mp4'), large)) last = type;
        return last;
      }),
    );
    const most = await mostBusy(all);
    expect(most).toBeGreaterThanOrEqual(4);
    expect(most).toBeLessThanOrEqual(8);
    expect(new Set(await all)).toEqual(new Set(['end']));
  }, 120_000);

  it('gives callers in the middle of a decode the stills that they ask for', async () => {
    const all = Promise.all(
      Array.from({ length: 8 }, async () => {
        const events = await started();
        const pictures = await Array.fromAsync(stills(film(), [5], { height: 20 }));
        await events.return();
        return pictures.length;
      }),
    );
    expect(await mostBusy(all)).toBeLessThanOrEqual(12);
    expect(await all).toEqual(Array.from({ length: 8 }, () => 1));
  }, 60_000);

  it('never runs more than twelve, even where all wait for their callers, and forgets who left', async () => {
    const leaving = new AbortController();
    const waiting = Array.from({ length: 14 }, () => started());
    const left = Array.from({ length: 10 }, () => probe(film(), { signal: leaving.signal }));
    const asked = Promise.allSettled(left);
    await expect.poll(() => processIds().busy.length, { timeout: 30_000 }).toBe(12);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(processIds().busy).toHaveLength(12);
    leaving.abort();
    for (const { status } of await asked) expect(status).toBe('rejected');
    for (const events of waiting) await (await events).return();
    expect((await probe(film())).frames).toBe(FRAMES);
    expect(processIds().busy).toEqual([]);
  }, 60_000);

  it('leaves no pipe open where its caller goes with much unread, and is told as ended', async () => {
    const pipes = (): number => readdirSync('/proc/self/fd').length;
    await closeAll();
    const before = process.platform === 'linux' ? pipes() : 0;
    for (let round = 0; round < 4; round++) {
      const events = await started();
      // What it has sent fills the pipe meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await events.return();
    }
    const ended = closeAll().then(() => 'ended');
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20_000))])).toBe('ended');
    if (process.platform === 'linux') expect(pipes()).toBeLessThanOrEqual(before);
  });

  it('hands on what the maker of the pictures throws, and leaves no file', async () => {
    const frames = function* (): Generator<Uint8Array> {
      yield drawNumber(1, 32, 18);
      throw new RangeError('no ink');
    };
    const options = { width: 32, height: 18, frameRate: { num: 25, den: 1 } };
    await expect(encode(frames(), options, at('never.mp4'))).rejects.toThrow('no ink');
    await expect(encode([new Uint8Array(5)], options, at('never.mp4'))).rejects.toMatchObject({ code: 'input' });
    await expect(encode([], options, at('never.mp4'))).rejects.toMatchObject({ code: 'input' });
    await expect(probe(at('never.mp4'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ends by itself when its parent dies, and does not keep a parent alive', async () => {
    const script = `
      const { decode, probe, processIds } = await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)});
      await probe(process.argv[1]);
      const idle = processIds().idle;
      const events = decode(process.argv[1], { frames: { width: 320, height: 180 } });
      if (process.argv[2] === 'die') {
        await events.next();
        console.log(JSON.stringify(processIds().busy));
        process.kill(process.pid, 'SIGKILL');
      }
      console.log(JSON.stringify(idle));`;
    const parent = (mode: string): Promise<string> =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, film(), mode]).then(
        ({ stdout }) => stdout,
        (error: { stdout: string }) => error.stdout,
      );
    const outputs = await Promise.all([parent('die'), parent('leave')]);
    const pids = outputs.flatMap((output) => JSON.parse(output) as number[]);
    expect(pids).toHaveLength(2);
    expect((await Promise.all(pids.map(gone))).every(Boolean)).toBe(true);
  });
});
