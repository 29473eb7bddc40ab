import { type Decision, Fault } from '@second-unit/evidence';
import type { ShotLog } from '@second-unit/footage';
import type { MediaInfo } from '@second-unit/media';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changePaper,
  cutOf,
  EMPTY_PAPER,
  type PaperChange,
  type PaperEdit,
  passageOf,
  replayPaper,
  segmentItems,
  shotItems,
  stringout,
  type Transcript,
  takesOfLines,
  toTimeline,
  transcriptOf,
} from '../src/index.ts';
import { filmOf } from './film.ts';

const { log } = filmOf({ shots: 60, seed: 7 });
const info: MediaInfo = log.media;
const logOf = (subtitles: ShotLog['subtitles'], sound?: ShotLog['sound'], shots: ShotLog['shots'] = []) => ({
  shots,
  media: { ...info, frames: 2400, frameRate: { num: 24, den: 1 } },
  subtitles,
  ...(sound ? { sound } : {}),
});

/** Lines as they come: overlapping, touching, of one frame, of many words or none. */
const subtitles = fc.array(
  fc.record({
    startFrame: fc.integer({ min: 0, max: 2399 }),
    length: fc.integer({ min: 1, max: 200 }),
    text: fc.oneof(
      fc.lorem({ maxCount: 12 }),
      fc.constantFrom(
        '- Who?\n- <i>You.</i>',
        '[door]',
        '♪',
        '',
        'مرحبا بك هنا',
        '你好，世界。今天好吗？',
        '1984 … no',
      ),
    ),
  }),
  { maxLength: 25 },
);
const spans = fc.array(
  fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true })),
);
const starts = fc.uniqueArray(fc.integer({ min: 0, max: 2399 }), { maxLength: 12 });
const transcript = fc.tuple(subtitles, fc.option(spans), starts).map(
  ([lines, speech, shots]): Transcript =>
    transcriptOf(
      logOf(
        lines.map(({ startFrame, length, text }) => ({
          startFrame,
          endFrame: Math.min(2400, startFrame + length),
          text,
        })),
        speech === null
          ? undefined
          : {
              momentary: { step: 0.1, values: Array.from({ length: 1000 }, (_, at) => -20 - ((at * 7919) % 30)) },
              speech: speech.map(([start, length]) => ({ start, end: start + length, confidence: 1 })),
            },
        shots.toSorted((a, b) => a - b).map((startFrame) => ({ ...log.shots[0]!, startFrame })),
      ),
    ),
);

const media = (id: string): Record<string, MediaInfo> => ({
  [id]: { ...info, frames: 2400, frameRate: { num: 24, den: 1 }, variableFrameRate: false },
});

/** A paper edit of a film, struck here and there. */
const paper = transcript
  .filter(({ words }) => words.length > 3)
  .chain((source) =>
    fc
      .record({
        cuts: fc.array(fc.nat(source.words.length), { minLength: 2, maxLength: 8 }),
        strikes: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.boolean()), { maxLength: 10 }),
        air: fc.double({ min: 0, max: 1, noNaN: true }),
        longestPause: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
      })
      .map(({ cuts, strikes, air, longestPause }) => {
        const edges = [...new Set(cuts)].sort((a, b) => a - b);
        const passages = edges
          .slice(1)
          .map((to, at) => passageOf(source, edges[at]!, to, { id: `p${at}`, media: 'm' }));
        let edit: PaperEdit = changePaper(EMPTY_PAPER, { kind: 'set', air, longestPause });
        edit = changePaper(edit, { kind: 'add', passages });
        for (const [which, one, other, strike] of strikes) {
          const passage = passages[which % Math.max(1, passages.length)];
          if (!passage) break;
          const from = one % passage.words.length;
          const to = from + 1 + (other % (passage.words.length - from));
          edit = changePaper(edit, { kind: strike ? 'strike' : 'restore', passage: passage.id, from, to });
        }
        return { source, edit };
      })
      .filter(({ edit }) => edit.passages.length > 0),
  );

describe('a transcript as words', () => {
  it('keeps every word, in order, inside its line, and none over another', () => {
    fc.assert(
      fc.property(transcript, ({ words }) => {
        for (const [at, word] of words.entries()) {
          expect(Number.isInteger(word.startFrame) && Number.isInteger(word.endFrame)).toBe(true);
          expect(word.startFrame).toBeLessThanOrEqual(word.endFrame);
          expect(word.startFrame).toBeGreaterThanOrEqual(words[at - 1]?.endFrame ?? 0);
          expect(word.endFrame).toBeLessThanOrEqual(2400);
          expect(word.confidence).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('shares a line out by how long its words take, and parts them where nobody speaks', () => {
    const line = { startFrame: 0, endFrame: 96, text: 'Wait. I know.' };
    const even = transcriptOf(logOf([line])).words;
    expect(even.map(({ text }) => text)).toEqual(['Wait.', 'I', 'know.']);
    expect(even.map(({ timed }) => timed)).toEqual(['estimated', 'estimated', 'estimated']);
    const heard = transcriptOf(
      logOf([line], {
        momentary: { step: 0.1, values: [] },
        speech: [
          { start: 0.5, end: 1, confidence: 1 },
          { start: 2.5, end: 3.5, confidence: 1 },
        ],
      }),
    ).words;
    // Speech is heard from frame 12 to 24 and from 60 to 84, with a frame of edge.
    expect(heard[0]).toMatchObject({ startFrame: 11, endFrame: 25 });
    expect(heard[1]!.startFrame).toBe(59);
    expect(heard[2]!.endFrame).toBe(85);
    expect(heard[0]!.confidence).toBeGreaterThan(even[0]!.confidence);
  });

  it('takes times of words as they came, and says so', () => {
    const words = [
      { text: 'wait', startFrame: 3, endFrame: 9 },
      { text: 'no', startFrame: 8, endFrame: 20 },
    ];
    const line = { startFrame: 0, endFrame: 24, text: 'Wait. No.', words };
    expect(transcriptOf(logOf([line])).words).toEqual([
      { text: 'Wait.', startFrame: 3, endFrame: 9, line: 0, timed: 'heard', confidence: 0.9 },
      { text: 'No.', startFrame: 9, endFrame: 20, line: 0, timed: 'heard', confidence: 0.9 },
    ]);
  });

  it('finds words where none are spaced', () => {
    const words = transcriptOf(logOf([{ startFrame: 0, endFrame: 96, text: '你好，世界。' }])).words;
    expect(words.map(({ text }) => text)).toEqual(['你好，', '世界。']);
    expect(words[0]!.joined).toBe(true);
  });
});

describe('a stringout', () => {
  it('plays what is kept and nothing that is struck, in order, inside the film, with exact frames', () => {
    fc.assert(
      fc.property(paper, ({ edit }) => {
        const { segments, seconds, unheard } = stringout(edit, media('m'));
        let frames = 0;
        let reached = 0;
        for (const { inFrame, outFrame, handles } of segments) {
          expect(inFrame).toBeGreaterThanOrEqual(reached);
          expect(outFrame).toBeGreaterThan(inFrame);
          expect(handles).toEqual({ before: inFrame, after: 2400 - outFrame });
          reached = outFrame;
          frames += outFrame - inFrame;
        }
        expect(reached).toBeLessThanOrEqual(2400);
        expect(seconds).toBeCloseTo(frames / 24, 9);
        const isHeard = (frame: number) =>
          segments.some(({ inFrame, outFrame }) => frame >= inFrame && frame < outFrame);
        let kept = 0;
        for (const { words, struck } of edit.passages) {
          for (const [at, { startFrame, endFrame }] of words.entries()) {
            const isStruck = struck.some(({ from, to }) => at >= from && at < to);
            if (!isStruck) kept++;
            // A flash of one frame is not cut out.
            for (let frame = startFrame; frame < endFrame; frame++) {
              if (!isStruck) expect(isHeard(frame)).toBe(true);
              else if (endFrame - startFrame > 1) expect(isHeard(frame)).toBe(false);
            }
          }
        }
        const told = segments.flatMap(({ of }) => of).reduce((sum, { from, to }) => sum + to - from, 0);
        expect(told + unheard).toBe(kept);
      }),
    );
  });

  it('is as it was when what is struck is restored', () => {
    fc.assert(
      fc.property(paper, fc.nat(), fc.nat(), fc.nat(), ({ edit }, which, one, other) => {
        const passage = edit.passages[which % edit.passages.length]!;
        const from = one % passage.words.length;
        const to = from + 1 + (other % (passage.words.length - from));
        fc.pre(passage.struck.every((range) => range.to < from || range.from > to));
        const struck = changePaper(edit, { kind: 'strike', passage: passage.id, from, to });
        expect(changePaper(struck, { kind: 'restore', passage: passage.id, from, to })).toEqual(edit);
        const whole = stringout(edit, media('m'));
        expect(stringout(struck, media('m')).seconds).toBeLessThanOrEqual(whole.seconds + 1e-9);
      }),
    );
  });

  it('splits without a cut, and plays on', () => {
    fc.assert(
      fc.property(paper, fc.nat(), ({ edit }, seed) => {
        const passage = edit.passages[seed % edit.passages.length]!;
        fc.pre(passage.words.length > 1);
        const at = 1 + (seed % (passage.words.length - 1));
        // Words of a line that is far too short for them share its frames: cut off alone, such a word plays nothing.
        fc.pre(passage.words.every(({ startFrame, endFrame }) => endFrame > startFrame));
        const split = changePaper(edit, { kind: 'split', passage: passage.id, at, into: 'new' });
        const spansOf = (one: PaperEdit) =>
          stringout(one, media('m')).segments.map(({ inFrame, outFrame }) => [inFrame, outFrame]);
        expect(spansOf(split)).toEqual(spansOf(edit));
      }),
    );
  });

  it('lets air end at a cut of the film, so that no other shot flashes up', () => {
    const lines = [{ startFrame: 20, endFrame: 40, text: 'Wait.' }];
    const shots = [0, 18, 43].map((startFrame) => ({ ...log.shots[0]!, startFrame }));
    const inAndOut = (air: number) => {
      const source = transcriptOf(logOf(lines, undefined, shots));
      const set = changePaper(EMPTY_PAPER, { kind: 'set', air, longestPause: null });
      const passages = [passageOf(source, 0, 1, { id: 'a', media: 'm' })];
      const { segments } = stringout(changePaper(set, { kind: 'add', passages }), media('m'));
      return segments.map(({ inFrame, outFrame }) => [inFrame, outFrame]);
    };
    expect(inAndOut(1 / 24)).toEqual([[19, 41]]);
    expect(inAndOut(1)).toEqual([[18, 43]]);
  });

  it('becomes a timeline and a cut of the same frames', () => {
    const source = transcriptOf(log);
    const passages = [0, 9, 20].map((from) => passageOf(source, from, from + 5, { id: `p${from}`, media: 'm' }));
    const edit = changePaper(EMPTY_PAPER, { kind: 'add', passages });
    const { segments, seconds } = stringout(edit, { m: info });
    const shots = { m: log.shots };
    const items = segmentItems(segments, shots);
    const made = toTimeline(cutOf(items, seconds), { m: info }, { title: 'Stringout' });
    expect(made.tracks.children[0]).toMatchObject({ children: { length: segments.length } });
    const frames = (some: readonly { inFrame: number; outFrame: number }[]) =>
      some.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
    expect(frames(shotItems(segments, shots))).toBe(frames(segments));
    for (const { shot, inFrame } of shotItems(segments, shots)) {
      expect(log.shots.find(({ id }) => id === shot)?.startFrame).toBeLessThanOrEqual(inFrame);
    }
  });
});

describe('a paper edit', () => {
  const source = transcriptOf(log);
  const add = (id: string, from: number): PaperChange => ({
    kind: 'add',
    passages: [passageOf(source, from, from + 4, { id, media: 'm' })],
  });
  const decision = (id: string, change: PaperChange): Decision<PaperChange> => ({
    id,
    proposal: 'paper',
    verdict: 'edited',
    change,
    by: { kind: 'person', id: 'person-1', name: 'Ada' },
    at: '2026-01-01T00:00:00Z',
  });

  it('is what its decisions leave: undone and done again, reordered, and what no longer fits left out', () => {
    const all = [
      decision('1', add('a', 0)),
      decision('2', add('b', 8)),
      decision('3', { kind: 'move', passage: 'b', to: 0 }),
      decision('4', { kind: 'strike', passage: 'a', from: 1, to: 3 }),
    ];
    const ids = (some: readonly Decision<PaperChange>[]) => replayPaper(some).paper.passages.map(({ id }) => id);
    expect(ids(all)).toEqual(['b', 'a']);
    const undone = [...all, decision('5', { kind: 'undo', decision: '3' })];
    expect(ids(undone)).toEqual(['a', 'b']);
    expect(ids([...undone, decision('6', { kind: 'undo', decision: '5' })])).toEqual(['b', 'a']);
    const without = replayPaper([...all, decision('5', { kind: 'undo', decision: '1' })]);
    expect(without.skipped.map(({ decision: { id } }) => id)).toEqual(['4']);
  });

  it('strings out every take of a line, and lets a person choose one', () => {
    const [first, second] = log.subtitles;
    const take = (startFrame: number, endFrame: number, coverage: number) => ({
      media: 'm',
      startFrame,
      endFrame,
      coverage,
      confidence: 0.9,
    });
    const line = {
      script: 's',
      from: 10,
      to: 40,
      text: 'The river is waiting.',
      takes: [take(first!.startFrame, first!.endFrame, 0.6), take(second!.startFrame, second!.endFrame, 1)],
    };
    let at = 0;
    const passages = takesOfLines([line], { m: source }, () => `t${at++}`);
    expect(passages.map((one) => [one.line?.take, one.line?.suggested])).toEqual([
      [1, undefined],
      [2, true],
    ]);
    let edit = changePaper(EMPTY_PAPER, { kind: 'add', passages });
    edit = changePaper(edit, { kind: 'choose', passage: 't1', chosen: true });
    edit = changePaper(edit, { kind: 'choose', passage: 't0', chosen: true });
    expect(edit.passages.map(({ chosen }) => chosen)).toEqual([true, undefined]);
    expect(changePaper(edit, { kind: 'keepChosen' }).passages.map(({ id }) => id)).toEqual(['t0']);
  });

  it('refuses what does not fit, in a sentence', () => {
    const one = changePaper(EMPTY_PAPER, add('a', 0));
    const refused: PaperChange[] = [
      { kind: 'strike', passage: 'a', from: 2, to: 9 },
      { kind: 'strike', passage: 'x', from: 0, to: 1 },
      { kind: 'move', passage: 'a', to: 1 },
      { kind: 'split', passage: 'a', at: 0, into: 'b' },
      { kind: 'choose', passage: 'a', chosen: true },
      { kind: 'keepChosen' },
      { kind: 'undo', decision: '1' },
      add('a', 3),
    ];
    for (const change of refused) expect(() => changePaper(one, change)).toThrow(Fault);
  });
});
