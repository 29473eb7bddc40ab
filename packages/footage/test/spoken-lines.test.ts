import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateShotLog, withSpokenLines, withSubtitles } from '../src/index.ts';
import { linesOfShots } from '../src/spoken-lines.ts';
import { sampleLog } from './sample-log.ts';

describe('withSpokenLines', () => {
  const log = sampleLog(8, 400);
  const seconds = log.media.duration;
  const line = fc
    .tuple(fc.double({ min: -1, max: seconds + 1, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }))
    .map(([start, long]) => ({ start, end: start + long, text: 'words', from: 'whisper' as const }));

  it('gives a log that can be read, in which each line has one shot', () => {
    fc.assert(
      fc.property(fc.array(line), (spoken) => {
        const said = withSpokenLines(log, spoken);
        expect(validateShotLog(JSON.parse(JSON.stringify(said)))).toEqual(said);
        const homes = said.shots.flatMap(({ lines }) => lines).sort((one, other) => one - other);
        expect(homes).toEqual([...spoken.filter(({ start }) => start < seconds).keys()]);
        expect(said.subtitles.every(({ from }) => from === 'whisper')).toBe(true);
      }),
    );
  });

  it('puts a line on the frames that are shown while it is said', () => {
    const rate = log.media.frameRate.num / log.media.frameRate.den;
    const [said] = withSpokenLines(log, [{ start: 10 / rate, end: 20 / rate, text: 'Now.' }]).subtitles;
    expect(said).toEqual({ startFrame: 10, endFrame: 20, text: 'Now.' });
  });

  it('leaves out a line that begins after the last frame, and none that is begun on it', () => {
    const lines = [seconds - 0.02, seconds, seconds + 60].map((start) => ({ start, end: start + 1, text: `${start}` }));
    const { frames } = log.media;
    expect(withSpokenLines(log, lines).subtitles).toEqual([
      { startFrame: frames - 1, endFrame: frames, text: lines[0]!.text },
    ]);
  });

  it('gives back the lines of another log of the film', () => {
    const said = withSpokenLines(log, [{ start: 0.2, end: 0.9, text: 'Hm.', from: 'endpoint' }]);
    expect(withSubtitles(log, said.subtitles)).toEqual(said);
  });

  it('gives each line to the first shot that is not over when it begins, or the one before if that is not heard', () => {
    const gaps = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 12 });
    const lines = fc.array(fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 9 })), { maxLength: 20 });
    fc.assert(
      fc.property(gaps, lines, (parts, said) => {
        let end = 0;
        const shots = parts.map(([gap, length]) => {
          const startFrame = end + gap;
          end = startFrame + length;
          return { startFrame, endFrame: end };
        });
        const subtitles = said.map(([startFrame, length]) => ({ startFrame, endFrame: startFrame + length, text: '' }));
        const asked = subtitles.map(({ startFrame, endFrame }) => {
          const next = shots.findIndex((shot) => shot.endFrame > startFrame);
          if (next < 0) return shots.length - 1;
          return next > 0 && shots[next]!.startFrame >= endFrame ? next - 1 : next;
        });
        const given = linesOfShots(shots, subtitles);
        expect(given).toEqual(shots.map((_, shot) => [...asked.keys()].filter((at) => asked[at] === shot)));
      }),
    );
  });

  it('says so where the log does not know when frames are shown', () => {
    const { frameDurations: _, ...media } = log.media;
    expect(() => withSpokenLines({ ...log, media: { ...media, variableFrameRate: true } }, [])).toThrow(
      /log the film again/,
    );
  });
});
