import { type DecodeEvent, decode, type EncodeOptions, encode } from '../../src/index.ts';

/** Each frame shows its number as sixteen black or white columns, so that a decode can say which frame it is. */
export const COLUMNS = 16;

export function drawNumber(number: number, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let x = 0; x < width; x++) {
    const bit = (number >> Math.floor((x * COLUMNS) / width)) & 1;
    pixels.fill(bit === 1 ? 235 : 16, x * 3, x * 3 + 3);
  }
  for (let y = 1; y < height; y++) pixels.copyWithin(y * width * 3, 0, width * 3);
  return pixels;
}

/** The number shown by a picture of sixteen pixels, and how sure that is: distance of the greyest column from grey. */
export function readNumber(rgb: Uint8Array): { number: number; clear: number } {
  let number = 0;
  let clear = 255;
  for (let column = 0; column < COLUMNS; column++) {
    const value = rgb[column * 3 + 1] as number;
    if (value > 127) number |= 1 << column;
    clear = Math.min(clear, Math.abs(value - 127));
  }
  return { number, clear };
}

export function* numbers(from: number, to: number, width: number, height: number): Generator<Uint8Array> {
  for (let number = from; number < to; number++) yield drawNumber(number, width, height);
}

export async function encodeNumbers(
  path: string,
  frames: number,
  options: Partial<EncodeOptions> & { first?: number } = {},
): Promise<void> {
  const { first = 0, width = 160, height = 90, ...rest } = options;
  await encode(
    numbers(first, first + frames, width, height),
    { width, height, frameRate: { num: 25, den: 1 }, preset: 'ultrafast', ...rest },
    path,
  );
}

/** The numbers that a film shows, frame after frame; -1 where none is clear. */
export async function numbersIn(path: string): Promise<number[]> {
  const seen: number[] = [];
  for await (const event of decode(path, { frames: { width: COLUMNS, height: 1 } })) {
    if (event.type !== 'frames') continue;
    for (let at = 0; at < event.pts.length; at++) {
      const { number, clear } = readNumber(event.rgb.subarray(at * COLUMNS * 3, (at + 1) * COLUMNS * 3));
      seen.push(clear < 50 ? -1 : number);
    }
  }
  return seen;
}

export async function collect(events: AsyncIterable<DecodeEvent>): Promise<DecodeEvent[]> {
  return Array.fromAsync(events);
}

export function ofType<T extends DecodeEvent['type']>(
  events: readonly DecodeEvent[],
  type: T,
): Extract<DecodeEvent, { type: T }>[] {
  return events.filter((event): event is Extract<DecodeEvent, { type: T }> => event.type === type);
}

/** All of a film's sound in one array. */
export async function soundOf(path: string, sampleRate: number, channels: 1 | 2): Promise<Float32Array> {
  const parts = ofType(await collect(decode(path, { sound: { sampleRate, channels } })), 'sound');
  const all = new Float32Array(parts.reduce((sum, { samples }) => sum + samples.length, 0));
  for (const { first, samples } of parts) all.set(samples, first * channels);
  return all;
}

export function sine(seconds: number, hertz: number, amplitude: number, sampleRate = 48_000): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) * 2 }, (_, at) => {
    return amplitude * Math.sin((2 * Math.PI * hertz * (at >> 1)) / sampleRate);
  });
}
