import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogSubtitle, type ScriptScene, sceneLinks } from '../src/index.ts';
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

  it('always keeps order, whatever is said', () => {
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
        const links = sceneLinks(sampleLog(12, 20, subtitles), scenes);
        const pairs = links.flatMap((link) => link.lines);
        for (const [at, pair] of pairs.entries()) {
          const before = pairs[at - 1];
          if (before === undefined) continue;
          expect(pair.subtitle).toBeGreaterThanOrEqual(before.subtitle);
          expect(pair.from).toBeGreaterThanOrEqual(before.from);
        }
        expect(new Set(links.flatMap((link) => link.shots)).size).toBe(12);
      }),
    );
  });
});
