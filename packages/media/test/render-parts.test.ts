import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Edit, previewOf, probe, render } from '../src/index.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers, numbersIn, sine } from './support/numbered.ts';

const CHILD = fileURLToPath(new URL('./support/render-child.ts', import.meta.url));
const COURIER = '../../../node_modules/@fontsource/courier-prime/files/courier-prime-latin-400-normal.woff';
const FONT = { family: 'Courier Prime', bytes: await readFile(new URL(COURIER, import.meta.url)) };
const at = useFolder();

/** Four clips of ten seconds at 25 frames a second: parts of 12 to 30 seconds. */
function edit(): Edit {
  const clip = (inFrame: number) => ({ path: at('a.mp4'), inFrame, outFrame: inFrame + 250 });
  return {
    clips: [{ ...clip(0), transition: { type: 'dissolve', frames: 12 } }, clip(40), clip(7), clip(120)],
    width: 64,
    height: 36,
    frameRate: { num: 25, den: 1 },
    sampleRate: 48_000,
    preset: 'ultrafast',
  };
}

/** Files in the folders of the edits in a folder of parts. */
async function partsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.(mov|json)$/.test(name));
}

/** Begins a render and ends it when a part of its pictures is there. */
async function cutOff(partsFolder: string, path: string): Promise<void> {
  const abort = new AbortController();
  const onProgress = ({ frame }: { frame: number }) => {
    if (frame >= 600) abort.abort();
  };
  await expect(render(edit(), path, { partsFolder, signal: abort.signal, onProgress })).rejects.toMatchObject({
    code: 'cancelled',
  });
}

/** Does any process of a group live? Where nobody collects the processes of others they stay listed, dead, for ever. */
function lives(group: number): boolean {
  if (process.platform !== 'linux') {
    try {
      return process.kill(-group, 0);
    } catch {
      return false;
    }
  }
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      // Behind the name, which may hold anything: state, parent, group.
      const [state, , of] = readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
      return Number(of) === group && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });
}

/** Runs the child until it says that it is where it is to be, and kills it; its media process sees that and ends too. */
async function killedThere(ask: object): Promise<void> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(ask)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, so that one can see when the last of it is gone.
    detached: true,
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  for (let tries = 0; tries < 1000 && lives(child.pid!); tries++) await sleep(20);
}

beforeAll(async () => {
  const audio = { samples: sine(16, 440, 0.2), sampleRate: 48_000, channels: 2 } as const;
  await encodeNumbers(at('a.mp4'), 400, { width: 64, height: 36, audio });
  await render(edit(), at('in one go.mp4'));
}, 60_000);

describe('a render that is cut off', () => {
  it('goes on behind its last whole part when it was cancelled, and is the same film', async () => {
    const parts = at('cancelled parts');
    const path = at('cancelled.mp4');
    const abort = new AbortController();
    const cut = render(edit(), path, {
      partsFolder: parts,
      signal: abort.signal,
      onProgress: ({ frame }) => {
        if (frame >= 600) abort.abort();
      },
    });
    await expect(cut).rejects.toMatchObject({ code: 'cancelled' });
    expect((await partsIn(parts)).some((name) => name.includes('pictures-000000000.'))).toBe(true);
    const seen: number[] = [];
    await render(edit(), path, { partsFolder: parts, onProgress: ({ frame }) => seen.push(frame) });
    expect(seen.find((frame) => frame > 0)).toBeGreaterThanOrEqual(300);
    expect((await readFile(path)).equals(await readFile(at('in one go.mp4')))).toBe(true);
    // Nothing is left of the parts.
    await expect(stat(parts)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('goes on when its process was killed', async () => {
    const parts = at('killed parts');
    const path = at('killed.mp4');
    await killedThere({ edit: edit(), path, parts, until: 600 });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await partsIn(parts)).some((name) => name.includes('pictures-000000000.'))).toBe(true);
    await render(edit(), path, { partsFolder: parts });
    expect((await readFile(path)).equals(await readFile(at('in one go.mp4')))).toBe(true);
  });

  it('takes nothing from the parts of another edit', async () => {
    const parts = at('foreign parts');
    await cutOff(parts, at('first.mp4'));
    const path = at('foreign.mp4');
    await render({ ...edit(), clips: edit().clips.slice(3) }, path, { partsFolder: parts });
    expect((await numbersIn(path)).slice(0, 3)).toEqual([120, 121, 122]);
    // Those of the first are there for whoever goes on with it.
    expect((await partsIn(parts)).some((name) => name.includes('pictures-000000000.'))).toBe(true);
  });

  it('renders a part again that was damaged meanwhile', async () => {
    const parts = at('damaged parts');
    const path = at('damaged.mp4');
    await cutOff(parts, path);
    for (const name of await partsIn(parts)) {
      const bytes = await readFile(join(parts, name));
      const half = bytes.length >> 1;
      if (name.includes('sound.')) await writeFile(join(parts, name), bytes.subarray(0, half));
      if (!name.includes('pictures-000000000.')) continue;
      bytes[half]! ^= 4;
      await writeFile(join(parts, name), bytes);
    }
    const seen: number[] = [];
    await render(edit(), path, { partsFolder: parts, onProgress: ({ frame }) => seen.push(frame) });
    expect(seen.find((frame) => frame > 0)).toBeLessThan(300);
    expect((await readFile(path)).equals(await readFile(at('in one go.mp4')))).toBe(true);
  });

  it('keeps its parts until the film has its name, and goes on when it was killed before', async () => {
    const parts = at('unnamed parts');
    const path = at('unnamed.mp4');
    await killedThere({ edit: edit(), path, parts, finishes: true });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    const fails = render(edit(), path, { partsFolder: parts, finish: () => Promise.reject(new Error('No seal')) });
    await expect(fails).rejects.toThrow('No seal');
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    const seen: number[] = [];
    let finished: Buffer | undefined;
    await render(edit(), path, {
      partsFolder: parts,
      onProgress: ({ frame }) => seen.push(frame),
      finish: async (film) => {
        finished = await readFile(film);
      },
    });
    // Nothing was rendered: all parts were there.
    expect(new Set(seen)).toEqual(new Set([0, 1000]));
    expect(finished?.equals(await readFile(path))).toBe(true);
    expect((await readFile(path)).equals(await readFile(at('in one go.mp4')))).toBe(true);
    expect((await readdir(dirname(path))).filter((name) => name.startsWith('.'))).toEqual([]);
    await expect(stat(parts)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is the same film when two processes render it at once, to one folder of parts', async () => {
    const parts = at('shared parts');
    const paths = [at('twin 1.mp4'), at('twin 2.mp4')];
    const run = promisify(execFile);
    const answers = await Promise.all(
      paths.map((path) => run(process.execPath, [CHILD, JSON.stringify({ edit: edit(), path, parts })])),
    );
    expect(answers.map(({ stdout }) => stdout)).toEqual(['', '']);
    for (const path of paths) expect((await readFile(path)).equals(await readFile(at('in one go.mp4')))).toBe(true);
    await expect(stat(parts)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('renders again what another process took away while it went on, letters too', async () => {
    const parts = at('taken parts');
    const path = at('taken.mp4');
    const film = edit().clips.slice(0, 3);
    const card = { title: { text: 'Soon' }, frames: 50 };
    const lines = [{ startFrame: 700, endFrame: 720, text: 'Not yet.' }];
    const lettered = { ...edit(), clips: [...film, card], fonts: [FONT], subtitles: { mode: 'burn' as const, lines } };
    let isTaken = false;
    await render(lettered, path, {
      partsFolder: parts,
      onProgress: ({ frame }) => {
        if (isTaken || frame < 350) return;
        isTaken = true;
        // What is being written there comes back.
        rmSync(parts, { recursive: true, force: true, maxRetries: 10, retryDelay: 5 });
      },
    });
    expect(isTaken).toBe(true);
    await render(lettered, at('not taken.mp4'));
    expect((await readFile(path)).equals(await readFile(at('not taken.mp4')))).toBe(true);
  });

  it('leaves the previous file and says so in a sentence when the disk is full', async () => {
    const path = at('full.mp4');
    await writeFile(path, 'the previous version');
    // The system refuses what is written beyond this size, as a full disk does.
    const limited = `ulimit -f 40; exec "$0" "$@"`;
    const run = promisify(execFile);
    const { stdout } = await run('bash', [
      '-c',
      limited,
      process.execPath,
      CHILD,
      JSON.stringify({ edit: edit(), path }),
    ]);
    expect(JSON.parse(stdout)).toEqual({
      code: 'unavailable',
      message: 'The disk is full, so the film was not written; make room and render again.',
      place: path,
    });
    expect(await readFile(path, 'utf8')).toBe('the previous version');
    expect((await readdir(dirname(path))).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('previews a range of it', async () => {
    const path = at('preview.mp4');
    const range = { startFrame: 248, endFrame: 275 };
    const preview = previewOf({ ...edit(), width: 1280, height: 720, format: 'prores' }, range);
    expect(preview).toMatchObject({ width: 640, height: 360, format: 'h264', range });
    await render(preview, path);
    expect(await numbersIn(path)).toEqual((await numbersIn(at('in one go.mp4'))).slice(248, 275));
  });

  it('renders a range alone, the same frames', async () => {
    const path = at('range.mp4');
    await render({ ...edit(), range: { startFrame: 248, endFrame: 275 } }, path);
    const whole = await numbersIn(at('in one go.mp4'));
    expect(await numbersIn(path)).toEqual(whole.slice(248, 275));
    expect((await probe(path)).frames).toBe(27);
  });
});
