import type { Subtitle } from '../info.ts';

/** A sample description for timed text (3GPP TS 26.245): white words on nothing, at the bottom, in the middle. */
export const MOV_TEXT_HEADER: Buffer = Buffer.from([
  ...[0, 0, 0, 0], // display flags
  ...[1, 0xff], // justification: centred, bottom
  ...[0, 0, 0, 0], // background colour
  ...[0, 0, 0, 0, 0, 0, 0, 0], // text box
  ...[0, 0, 0, 0, 0, 1, 0, 18, 255, 255, 255, 255], // style: all characters, font 1, 18 points, white
  ...[0, 0, 0, 18],
  ...Buffer.from('ftab'),
  ...[0, 1, 0, 1, 5],
  ...Buffer.from('Serif'),
]);

/**
 * Lines as such a track can hold them, which shows one sample at a time: in order, and those that are to be read at once
 * together for as long as they are.
 */
export function samplesOf(lines: readonly Subtitle[]): Subtitle[] {
  const ordered = lines.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start);
  const edges = [...new Set(ordered.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const samples: Subtitle[] = [];
  let [first, ends] = [0, Number.NEGATIVE_INFINITY];
  for (const [at, start] of edges.entries()) {
    const end = edges[at + 1];
    if (end === undefined) break;
    const read: string[] = [];
    for (let index = first; index < ordered.length && ordered[index]!.start <= start; index++) {
      const line = ordered[index]!;
      if (line.end > start) read.push(line.text);
    }
    // What has ended before the oldest that is still read is not looked at again.
    while (first < ordered.length && ordered[first]!.end <= start) first += 1;
    const text = read.join('\n');
    const before = samples.at(-1);
    if (read.length === 0) continue;
    if (before?.text === text && ends === start) samples[samples.length - 1] = { ...before, end };
    else samples.push({ start, end, text });
    ends = end;
  }
  return samples;
}

const MOST_BYTES = 0xffff;

/** One subtitle as a sample of such a track. */
export function movTextSample(text: string): Buffer {
  const words = Buffer.from(text, 'utf8').subarray(0, MOST_BYTES);
  const sample = Buffer.alloc(2 + words.length);
  sample.writeUInt16BE(words.length, 0);
  words.copy(sample, 2);
  return sample;
}
