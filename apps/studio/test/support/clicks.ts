const RATE = 22_050;
export const BPM = 120;

/** A WAV file of clicks on the beat. */
export function clicks(seconds: number): Uint8Array<ArrayBuffer> {
  const samples = new Int16Array(seconds * RATE);
  for (let beat = 0; beat < (seconds * BPM) / 60; beat++) {
    const from = Math.round((beat * 60 * RATE) / BPM);
    for (let at = 0; at < 800 && from + at < samples.length; at++) {
      samples[from + at] = 20_000 * Math.exp(-at / 150) * Math.sin(at / 3);
    }
  }
  const wav = Buffer.alloc(44 + samples.byteLength);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples.byteLength, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples.byteLength, 40);
  wav.set(new Uint8Array(samples.buffer), 44);
  return new Uint8Array(wav);
}
