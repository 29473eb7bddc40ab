import { outline, parse } from '@second-unit/screenplay';
import { describe, expect, test } from 'vitest';
import { readSampleScript, samplePlan, subtitlesOf } from '../../src/sample/index.ts';
import { PICTURE } from '../../src/sample/panel.ts';
import { PANELS } from '../../src/sample/panels/index.ts';
import { SHOTS } from '../../src/sample/shots.ts';

const script = await readSampleScript();
const plan = samplePlan(script);

describe('the plan of the sample film', () => {
  test('runs from its first frame to its last without a gap', () => {
    let frame = 0;
    for (const { startFrame, endFrame, transitionIn } of plan.shots) {
      expect(transitionIn.startFrame).toBe(frame);
      expect(transitionIn.endFrame).toBe(startFrame);
      expect(endFrame).toBeGreaterThan(startFrame);
      frame = endFrame;
    }
    expect(frame).toBe(plan.frames);
    expect(plan.frames / plan.frameRate.num).toBeGreaterThanOrEqual(80);
    expect(plan.frames / plan.frameRate.num).toBeLessThanOrEqual(120);
  });

  test('takes a transition of frames for a dissolve or a fade, and none for a cut', () => {
    for (const { transitionIn } of plan.shots) {
      const frames = transitionIn.endFrame - transitionIn.startFrame;
      if (transitionIn.type === 'cut' || transitionIn.type === 'none') expect(frames).toBe(0);
      else expect(frames).toBeGreaterThan(8);
    }
  });

  test('says each line verbatim, in its scene, in the order of the script', () => {
    const scenes = outline(parse(script)).filter((entry) => entry.kind === 'scene');
    let last = 0;
    for (const { scene, lines, startFrame, endFrame } of plan.shots) {
      for (const line of lines) {
        expect(script.slice(line.from, line.to)).toBe(line.text);
        expect(line.from).toBeGreaterThanOrEqual(scenes[scene!]!.from);
        expect(line.to).toBeLessThanOrEqual(scenes[scene!]!.to);
        expect(line.from).toBeGreaterThanOrEqual(last);
        expect(line.startFrame).toBeGreaterThanOrEqual(startFrame);
        expect(line.endFrame).toBeLessThanOrEqual(endFrame);
        last = line.to;
      }
    }
    expect(plan.shots.flatMap((shot) => shot.lines).length).toBeGreaterThan(20);
  });

  test('dissolves and fades where the script asks for it', () => {
    const dissolves = plan.shots.filter((shot) => shot.transitionIn.type === 'dissolve');
    const asked = [...script.matchAll(/^DISSOLVE TO:$/gm)];
    expect(dissolves).toHaveLength(asked.length);
    const scenes = outline(parse(script)).filter((entry) => entry.kind === 'scene');
    for (const [i, { scene }] of dissolves.entries()) {
      const next = scenes.find((entry) => entry.from > asked[i]!.index)!;
      expect(scene).toBe(next.index);
    }
    expect(plan.shots.at(-1)!.transitionIn.type).toBe('fade');
  });

  test('refuses a script that the film does not fit', () => {
    expect(() => samplePlan(script.replace('Leek!', 'Barley!'))).toThrow(/ŁUKASZ say “Leek!”/);
    expect(() => samplePlan(script.replace('#20#', ''))).toThrow(/scene 20/);
  });

  test('gives subtitles that do not overlap', () => {
    const lines = subtitlesOf(plan);
    for (const [i, line] of lines.entries()) {
      expect(line.end).toBeGreaterThan(line.start);
      if (i > 0) expect(line.start).toBeGreaterThanOrEqual(lines[i - 1]!.end);
    }
  });

  test('never looks past the edge of a panel', () => {
    for (const { id, panel: name, from, to } of SHOTS) {
      const panel = PANELS[name]('sans-serif');
      for (const view of [from, to ?? from]) {
        const height = (view.width * PICTURE.height) / PICTURE.width;
        expect(view.x - view.width / 2, id).toBeGreaterThanOrEqual(0);
        expect(view.x + view.width / 2, id).toBeLessThanOrEqual(panel.width);
        expect(view.y - height / 2, id).toBeGreaterThanOrEqual(0);
        expect(view.y + height / 2, id).toBeLessThanOrEqual(panel.height);
      }
    }
  });
});
