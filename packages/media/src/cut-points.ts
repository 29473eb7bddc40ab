import { call, type RequestOptions } from './process/pool.ts';

/** A few packets of each stretch are read, wherever the index of the container leads. */
const MOST_SECONDS = 600;

/**
 * Time stamps of key frames about `seconds` apart at which a film can be cut into ranges (`DecodeRequest.range`) whose
 * frames are the same as those of one pass. The film's start is none of them. A transport stream (.ts, .m2ts, .mts) is
 * read once for them. Empty where a container has no index (AVI, MPEG program streams, MXF that was cut off, …), a stream
 * lost packets or its clock leaps, and where there is no such key frame.
 *
 * Throws `MediaError` as `probe`.
 */
export async function cutPoints(
  path: string,
  seconds: number,
  options: RequestOptions = {},
): Promise<readonly bigint[]> {
  const args = { path, seconds };
  const { done } = await call({ ...options, op: 'cutPoints', place: path, args, totalSeconds: MOST_SECONDS });
  return (done as { points: string[] }).points.map(BigInt);
}
