/** The NAL units of an H.264 packet: behind start codes (`extradata` is none of MP4's), or behind lengths. */
export function* nalUnits(data: Uint8Array, extradata: Uint8Array | null): Generator<Uint8Array> {
  if (extradata !== null && extradata.length > 4 && extradata[0] === 1) {
    const bytes = (extradata[4]! & 3) + 1;
    for (let at = 0; at + bytes <= data.length; ) {
      let length = 0;
      for (let byte = 0; byte < bytes; byte++) length = length * 256 + data[at++]!;
      if (length <= 0 || at + length > data.length) return;
      yield data.subarray(at, at + length);
      at += length;
    }
    return;
  }
  let start = -1;
  for (let at = 0; at + 2 < data.length; at++) {
    if (data[at] !== 0 || data[at + 1] !== 0 || data[at + 2] !== 1) continue;
    if (start >= 0) yield data.subarray(start, at);
    start = at + 3;
    at += 2;
  }
  if (start >= 0) yield data.subarray(start);
}
