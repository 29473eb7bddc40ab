import { sceneLinks } from '@second-unit/footage';
import { outline, parse, toDocument } from '@second-unit/screenplay';
import type { LogView, ProductionView } from '@second-unit/studio/contract';
import { expect, inject, it } from 'vitest';
import { readSampleScript, samplePlan } from '../apps/studio/src/sample/index.ts';
import { api } from './support/api.ts';

const script = await readSampleScript();
const plan = samplePlan(script);

/** Of the film that the shared studio has drawn and watched: to do both again would take a minute. */
it('the sample film is logged as it was planned, at its loudness, and aligns with its script', async () => {
  const studio = api(inject('studio'));
  const { media } = await studio.get<ProductionView>(`/productions/${await studio.sample()}`);
  const { log } = await studio.get<LogView>(`/media/${media[0]?.id}/log`);
  expect(log.media.frames).toBe(plan.frames);
  expect(log.sound?.integrated).toBeGreaterThan(-19);
  expect(log.sound?.integrated).toBeLessThan(-17);
  expect(log.sound?.truePeak).toBeLessThan(-0.9);
  expect(log.subtitles.map((line) => line.text)).toEqual(
    plan.shots.flatMap((shot) => shot.lines.map((line) => line.text)),
  );

  const { precision, recall } = agreement(log.shots.map((shot) => shot.transitionIn));
  const f1 = (2 * precision * recall) / (precision + recall);
  console.info(
    `sample film: F1 of cuts and transitions ${f1.toFixed(3)} (P ${precision.toFixed(3)}, R ${recall.toFixed(3)})`,
  );
  expect(f1).toBeGreaterThanOrEqual(0.95);

  const links = sceneLinks(log, scenesOf(script));
  let right = 0;
  let linked = 0;
  for (const link of links.filter(({ method }) => method === 'dialogue')) {
    for (const line of link.lines) {
      const planned = plan.shots.find((shot) => shot.lines.some((l) => l.from >= line.from && l.to <= line.to));
      linked += 1;
      if (planned?.scene === link.scene) right += 1;
    }
  }
  console.info(`sample film: ${right} of ${linked} linked lines are in their scene`);
  expect(linked).toBeGreaterThan(20);
  expect(right / linked).toBeGreaterThan(0.9);
}, 300_000);

interface Transition {
  readonly type: string;
  readonly startFrame: number;
  readonly endFrame: number;
}

/** A cut agrees within a frame; a dissolve or a fade where type and frames in common agree. The first shot is left out. */
function agreement(found: readonly Transition[]): { precision: number; recall: number } {
  const left = found.slice(1);
  const truth = plan.shots.slice(1).map((shot) => shot.transitionIn);
  const total = left.length;
  let hits = 0;
  for (const t of truth) {
    const at = left.findIndex((f) =>
      t.type === 'cut'
        ? f.type === 'cut' && Math.abs(f.startFrame - t.startFrame) <= 1
        : f.type === t.type && Math.min(f.endFrame, t.endFrame) > Math.max(f.startFrame, t.startFrame),
    );
    if (at < 0) continue;
    hits += 1;
    left.splice(at, 1);
  }
  return { precision: hits / total, recall: hits / truth.length };
}

function scenesOf(text: string) {
  const tree = parse(text);
  const { elements } = toDocument(tree);
  return outline(tree)
    .filter((entry) => entry.kind === 'scene')
    .map(({ from, to }) => ({
      from,
      to,
      lines: elements
        .filter((e) => (e.type === 'dialogue' || e.type === 'lyrics') && e.from >= from && e.to <= to)
        .map(({ text: words, from: start, to: end }) => ({ text: words, from: start, to: end })),
    }));
}
