import { expect, it } from 'vitest';
import { mediaReference, readMlt, type Track, writeFcpxml, writeMlt } from '../src/index.ts';

const project = (root: string): string => `<mlt LC_NUMERIC="C" root="${root}" producer="main" version="7.29.0">
  <profile frame_rate_num="25" frame_rate_den="1"/>
  <producer id="a" in="0" out="99"><property name="length">100</property><property name="resource">day one/a b.mov</property><property name="mlt_service">avformat-novalidate</property></producer>
  <producer id="b" in="0" out="99"><property name="length">100</property><property name="resource">2:c.mov</property><property name="warp_speed">2</property><property name="warp_resource">c.mov</property><property name="mlt_service">timewarp</property></producer>
  <chain id="c" in="0" out="99"><property name="length">100</property><property name="resource">/else/d.mov</property><property name="mlt_service">avformat</property></chain>
  <producer id="d" in="0" out="99"><property name="length">100</property><property name="resource">red</property><property name="mlt_service">color</property></producer>
  <producer id="h" in="0" out="99"><property name="length">100</property><property name="resource">e.mov</property><property name="frame">30</property><property name="mlt_service">hold</property></producer>
  <playlist id="p"><entry producer="a" in="0" out="9"/><entry producer="b" in="0" out="9"/><entry producer="c" in="0" out="9"/><entry producer="d" in="0" out="9"/><entry producer="h" in="0" out="9"/></playlist>
  <tractor id="main"><track producer="p"/></tractor>
</mlt>`;
const addresses = (text: string): (string | undefined)[] =>
  (readMlt(text).tracks.children[0] as Track).children.map((one) => {
    const media = one.schema === 'Clip' ? mediaReference(one) : undefined;
    return media?.schema === 'ExternalReference' ? media.targetUrl : undefined;
  });

it('MLT: media that a project names relative to its root are found by their whole paths, and stay so', () => {
  const whole = [
    '/home/ann/film/day one/a b.mov',
    '/home/ann/film/c.mov',
    '/else/d.mov',
    undefined,
    '/home/ann/film/e.mov',
  ];
  const text = project('/home/ann/film');
  expect(addresses(text)).toEqual(whole);
  const read = readMlt(text);
  expect(readMlt(writeMlt(read))).toEqual(read);
  const files = { ...read, tracks: { ...read.tracks, children: [firstOf(read.tracks.children[0] as Track)] } };
  expect(writeFcpxml(files)).toContain('src="file:///home/ann/film/day%20one/a%20b.mov"');
  // Where the project does not say its folder, they are relative to wherever it lies.
  expect(addresses(project(''))).toEqual(['day one/a b.mov', 'c.mov', '/else/d.mov', undefined, 'e.mov']);
});

function firstOf(of: Track): Track {
  return { ...of, children: of.children.slice(0, 1) };
}
