import { describe, expect, it } from 'vitest';
import { flatXml } from '../../src/shoot-day/flat-xml.ts';

const LARGEST = 4 * 1024 * 1024;
/** Of processor time. Some twenty times what these take; work that grows faster than the text takes minutes. */
const MOST_MILLISECONDS = 6000;

function timed(text: string): { elements: ReturnType<typeof flatXml>; milliseconds: number } {
  const from = process.cpuUsage();
  const elements = flatXml(text);
  return { elements, milliseconds: process.cpuUsage(from).user / 1000 };
}

describe('elements of a sidecar', () => {
  it('have paths without namespaces, attributes and text', () => {
    expect(flatXml('<a:Clip xmlns:a="x"><a:Reel No="7"> A001 </a:Reel><Empty/></a:Clip>')).toEqual([
      { path: 'clip/reel', attributes: { no: '7' }, text: 'A001' },
      { path: 'clip/empty', attributes: {}, text: '' },
      { path: 'clip', attributes: { a: 'x' }, text: '' },
    ]);
  });

  it('are read as far as a file is whole', () => {
    expect(flatXml('<clip><reel>A001</reel><take>3').map(({ path }) => path)).toEqual(['clip/reel']);
    expect(flatXml('no XML at all')).toEqual([]);
  });
});

describe('hostile XML', () => {
  const nested = (size: number): string => {
    const depth = Math.floor(size / 7);
    return `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
  };

  it('nested as deep as a sidecar is long: reading ends at once', () => {
    const { elements, milliseconds } = timed(`<clip><reel>A001</reel>${nested(LARGEST)}</clip>`);
    expect(elements).toEqual([{ path: 'clip/reel', attributes: {}, text: 'A001' }]);
    expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
  });

  it('64 deep is read, 65 is not', () => {
    expect(flatXml(nested(64 * 7))).toHaveLength(64);
    expect(flatXml(nested(65 * 7))).toEqual([]);
  });

  it('as wide as a sidecar is long: reading ends at 20,000 elements', () => {
    const { elements, milliseconds } = timed(`<clip>${'<b/>'.repeat(LARGEST / 4)}</clip>`);
    expect(elements).toHaveLength(20_000);
    expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
  });

  it.each([
    ['names that fill it', `<${'n'.repeat(LARGEST / 2)}></${'n'.repeat(LARGEST / 2 - 10)}>`],
    ['long names below long names', `${`<${'n'.repeat(900)}>`}${'<m/>'.repeat(LARGEST / 4)}`],
    ['attributes', `<clip><e ${Array.from({ length: LARGEST / 16 }, (_, at) => `a${at}="1"`).join(' ')}/><f/></clip>`],
    ['text in pieces', `<clip>${'x&amp;'.repeat(LARGEST / 6)}</clip>`],
    ['end tags of nothing', `<clip>${'</x>'.repeat(LARGEST / 4)}`],
    ['comments', `<clip>${'<!---->'.repeat(LARGEST / 7)}</clip>`],
    ['unknown entities', `<clip>${'&x;'.repeat(LARGEST / 3)}</clip>`],
  ])('%s: in time that grows with its length', (_, text) => {
    const { elements, milliseconds } = timed(text);
    expect(elements.length).toBeLessThanOrEqual(20_000);
    expect(Math.max(0, ...elements.map(({ path }) => path.length))).toBeLessThanOrEqual(1000);
    expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
  });
});
