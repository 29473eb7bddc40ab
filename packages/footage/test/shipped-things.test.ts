import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overlapOf } from '../src/people/face-model.ts';
import { SHIPPED_THINGS, shippedDetector } from '../src/things/shipped.ts';
import { shrunk } from '../src/things/shrunk.ts';
import { ssdAnchors } from '../src/things/ssd-anchors.ts';
import { SsdDetector } from '../src/things/ssd-detector.ts';
import { listed, SSD_BOXES, SSD_MAPS, ssdLayers } from '../src/things/ssd-layers.ts';
import type { ThingModel } from '../src/things/thing-model.ts';
import { goldenPicture } from './things-picture.ts';

/**
 * What TensorFlow Lite 2.21 says of the drawn picture with the weights as they were published (halves), its boxes by the
 * anchors of MediaPipe's own graph: surest first.
 */
const REFERENCE = [
  { label: 'table', confidence: 0.6776, box: { x: 0.2656, y: 0.4599, width: 0.4903, height: 0.4204 } },
  { label: 'chair', confidence: 0.4059, box: { x: 0.7493, y: 0.35, width: 0.1859, height: 0.5365 } },
  { label: 'desk', confidence: 0.3666, box: { x: 0.2531, y: 0.4443, width: 0.5161, height: 0.4335 } },
] as const;

describe('the network', () => {
  it('starts from as many boxes as it tells', () => {
    const starts = ssdAnchors();
    expect(starts).toHaveLength(SSD_MAPS.reduce((sum, cells, map) => sum + cells * cells * SSD_BOXES[map]!, 0));
    expect(starts).toHaveLength(1917);
    expect(starts[0]).toEqual({ x: 0.5 / 19, y: 0.5 / 19, width: 0.1, height: 0.1 });
    expect(starts.at(-1)).toMatchObject({ x: 0.5, y: 0.5, width: Math.sqrt(0.95), height: Math.sqrt(0.95) });
  });

  it('has layers that fit one another', () => {
    const { stem, blocks, last } = ssdLayers(24);
    let planes = stem.outputs;
    for (const { expand, depthwise, project, isAdded } of blocks) {
      expect((expand ?? depthwise).inputs).toBe(planes);
      expect(project.inputs).toBe(depthwise.outputs);
      if (isAdded) expect(project.outputs).toBe(planes);
      planes = project.outputs;
    }
    expect(last.inputs).toBe(planes);
    const names = listed(ssdLayers(24)).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a picture made small', () => {
  it('is the mean of what each pixel covers', () => {
    const rgb = Uint8Array.from([0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0]);
    const small = shrunk({ width: 4, height: 1, rgb }, 2);
    expect([...small].map((value) => Math.round(value * 100) / 100)).toEqual([
      0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1,
    ]);
    const three = shrunk({ width: 3, height: 3, rgb: new Uint8Array(27).fill(255) }, 2);
    expect(three.every((value) => value === 1)).toBe(true);
  });

  it('is made larger where it is smaller', () => {
    const large = shrunk({ width: 1, height: 1, rgb: Uint8Array.from([255, 0, 0]) }, 3);
    expect([...large.subarray(0, 3)]).toEqual([1, -1, -1]);
  });
});

describe('the detector that comes along', () => {
  let all: ThingModel;
  beforeAll(async () => {
    all = await SsdDetector.open(() => 0.3);
  });
  afterAll(() => all.close());

  it('says what the original says, but for rounding', async () => {
    const found = await all.detect(goldenPicture());
    for (const { label, confidence, box } of REFERENCE) {
      const same = found.find((one) => one.label === label);
      expect(Math.abs((same?.confidence ?? 0) - confidence)).toBeLessThan(0.01);
      expect(overlapOf(same!.box, box)).toBeGreaterThan(0.95);
    }
    expect(found.filter(({ label }) => label === 'chair')).toHaveLength(2);
  });

  it('says only words that were measured, from their thresholds on', async () => {
    const shipped = await shippedDetector();
    expect(shipped.labels.toSorted()).toEqual(SHIPPED_THINGS.map(({ word }) => word));
    const found = await shipped.detect(goldenPicture());
    expect(found.map(({ label }) => label)).toEqual(['table', 'chair']);
    await shipped.close();
  });

  it('was rightly said often enough on what was held out', () => {
    for (const { right, said, present } of SHIPPED_THINGS) {
      expect(right / said).toBeGreaterThanOrEqual(0.8);
      expect(right / present).toBeGreaterThanOrEqual(0.5);
    }
  });

  it('has a card that names its file', () => {
    const card = readFileSync(new URL('../models/things.md', import.meta.url), 'utf8');
    const detector = readFileSync(new URL('../src/things/ssd-detector.ts', import.meta.url), 'utf8');
    expect(card).toContain(/HASH = '([0-9a-f]{64})'/.exec(detector)?.[1]);
    for (const { word, right, said } of SHIPPED_THINGS) expect(card).toContain(`| ${word} | ${right} of ${said}`);
  });
});
