import { describe, expect, it } from 'vitest';
import { decode, type Edit, type Rendered, render } from '../src/index.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers, sine } from './support/numbered.ts';

const at = useFolder();
const SECONDS = 6;
const TARGET = { integrated: -16, truePeak: -1 };

/** A film of this sound, rendered at −16 LUFS; what was said of it, and what FFmpeg measures. */
async function renderOf(name: string, samples: Float32Array | undefined, more: Partial<Edit> = {}) {
  const audio = samples && ({ samples, sampleRate: 48_000, channels: 2 } as const);
  await encodeNumbers(at(`${name}.mp4`), SECONDS * 25, { width: 64, height: 36, ...(audio ? { audio } : {}) });
  const edit: Edit = {
    clips: [{ path: at(`${name}.mp4`), inFrame: 0, outFrame: SECONDS * 25 }],
    width: 64,
    height: 36,
    frameRate: { num: 25, den: 1 },
    sampleRate: 48_000,
    preset: 'ultrafast',
    loudness: TARGET,
    ...more,
  };
  const path = at(`${name} rendered.mov`);
  const { loudness } = await render(edit, path);
  for await (const event of decode(path, { loudness: true })) {
    if (event.type === 'loudness') return { said: loudness, measured: event.loudness };
  }
  throw new Error('There is no loudness.');
}

function check({ said, measured }: { said: Rendered['loudness']; measured: { integrated: number; truePeak: number } }) {
  expect(said?.asked).toEqual(TARGET);
  expect(said?.integrated).toBeCloseTo(measured.integrated, 0);
  expect(Math.abs((said?.integrated ?? 0) - measured.integrated)).toBeLessThan(0.2);
  expect(Math.abs((said?.truePeak ?? 0) - measured.truePeak)).toBeLessThan(0.2);
  expect(measured.truePeak).toBeLessThanOrEqual(TARGET.truePeak + 0.1);
}

describe('what a render says of its loudness', () => {
  it('says what it came to where it is met', async () => {
    const met = await renderOf('met', sine(SECONDS, 440, 0.02));
    check(met);
    expect(met.said).not.toHaveProperty('missed');
    expect(Math.abs(met.measured.integrated - TARGET.integrated)).toBeLessThan(0.5);
  });

  it('says that a sound is too quiet for the gain there is', async () => {
    const quiet = await renderOf('quiet', sine(SECONDS, 440, 0.0006), { format: 'prores-proxy' });
    check(quiet);
    expect(quiet.said?.missed).toBe('gain');
    expect(quiet.measured.integrated).toBeLessThan(-17);
  });

  it('says that peaks do not let it be louder', async () => {
    // A click a second, and nothing else.
    const clicks = new Float32Array(SECONDS * 48_000 * 2);
    for (let second = 0; second < SECONDS; second++) clicks.fill(0.9, second * 96_000, second * 96_000 + 4);
    const limited = await renderOf('clicks', clicks);
    check(limited);
    expect(limited.said?.missed).toBe('peaks');
    expect(limited.measured.integrated).toBeLessThan(-17);
  });

  it('says that there is no sound, or too little to measure', async () => {
    const silent = await renderOf('silent', undefined);
    expect(silent.said).toEqual({ asked: TARGET, missed: 'silent' });
    const short = await renderOf('short', sine(SECONDS, 440, 0.1), { range: { startFrame: 0, endFrame: 5 } });
    expect(short.said).toMatchObject({ asked: TARGET, missed: 'unmeasured' });
    // What cannot be measured is held below the peak all the same.
    const loud = await renderOf('loud', sine(SECONDS, 997, 1), { range: { startFrame: 10, endFrame: 15 } });
    expect(loud.said).toMatchObject({ asked: TARGET, missed: 'unmeasured' });
    expect(loud.said?.truePeak).toBeLessThanOrEqual(TARGET.truePeak);
    expect(loud.measured.truePeak).toBeLessThanOrEqual(TARGET.truePeak + 0.1);
  });
});
