import {
  compareTime,
  type ExternalReference,
  frameRange,
  mediaReference,
  parseTimecode,
  readFcp7Xml,
  readMlt,
  readOtio,
  type Timeline,
  type Track,
  writeEdl,
  writeFcp7Xml,
  writeFcpxml,
  writeMlt,
  writeOtio,
} from '@second-unit/timeline';
import { describe, expect, it } from 'vitest';
import { type Cut, mainReason, proposeCut, toEditList, toTimeline, whyHtml } from '../src/index.ts';
import { filmOf } from './film.ts';

const film = filmOf({ shots: 40, seed: 12, scenes: 4 });
const proposal = proposeCut({
  ...film,
  brief: { seconds: 20, seed: 0, keepBack: 0.2 },
  onBehalfOf: 'person-1',
  id: 'proposal-1',
  at: '2026-01-01T00:00:00Z',
});
const cut = proposal.change;
const media = { m1: film.log.media };
const timeline = toTimeline(cut, media, { title: 'A Teaser' });
const tracks = timeline.tracks.children as Track[];

describe('toTimeline', () => {
  it('places every item at its source timecode in the media, exactly', () => {
    const hour = parseTimecode('01:00:00:00', film.log.media.frameRate);
    expect(hour).toBe(86400);
    const clips = tracks[0]!.children.filter((child) => child.schema === 'Clip');
    expect(clips).toHaveLength(cut.items.length);
    clips.forEach((clip, index) => {
      const item = cut.items[index]!;
      expect(clip.sourceRange).toEqual(frameRange(hour + item.inFrame, hour + item.outFrame, film.log.media.frameRate));
      const reference = mediaReference(clip) as ExternalReference;
      expect(reference.targetUrl).toBe('file:///films/a%20film%20%26%20more.mp4');
      expect(reference.availableRange).toEqual(
        frameRange(hour, hour + film.log.media.frames, film.log.media.frameRate),
      );
      expect(compareTime(reference.availableRange!.startTime, clip.sourceRange!.startTime)).toBeLessThanOrEqual(0);
      expect(clip.metadata.cmx_3600).toEqual({ reel: 'A001' });
      const [marker] = clip.markers;
      expect(marker?.schema === 'Marker' && marker.markedRange.startTime).toEqual(clip.sourceRange!.startTime);
      expect(marker?.schema === 'Marker' && marker.metadata.second_unit).toMatchObject({ score: item.score });
    });
  });

  it('has the sound beside the picture where there is sound, and no track where there is none', () => {
    expect(tracks.map(({ kind }) => kind)).toEqual(['Video', 'Audio']);
    const ranges = tracks.map((track) => track.children.map((child) => child.schema === 'Clip' && child.sourceRange));
    expect(ranges[1]).toEqual(ranges[0]);
    const { audio: _, ...silent } = film.log.media;
    expect(toTimeline(cut, { m1: silent }, { title: 'x' }).tracks.children).toHaveLength(1);
  });

  it('survives .otio, and writes as EDL and FCPXML', () => {
    expect(readOtio(writeOtio(timeline))).toEqual(timeline);
    const edl = writeEdl(timeline);
    expect(edl.match(/^\d{3} {2}A001 {5}AA\/V/gm)).toHaveLength(cut.items.length);
    expect(edl).toContain('00:00:00:00');
    expect(writeFcpxml(timeline).match(/<asset-clip /g)).toHaveLength(cut.items.length);
  });

  it('carries title cards and music into every format', () => {
    const brief = {
      seconds: 20,
      seed: 0,
      keepBack: 0.2,
      cards: ['One river', 'A Teaser & More'],
      music: { media: 'song', beats: [0, 0.5, 1], from: 2 },
    };
    const withCards = proposeCut({ ...film, brief, onBehalfOf: 'p', id: 'x', at: '2026-01-01T00:00:00Z' }).change;
    const music = { path: '/music/a song.wav', seconds: 60, channels: 2 };
    const made = toTimeline(withCards, media, { title: 'Cards', music });
    // A program that looks for pictures in a sound file shows it as offline.
    const asset = writeFcpxml(made)
      .match(/<asset [^>]*>/gu)
      ?.find((one) => one.includes('song.wav'));
    expect(asset).toContain('hasAudio="1"');
    expect(asset).not.toContain('hasVideo');
    const [video, sound, bed] = made.tracks.children as Track[];
    const frames = (track: Track | undefined) =>
      track!.children.reduce(
        (sum, child) => sum + ('sourceRange' in child ? (child.sourceRange?.duration.value ?? 0) : 0),
        0,
      );
    expect(frames(video)).toBe(Math.round((20 * 24000) / 1001));
    expect(frames(sound)).toBe(frames(video));
    expect(frames(bed)).toBe(frames(video));
    const titles = video!.children.filter(
      (child) => child.schema === 'Clip' && mediaReference(child)?.schema === 'GeneratorReference',
    );
    expect(titles).toHaveLength(2);
    expect(video!.children.at(-1)).toBe(titles.at(-1));
    expect(readOtio(writeOtio(made))).toEqual(made);
    const edl = writeEdl(made);
    expect(edl.match(/^\d{3} {2}BL /gm)).toHaveLength(2);
    expect(edl).toContain('* TITLE: A Teaser & More');
    const fcpxml = writeFcpxml(made);
    expect(fcpxml.match(/<title /g)).toHaveLength(2);
    expect(fcpxml).toContain('A Teaser &amp; More');
    expect(fcpxml).toContain('a%20song.wav');
    const premiere = writeFcp7Xml(made);
    expect(premiere.match(/<generatoritem/g)).toHaveLength(2);
    const titlesIn = (of: Timeline) =>
      (of.tracks.children[0] as Track).children.flatMap((child) => {
        const reference = child.schema === 'Clip' ? mediaReference(child) : undefined;
        return reference?.schema === 'GeneratorReference' ? [reference.parameters.text] : [];
      });
    expect(titlesIn(readFcp7Xml(premiere).timelines[0]!)).toEqual(brief.cards);
    // MLT XML has no markers on clips.
    const bare = made.tracks.children.map((one) => ({
      ...(one as Track),
      children: (one as Track).children.map((child) => ('markers' in child ? { ...child, markers: [] } : child)),
    }));
    const project = writeMlt({ ...made, tracks: { ...made.tracks, children: bare } });
    expect(titlesIn(readMlt(project))).toEqual(brief.cards);
  });

  it('counts drop-frame media in drop-frame, even when its timecode is written with colons', () => {
    const info = {
      ...film.log.media,
      frameRate: { num: 30000, den: 1001 },
      dropFrame: true,
      startTimecode: '01:00:00:00',
    };
    const [first] = (toTimeline(cut, { m1: info }, { title: 'x' }).tracks.children[0] as Track).children;
    expect(first?.schema === 'Clip' && first.sourceRange?.startTime.value).toBe(107892 + cut.items[0]!.inFrame);
  });

  it.each([
    ['10:00:00;00', true, { num: 2997, den: 100 }],
    ['01:00:00:25', false, { num: 24_000, den: 1001 }],
    ['01:01:00;00', true, { num: 30_000, den: 1001 }],
    ['', true, { num: 24, den: 1 }],
  ])('counts from zero where the timecode %s does not fit the media', (startTimecode, dropFrame, frameRate) => {
    const info = { ...film.log.media, frameRate, dropFrame, startTimecode };
    const made = toTimeline(cut, { m1: info }, { title: 'A Teaser' });
    const [first] = (made.tracks.children[0] as Track).children;
    expect(first?.schema === 'Clip' && first.sourceRange?.startTime.value).toBe(cut.items[0]!.inFrame);
    for (const write of [writeOtio, writeEdl, writeFcpxml]) expect(write(made)).toContain('A Teaser');
  });

  it('calls a copy of a film as people call it, not by the name it is kept under', () => {
    const kept = { ...film.log.media, originalPath: '/home/media/01a2-77.mp4', fileName: 'The River, final.mp4' };
    const made = toTimeline(cut, { m1: kept }, { title: 'A Teaser' });
    expect(writeEdl(made)).toContain('* FROM CLIP NAME: The River, final.mp4\n');
    // An editing program must still find it.
    for (const write of [writeEdl, writeFcp7Xml, writeFcpxml, writeOtio]) expect(write(made)).toContain('01a2-77.mp4');
    expect(writeFcp7Xml(made)).toContain('<name>The River, final.mp4</name>');
  });

  it('says which media is missing', () => {
    expect(() => toTimeline(cut, {}, { title: 'x' })).toThrow(/media|frame rate/);
    expect(() => toEditList(cut, {})).toThrow(/media m1 of item i001 is not known/);
  });
});

describe('mainReason', () => {
  const reason = (term: string, amount: number) => ({ term, amount, words: term, evidence: [] });

  it('names the line or the brief first, then the picture, and never makes one up', () => {
    const all = [reason('pace', 2), reason('picture', 1), reason('line', 0.5), reason('story', 1.5)];
    expect(mainReason({ reasons: all })?.term).toBe('line');
    expect(mainReason({ reasons: all.filter(({ term }) => term !== 'line') })?.term).toBe('story');
    expect(mainReason({ reasons: [reason('line', -2), reason('pace', 1)] })?.term).toBe('pace');
    expect(mainReason({ reasons: [] })).toBeUndefined();
  });
});

describe('toEditList', () => {
  it('renders what the timeline says, to the frame', () => {
    const list = toEditList(cut, media);
    expect(list.clips.map((clip) => ('path' in clip ? [clip.inFrame, clip.outFrame] : []))).toEqual(
      cut.items.map(({ inFrame, outFrame }) => [inFrame, outFrame]),
    );
    expect(list.clips.reduce((sum, { frames }) => sum + frames!, 0)).toBe(480);
    expect(list).toMatchObject({ width: 1280, height: 720, frameRate: { num: 24000, den: 1001 } });
  });

  it('does not let rounding pile up when another film has another rate', () => {
    const two: Cut = { ...cut, items: cut.items.map((item, index) => (index % 2 ? { ...item, media: 'm2' } : item)) };
    const list = toEditList(two, { ...media, m2: { ...film.log.media, frameRate: { num: 30000, den: 1001 } } });
    const seconds = two.items.reduce(
      (sum, { inFrame, outFrame }, index) => sum + (outFrame - inFrame) / (index % 2 ? 30 : 24),
      0,
    );
    expect(list.clips.reduce((sum, { frames }) => sum + frames!, 0)).toBe(Math.round(seconds * 24));
  });

  it('makes odd sizes even and refuses an empty cut', () => {
    expect(toEditList(cut, { m1: { ...film.log.media, width: 853 } }).width).toBe(852);
    expect(() => toEditList({ ...cut, items: [] }, media)).toThrow(/no shots/);
  });
});

describe('whyHtml', () => {
  const log = { ...film.log, barcode: ['#102030', 'red"><script>'] };

  it('shows every shot with every reason', () => {
    const page = whyHtml(proposal, cut, log, { title: 'Why' });
    expect(page.match(/<li id="item-/g)).toHaveLength(cut.items.length);
    // A row a reason, a row a shot in the table, and its head.
    const reasons = cut.items.reduce((sum, item) => sum + item.reasons.length, 0);
    expect(page.match(/<tr>/g)).toHaveLength(reasons + cut.items.length + 1);
    expect(page.match(/<strong>Beat<\/strong>/g)).toHaveLength(cut.items.filter(({ beat }) => beat).length);
    expect(page).toContain('nothing, proven');
    expect(page.match(/class="band"/g)).toHaveLength(cut.items.length);
    expect(page).toContain('Shown as proposed.');
    // What can be followed is no part of a picture, which hides what is in it.
    expect(page).not.toContain('role="img"');
  });

  it('says what was asked for, and when, as a person reads it', () => {
    const music = { media: '/music/<Tide>.wav', beats: [], from: 12 };
    const brief = { ...cut.brief, text: 'quiet, "the storm"', tone: 'tense', lead: 'voices', music } as const;
    const page = whyHtml({ ...proposal, at: '2026-11-23T02:05:09.123Z' }, { ...cut, brief }, log);
    expect(page).toContain('Brief: “quiet, &quot;the storm&quot;”. Tone: tense. Leans on: voices.');
    expect(page).toContain('Music: “&lt;Tide&gt;.wav”, from 0:12.0.');
    expect(page).toContain('<time datetime="2026-11-23T02:05:09.123Z">23 November 2026 at 02:05 UTC</time>');
  });

  it('escapes what it is given, and fetches nothing', () => {
    const evil = '<img src=x onerror="alert(1)">\'&';
    const items = cut.items.map((item) => ({
      ...item,
      id: `"${evil}`,
      reasons: [{ term: evil, amount: 1, words: evil, evidence: [] }],
    }));
    const stills = { [cut.items[0]!.shot]: 'https://example.org/x.png', [cut.items[1]!.shot]: '" onload="alert(1)' };
    const page = whyHtml({ ...proposal, what: evil }, { ...cut, items }, log, { title: evil, stills });
    expect(page).not.toMatch(/<img src=x|<script|onload="|https:/);
    expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;');
    expect(page).not.toContain('<img ');
    const own = whyHtml(proposal, cut, log, { stills: { [cut.items[0]!.shot]: 'data:image/jpeg;base64,AAAA' } });
    expect(own.match(/<img src="data:/g)).toHaveLength(1);
  });
});
