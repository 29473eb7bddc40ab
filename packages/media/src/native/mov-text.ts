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

const MOST_BYTES = 0xffff;

/** One subtitle as a sample of such a track. */
export function movTextSample(text: string): Buffer {
  const words = Buffer.from(text, 'utf8').subarray(0, MOST_BYTES);
  const sample = Buffer.alloc(2 + words.length);
  sample.writeUInt16BE(words.length, 0);
  words.copy(sample, 2);
  return sample;
}
