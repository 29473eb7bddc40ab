import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlignOptions, align, type LogSubtitle, type ScriptScene, sceneLinks } from '../src/index.ts';
import { random } from '../train/random.ts';
import { sampleLog } from './sample-log.ts';

const WORDS =
  'river lantern window brother winter engine letter silver garden captain thunder market ribbon needle harbour candle mirror forest kitchen station promise shadow orange violin ladder pocket cellar feather compass bottle bridge island the a and you I we to of in it that is not for my'.split(
    ' ',
  );

/** A script of scenes with speeches of made-up words; scene `silent` has none. */
function script(seed: number, scenes: number, silent = -1): ScriptScene[] {
  const next = random(seed);
  let at = 0;
  return Array.from({ length: scenes }, (_, index) => {
    const from = at;
    at += 120;
    const lines = Array.from({ length: index === silent ? 0 : 4 + Math.floor(next() * 4) }, () => {
      const text = Array.from(
        { length: 4 + Math.floor(next() * 10) },
        () => WORDS[Math.floor(next() * WORDS.length)]!,
      ).join(' ');
      const line = { text, from: at, to: at + text.length };
      at += text.length + 20;
      return line;
    });
    at += index === silent ? 400 : 60;
    return { from, to: at, lines };
  });
}

/** Subtitles of a film that plays the script at 2 frames a letter, with wrong, dropped and improvised words. */
function play(scenes: readonly ScriptScene[], seed: number, wrong: number): LogSubtitle[] {
  const next = random(seed);
  return scenes.flatMap((scene) =>
    scene.lines.flatMap((line): LogSubtitle[] => {
      if (next() < wrong / 2) return [];
      const words = line.text
        .split(' ')
        .map((word) => (next() < wrong ? WORDS[Math.floor(next() * WORDS.length)]! : word));
      return [{ startFrame: line.from * 2, endFrame: line.to * 2, text: `<i>${words.join(' ')}</i>` }];
    }),
  );
}

/** Share of shots that are linked to the scene they show, by their middle. */
function rightShots(scenes: readonly ScriptScene[], frames: number, links: ReturnType<typeof sceneLinks>): number {
  const log = sampleLog(Math.floor((scenes.at(-1)!.to * 2) / frames), frames);
  const right = log.shots.filter((shot) => {
    const offset = (shot.startFrame + shot.endFrame) / 4;
    const scene = scenes.findIndex(({ from, to }) => offset >= from && offset < to);
    return links.find((link) => link.scene === scene)?.shots.includes(shot.id);
  });
  return right.length / log.shots.length;
}

describe('alignment of script and film', () => {
  it('links scenes by what is said, although one word in five is wrong', () => {
    const scenes = script(1, 12);
    const subtitles = play(scenes, 2, 0.2);
    const frames = 60;
    const links = sceneLinks(sampleLog(Math.floor((scenes.at(-1)!.to * 2) / frames), frames, subtitles), scenes);
    expect(links.map((link) => link.scene)).toEqual(scenes.map((_, index) => index));
    expect(links.every((link) => link.method === 'dialogue' && link.confidence > 0.5)).toBe(true);
    expect(rightShots(scenes, frames, links)).toBeGreaterThan(0.95);
    let right = 0;
    let all = 0;
    for (const { lines } of links) {
      for (const { subtitle, from } of lines) {
        all++;
        if (subtitles[subtitle]!.startFrame === from * 2) right++;
      }
    }
    expect(right / all).toBeGreaterThan(0.95);
    expect(all).toBeGreaterThan(0.85 * subtitles.length);
  });

  it('gives a scene without dialogue the shots between its neighbours', () => {
    const scenes = script(3, 5, 2);
    const frames = 60;
    const links = sceneLinks(
      sampleLog(Math.floor((scenes.at(-1)!.to * 2) / frames), frames, play(scenes, 4, 0)),
      scenes,
    );
    expect(links[2]).toMatchObject({ scene: 2, method: 'order', confidence: 0.4, lines: [] });
    expect(links[2]!.shots.length).toBeGreaterThan(5);
    expect(rightShots(scenes, frames, links)).toBeGreaterThan(0.95);
  });

  it('goes by order alone, and says that it is hardly sure, where nothing is heard', () => {
    const scenes = script(5, 4);
    const links = sceneLinks(sampleLog(40, 50), scenes);
    expect(links.flatMap((link) => link.shots)).toHaveLength(40);
    expect(links.every(({ method, confidence }) => method === 'order' && confidence >= 0.2 && confidence <= 0.3)).toBe(
      true,
    );
  });

  it('leaves out a scene that was dropped, when its neighbours meet', () => {
    const scenes = script(6, 3);
    const spoken = play([scenes[0]!, scenes[2]!], 7, 0);
    const gone = scenes[2]!.from - scenes[0]!.to;
    const film = spoken.map((line) =>
      line.startFrame >= scenes[2]!.from * 2
        ? { ...line, startFrame: line.startFrame - gone * 2, endFrame: line.endFrame - gone * 2 }
        : line,
    );
    const end = (scenes[2]!.to - gone) * 2;
    const links = sceneLinks(sampleLog(Math.floor(end / 50), 50, film), scenes);
    const lost = links.find((link) => link.scene === 1);
    expect(lost?.method ?? 'order').toBe('order');
    expect(lost?.shots.length ?? 0).toBeLessThanOrEqual(8);
    expect(links.find((link) => link.scene === 2)).toMatchObject({ method: 'dialogue' });
  });

  it('takes nothing: no shots, no scenes, lines without words', () => {
    expect(sceneLinks(sampleLog(0, 1), script(1, 2))).toEqual([]);
    expect(sceneLinks(sampleLog(2, 10), [])).toEqual([]);
    const wordless = [{ from: 0, to: 9, lines: [{ text: '…', from: 1, to: 2 }] }];
    expect(sceneLinks(sampleLog(2, 10, [{ startFrame: 0, endFrame: 5, text: '♪' }]), wordless)).toMatchObject([
      { method: 'order', shots: ['s0001', 's0002'] },
    ]);
  });

  it('gives lines and shots of the film and the script, whatever is said', () => {
    const word = fc.constantFrom('yes', 'no', 'river', 'lantern', 'we', 'go');
    const texts = fc.array(
      fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, texts, (said, written) => {
        const lines = written.map((text, at) => ({ text, from: at * 30 + 1, to: at * 30 + 20 }));
        const scenes = [
          { from: 0, to: 151, lines: lines.slice(0, 5) },
          { from: 151, to: 400, lines: lines.slice(5) },
        ];
        const subtitles = said.map((text, at) => ({ startFrame: at * 20, endFrame: at * 20 + 15, text }));
        const { scenes: links, takes, unscripted, unshot } = align(sampleLog(12, 20, subtitles), scenes);
        expect(new Set(links.flatMap((link) => link.shots)).size).toBe(12);
        for (const take of takes) {
          const { from, to } = scenes[take.scene]!;
          let before = -1;
          for (const line of take.lines) {
            // Within a take the film goes through the script in order.
            expect(line.line).toBeGreaterThan(before);
            before = line.line;
            expect(line.from >= from && line.to <= to).toBe(true);
            expect(line.startFrame).toBeLessThan(line.endFrame);
          }
          expect(take.confidence > 0 && take.confidence < 1).toBe(true);
        }
        const covered = new Set(takes.flatMap((take) => take.lines.map(({ line }) => line)));
        const missed = unshot.flatMap(({ kind, scene, from }) =>
          kind === 'scene' ? scenes[scene]!.lines.map((line) => line.from) : [from],
        );
        expect(missed.toSorted((a, b) => a - b)).toEqual(
          lines.flatMap(({ from }, line) => (covered.has(line) ? [] : [from])),
        );
        // A subtitle is of a take or it is not in the script.
        const outside = new Set(unscripted.flatMap(({ subtitles: [a, b] }) => range(a, b)));
        for (const { pairs } of takes) for (const { subtitle } of pairs) expect(outside.has(subtitle)).toBe(false);
      }),
    );
  });
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Subtitles of speeches said one after the other, two seconds each, as `said` of `lines`. */
function spoken(lines: readonly string[], from = 0): LogSubtitle[] {
  return lines.map((text, at) => ({ startFrame: from + at * 50, endFrame: from + at * 50 + 45, text }));
}

/** A script of scenes with these speeches. */
function written(scenes: readonly (readonly string[])[]): ScriptScene[] {
  let at = 0;
  return scenes.map((texts) => {
    const from = at;
    at += 40;
    const lines = texts.map((text) => {
      const line = { text, from: at, to: at + text.length };
      at += text.length + 20;
      return line;
    });
    return { from, to: at, lines };
  });
}

const HARBOUR = ['The harbour froze last night.', 'Then nobody sails before Thursday.', 'Tell that to the captain.'];
const KITCHEN = ['Who ate the last of the marmalade?', 'Not I. Ask your brother.', 'My brother left in the spring.'];

describe('takes', () => {
  const scenes = written([HARBOUR, KITCHEN]);
  const lineNumbers = (log: ReturnType<typeof sampleLog>, options: AlignOptions = {}) =>
    align(log, scenes, options).takes.map(({ scene, number, lines }) => [scene, number, lines.map(({ line }) => line)]);

  it('are several where lines are said again, whole or in part', () => {
    const subtitles = spoken([...HARBOUR, ...HARBOUR.slice(0, 2), ...HARBOUR.slice(1), ...KITCHEN]);
    expect(lineNumbers(sampleLog(12, 50, subtitles))).toEqual([
      [0, 1, [0, 1, 2]],
      [0, 2, [0, 1]],
      [0, 3, [1, 2]],
      [1, 1, [3, 4, 5]],
    ]);
  });

  it('follow scenes that were swapped', () => {
    expect(lineNumbers(sampleLog(6, 50, spoken([...KITCHEN, ...HARBOUR])))).toEqual([
      [1, 1, [3, 4, 5]],
      [0, 1, [0, 1, 2]],
    ]);
  });

  it('say what is not in the script, and what of the script is not there', () => {
    const improvised = 'Somebody fetch an umbrella before these violins drown.';
    const said = [HARBOUR[0]!, improvised, HARBOUR[2]!];
    const { takes, unscripted, unshot } = align(sampleLog(3, 50, spoken(said)), scenes);
    expect(takes[0]!.lines).toMatchObject([
      { line: 0, said: 'matched', shot: 's0001' },
      // Something was said in its place: the take runs on through it.
      { line: 1, said: 'unmatched', shot: 's0002' },
      { line: 2, said: 'matched', shot: 's0003' },
    ]);
    expect(unshot).toMatchObject([{ kind: 'scene', scene: 1 }]);
    expect(unscripted).toEqual([]);
    const added = align(sampleLog(5, 50, spoken([...HARBOUR, improvised, improvised])), scenes);
    expect(added.unscripted).toMatchObject([{ subtitles: [3, 4], startFrame: 150, shots: ['s0004', 's0005'] }]);
  });

  it('name the pairs that they rest on', () => {
    const { takes } = align(sampleLog(3, 50, spoken(HARBOUR)), scenes);
    expect(takes[0]!.pairs).toMatchObject(
      HARBOUR.map((text, subtitle) => ({
        subtitle,
        from: scenes[0]!.lines[subtitle]!.from,
        alike: 1,
        words: text.split(' ').length,
      })),
    );
  });

  it('are found in languages without spaces', () => {
    const japanese = written([
      ['昨夜、港が凍ったそうだ。', '木曜日まで誰も船を出せない。'],
      ['最後のジャムを食べたのは誰？', '弟に聞いてください。'],
    ]);
    const log = sampleLog(
      4,
      50,
      spoken(['最後のジャムを食べのは誰', '弟に聞いて下さい', '昨夜港が凍たそうだ', '木曜までは誰も船を出せない']),
    );
    expect(align(log, japanese).takes.map(({ scene, lines }) => [scene, lines.map(({ line }) => line)])).toEqual([
      [1, [2, 3]],
      [0, [0, 1]],
    ]);
  });

  describe('that a person put elsewhere', () => {
    const subtitles = spoken([...HARBOUR, ...KITCHEN]);
    const log = sampleLog(6, 50, subtitles);
    const to = { text: KITCHEN[1]!, from: 9 };

    it('stay there, whatever matches', () => {
      const pins = [{ id: 'p', startFrame: 0, endFrame: 100, to }];
      expect(lineNumbers(log, { pins })).toEqual([
        [1, 1, [4]],
        [0, 1, [2]],
        [1, 2, [3, 4, 5]],
      ]);
      const { takes, unscripted } = align(log, scenes, { pins });
      expect(takes[0]).toMatchObject({ pin: 'p', confidence: 1, startFrame: 0, endFrame: 100 });
      expect(unscripted).toEqual([]);
    });

    it('stay out of the script where they are of no scene', () => {
      const { takes, unscripted } = align(log, scenes, { pins: [{ id: 'p', startFrame: 0, endFrame: 150, to: null }] });
      expect(takes.map(({ scene }) => scene)).toEqual([1]);
      expect(unscripted).toMatchObject([{ subtitles: [0, 2] }]);
    });

    it('hold by the words of their line after an edit, and lapse when it is gone', () => {
      const pin = (text: string) => [{ id: 'p', startFrame: 0, endFrame: 100, to: { text, from: 100_000 } }];
      expect(lineNumbers(log, { pins: pin(KITCHEN[1]!) })[0]).toEqual([1, 1, [4]]);
      expect(lineNumbers(log, { pins: pin('Nobody says this now.') })).toEqual(lineNumbers(log));
    });

    it('are where the last pin says', () => {
      const pins = [
        { id: 'p', startFrame: 0, endFrame: 100, to },
        { id: 'q', startFrame: 0, endFrame: 150, to: { text: HARBOUR[0]!, from: 0 } },
      ];
      expect(lineNumbers(log, { pins })).toEqual([
        [0, 1, [0, 1, 2]],
        [1, 1, [3, 4, 5]],
      ]);
    });
  });
});
