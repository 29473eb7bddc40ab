import { execFile, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Edit, previewOf, probe, render } from '../src/index.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers, numbersIn, sine } from './support/numbered.ts';

const CHILD = fileURLToPath(new URL('./support/render-child.ts', import.meta.url));
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
    const kept = (await readdir(parts)).filter((name) => /^pictures-\d+\.mov$/.test(name));
    expect(kept).toContain('pictures-000000000.mov');
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
    const child = spawn(process.execPath, [CHILD, JSON.stringify({ edit: edit(), path, parts, until: 600 })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(parts)).toContain('pictures-000000000.mov');
    await render(edit(), path, { partsFolder: parts });
    expect((await readFile(path)).equals(await readFile(at('in one go.mp4')))).toBe(true);
  });

  it('takes nothing from the parts of another edit', async () => {
    const parts = at('foreign parts');
    await mkdir(parts);
    await writeFile(`${parts}/edit.json`, 'another');
    await writeFile(`${parts}/pictures-000000000.mov`, 'no film');
    const path = at('foreign.mp4');
    await render({ ...edit(), clips: edit().clips.slice(3) }, path, { partsFolder: parts });
    expect((await numbersIn(path)).slice(0, 3)).toEqual([120, 121, 122]);
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
