import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clip,
  frameRange,
  type JsonObject,
  mediaReference,
  rational,
  readFcp7Xml,
  readFcpxml,
  type Timeline,
  timeline,
  track,
  writeFcp7Xml,
  writeFcpxml,
  writeMlt,
} from '../src/index.ts';
import { ownMetadata } from '../src/media.ts';

/** A cut of one film, whose pixels are stored so and are that much wider than high. */
function cutOf(own: JsonObject, more: { window?: JsonObject; picture?: JsonObject } = {}): Timeline {
  const rate = rational(25);
  const media = {
    schema: 'ExternalReference' as const,
    name: 'a.mxf',
    metadata: { second_unit: own },
    targetUrl: 'file:///a.mxf',
    availableRange: frameRange(0, 100, rate),
  };
  const metadata: JsonObject = more.window ? { second_unit: { window: more.window } } : {};
  const shown = clip('a', media, frameRange(0, 50, rate), { metadata });
  const made = timeline('Cut', [track('Video', 'V1', [shown])]);
  return more.picture ? { ...made, metadata: { second_unit: { picture: more.picture } } } : made;
}

const WIDE_PAL = { width: 720, height: 576, pixel_aspect: '64:45' };
const HDV = { width: 1440, height: 1080, pixel_aspect: '4:3' };

function ownOf(of: Timeline): JsonObject {
  const [first] = of.tracks.children;
  const [item] = first?.schema === 'Track' ? first.children : [];
  return item?.schema === 'Clip' ? ownMetadata(mediaReference(item)) : {};
}

describe('films whose pixels are not square', () => {
  it('play in a sequence of square pixels, of the shape that they are shown in', () => {
    expect(writeMlt(cutOf(WIDE_PAL))).toMatch(/<profile width="1024" height="576" sample_aspect_num="1"/);
    expect(writeMlt(cutOf(HDV))).toMatch(/<profile width="1920" height="1080" [^>]*display_aspect_num="16"/);
    expect(writeFcpxml(cutOf(WIDE_PAL))).toMatch(
      /<format id="\w+" frameDuration="1\/25s" width="1024" height="576"\/>/,
    );
    expect(writeFcp7Xml(cutOf(HDV))).toMatch(
      /<format>[\s\S]*?<width>1920<\/width>\s*<height>1080<\/height>[\s\S]*?<\/format>/,
    );
    // It fills that sequence as it is: nothing is scaled.
    expect(writeFcp7Xml(cutOf(HDV))).not.toContain('Basic Motion');
  });

  it('say the shape of their pixels, and are read with it', () => {
    expect(writeFcpxml(cutOf(HDV))).toMatch(/width="1440" height="1080" paspH="4" paspV="3"/);
    expect(ownOf(readFcpxml(writeFcpxml(cutOf(HDV))).timelines[0]!)).toMatchObject(HDV);
    const fcp7 = writeFcp7Xml(cutOf(WIDE_PAL));
    expect(fcp7).toMatch(/<anamorphic>TRUE<\/anamorphic>\s*<pixelaspectratio>PAL-601<\/pixelaspectratio>/);
    expect(ownOf(readFcp7Xml(fcp7).timelines[0]!)).toMatchObject(WIDE_PAL);
    expect(ownOf(readFcp7Xml(writeFcp7Xml(cutOf({ ...WIDE_PAL, pixel_aspect: '12:11' }))).timelines[0]!)).toMatchObject(
      {
        pixel_aspect: '16:15',
      },
    );
  });

  it('are cut to a window by what is shown, not by what is stored', () => {
    // 1920 × 1080 shown, filled into an upright 1080 × 1920: 3413 wide, its middle in the middle.
    const upright = cutOf(HDV, { window: { x: 0.5, y: 0.5 }, picture: { width: 1080, height: 1920 } });
    expect(writeFcp7Xml(upright)).toMatch(/<name>Scale<\/name>\s*<value>177\.7778<\/value>/);
    expect(writeMlt(upright)).toContain('<property name="transition.rect">-1166.6667 0 3413.3333 1920 1</property>');
  });

  it('whatever is said of a pixel’s shape, a timeline is written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer(), fc.constantFrom('0:1', '1:0', '1:1', '999999:1')), (said) => {
        expect(writeMlt(cutOf({ ...HDV, pixel_aspect: said }))).toContain('<profile width="1440" height="1080"');
      }),
      { numRuns: 30, examples: [['4:3 '], ['-4:3']] },
    );
  });
});
