import { describe, expect, it } from 'vitest';
import {
  clip,
  fileUrl,
  frameRange,
  rational,
  readFcp7Xml,
  readFcpxml,
  type Track,
  timeline,
  track,
  writeFcp7Xml,
  writeFcpxml,
} from '../src/index.ts';

describe('an address as a file URL', () => {
  it.each([
    ['/my films/50% & more #1.mov', 'file:///my%20films/50%25%20%26%20more%20%231.mov'],
    ['C:\\my films\\a.mov', 'file:///C:/my%20films/a.mov'],
    ['\\\\server\\films\\a b.mov', 'file://server/films/a%20b.mov'],
    ['media/a b.mov', 'media/a%20b.mov'],
    ['file:///my%20films/ü x.mov', 'file:///my%20films/%C3%BC%20x.mov'],
    ['https://host/a?b=%20#c', 'https://host/a?b=%20#c'],
  ])('%s', (path, url) => {
    expect(fileUrl(path)).toBe(url);
    expect(fileUrl(url)).toBe(url === 'media/a%20b.mov' ? 'media/a%2520b.mov' : url);
  });

  it('is what Final Cut Pro XML and FCP7 XML are given of a path, as MLT projects and event lists have it', () => {
    const range = frameRange(0, 100, rational(25));
    const media = { schema: 'ExternalReference', name: 'a', metadata: {}, availableRange: range } as const;
    const of = timeline('x', [
      track('Video', 'V1', [clip('a', { ...media, targetUrl: '/my films/a.mov' }, frameRange(10, 20, rational(25)))]),
    ]);
    const url = 'file:///my%20films/a.mov';
    expect(writeFcpxml(of)).toContain(`src="${url}"`);
    expect(writeFcp7Xml(of)).toContain(`<pathurl>${url}</pathurl>`);
    for (const [read] of [readFcpxml(writeFcpxml(of)).timelines, readFcp7Xml(writeFcp7Xml(of)).timelines]) {
      const [first] = (read!.tracks.children[0] as Track).children;
      expect(first).toMatchObject({ mediaReferences: { DEFAULT_MEDIA: { targetUrl: url } } });
    }
  });
});
