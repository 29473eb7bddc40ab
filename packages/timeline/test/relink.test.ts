import { describe, expect, it } from 'vitest';
import { frameRange, mediaReference, readEdl, relink, type Timeline } from '../src/index.ts';

const list = (...events: [reel: string, name: string, from: string, to: string][]): Timeline =>
  readEdl(
    `TITLE: x\n${events.map(([reel, name, from, to], at) => `00${at + 1}  ${reel}  V  C  ${from} ${to} 00:00:0${at}:00 00:00:0${at + 1}:00\n* FROM CLIP NAME: ${name}`).join('\n')}`,
  );
const hour = (from: number, seconds: number) => frameRange(from * 24, (from + seconds) * 24, 24);

describe('relink', () => {
  const cut = list(
    ['A001', 'A001_C002_0101_proxy.mov', '01:00:02:00', '01:00:03:00'],
    ['AX', 'street.mov', '00:00:00:00', '00:00:01:00'],
  );

  it('finds missing media by name, reel and timecode, and says why', () => {
    const { timeline, links, ambiguous, lost } = relink(cut, [
      { url: 'file:///new%20disk/A001_C002_0101.mxf', reel: 'A001', availableRange: hour(3600, 60) },
      { url: 'file:///new%20disk/A001_C003_0101.mxf', reel: 'A001', availableRange: hour(3700, 60) },
      { url: 'file:///other/street.mp4', availableRange: hour(0, 9) },
    ]);
    expect(links.map(({ url }) => url)).toEqual(['file:///new%20disk/A001_C002_0101.mxf', 'file:///other/street.mp4']);
    expect(links[0]!.reasons).toEqual(['same name', 'same reel, A001', 'its timecode covers all that is used']);
    expect([ambiguous, lost]).toEqual([[], []]);
    const [video] = timeline.tracks.children;
    const clips = video?.schema === 'Track' ? video.children.filter((one) => one.schema === 'Clip') : [];
    expect(
      clips
        .map((one) => mediaReference(one))
        .map((one) => one?.schema === 'ExternalReference' && [one.targetUrl, one.availableRange]),
    ).toEqual([
      ['file:///new%20disk/A001_C002_0101.mxf', hour(3600, 60)],
      ['file:///other/street.mp4', hour(0, 9)],
    ]);
    // What is played, and from where, stays to the frame.
    expect(clips.map(({ sourceRange }) => sourceRange)).toEqual([frameRange(86448, 86472, 24), frameRange(0, 24, 24)]);
  });

  it('takes a start at zero for next to nothing: files without timecode all begin there', () => {
    const begins = (from: number): Timeline => ({
      ...cut,
      tracks: {
        ...cut.tracks,
        children: cut.tracks.children.map((track) =>
          track.schema !== 'Track'
            ? track
            : {
                ...track,
                children: track.children.slice(0, 1).map((clip) =>
                  clip.schema !== 'Clip'
                    ? clip
                    : {
                        ...clip,
                        sourceRange: frameRange(from * 24, (from + 1) * 24, 24),
                        mediaReferences: {
                          DEFAULT_MEDIA: {
                            schema: 'ExternalReference' as const,
                            name: '',
                            metadata: {},
                            targetUrl: '/gone/A001_take.mov',
                            availableRange: hour(from, 60),
                          },
                        },
                      },
                ),
              },
        ),
      },
    });
    const reasonsFor = (from: number, url: string) =>
      relink(begins(from), [{ url, reel: 'A001', availableRange: hour(from, 60) }]).links.flatMap(
        ({ reasons, confidence }) => [...reasons, confidence >= 0.85 ? 'sure' : 'less sure'],
      );
    expect(reasonsFor(0, '/a/A001_take.mov')).toEqual(expect.arrayContaining(['same name', 'both count from zero']));
    expect(reasonsFor(7, '/a/A001_take.mov')).toEqual(expect.arrayContaining(['same name', 'same start timecode']));
    // A reel says where a shot may be found, not which of its shots it is.
    expect(reasonsFor(7, '/a/other.mov')).toEqual(['same reel, A001', 'same start timecode', 'less sure']);
    expect(reasonsFor(0, '/a/other.mov')).toEqual([]);
  });

  it('tells of files that fit alike instead of guessing', () => {
    const { links, ambiguous } = relink(cut, [{ url: '/a/street.mov' }, { url: '/b/street.mov' }]);
    expect(links).toEqual([]);
    expect(ambiguous).toEqual([
      {
        key: 'name street.mov reel ',
        media: 'street.mov',
        urls: ['/a/street.mov', '/b/street.mov'],
        why: '2 files fit alike: same name.',
      },
    ]);
  });

  it('does not take a file that lacks frames which are played, nor one of another reel', () => {
    const { links, lost } = relink(cut, [
      { url: '/a/A001_C002_0101.mov', availableRange: hour(0, 60) },
      { url: '/a/street.mov', reel: 'B1', availableRange: hour(10, 60) },
    ]);
    expect(links).toEqual([]);
    expect(lost.map(({ why }) => why)).toEqual([
      'A001_C002_0101.mov has its name, but its timecode does not cover what is played.',
      'street.mov has its name, but its timecode does not cover what is played.',
    ]);
    expect(relink(cut, [{ url: '/a/A001_C002_0101.mov', reel: 'B002' }]).lost[0]).toMatchObject({
      why: 'A001_C002_0101.mov has its name, but its reel is B002.',
      namesake: { url: '/a/A001_C002_0101.mov' },
    });
    expect(relink(cut, [{ url: '/a/A001_C002_0101.mov', reel: 'B002' }]).lost).toHaveLength(2);
    expect(relink(cut, []).lost[0]!.why).toMatch(/no files/);
  });
});
