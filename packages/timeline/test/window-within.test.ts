import { expect, it } from 'vitest';
import { clip, frameRange, rational, timeline, track, writeFcp7Xml, writeFcpxml, writeMlt } from '../src/index.ts';

it('a window that keeps out bars fills the sequence with what is inside them', () => {
  const rate = rational(25);
  // 16:9 with bars of an eighth above and below, upright: what is inside them is 1440 × 810 of 1920 × 1080 pixels high.
  const window = { x: 0.25, y: 0.5, within: { x: 0, y: 0.125, width: 1, height: 0.75 } };
  const media = {
    schema: 'ExternalReference' as const,
    name: 'a.mov',
    metadata: { second_unit: { width: 1920, height: 1080 } },
    targetUrl: 'file:///a.mov',
    availableRange: frameRange(0, 100, rate),
  };
  const shown = clip('a', media, frameRange(0, 50, rate), { metadata: { second_unit: { window } } });
  const upright = {
    ...timeline('Upright', [track('Video', 'V1', [shown])]),
    metadata: { second_unit: { picture: { width: 1080, height: 1920 } } },
  };
  // The inside is 1920 high, so that the picture is 2560 high and 4551.1111 wide; a quarter of it lies in the middle.
  expect(writeMlt(upright)).toContain('<property name="transition.rect">-597.7778 -320 4551.1111 2560 1</property>');
  expect(writeFcp7Xml(upright)).toMatch(/<name>Scale<\/name>\s*<value>237\.037<\/value>/);
  // Of a picture that fills the sequence, 1920 high, four thirds.
  expect(writeFcpxml(upright)).toContain('<adjust-transform position="59.2593 0" scale="1.3333 1.3333"/>');
});
