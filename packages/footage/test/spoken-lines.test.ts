import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateShotLog, withSpokenLines, withSubtitles } from '../src/index.ts';
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
        expect(homes).toEqual(spoken.map((_, at) => at));
        expect(said.subtitles.every(({ from }) => from === 'whisper')).toBe(true);
      }),
    );
  });

  it('puts a line on the frames that are shown while it is said', () => {
    const rate = log.media.frameRate.num / log.media.frameRate.den;
    const [said] = withSpokenLines(log, [{ start: 10 / rate, end: 20 / rate, text: 'Now.' }]).subtitles;
    expect(said).toEqual({ startFrame: 10, endFrame: 20, text: 'Now.' });
  });

  it('gives back the lines of another log of the film', () => {
    const said = withSpokenLines(log, [{ start: 0.2, end: 0.9, text: 'Hm.', from: 'endpoint' }]);
    expect(withSubtitles(log, said.subtitles)).toEqual(said);
  });

  it('says so where the log does not know when frames are shown', () => {
    const { frameDurations: _, ...media } = log.media;
    expect(() => withSpokenLines({ ...log, media: { ...media, variableFrameRate: true } }, [])).toThrow(
      /log the film again/,
    );
  });
});
