import { AV_NOPTS_VALUE, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { FormatContext, Packet } from 'node-av/lib';

/** Writes a clip over and over into one long film, its packets copied. Run as a program: FROM TO TIMES. */
function loop(from: string, to: string, times: number): void {
  const input = new FormatContext();
  input.openInputSync(from, null, null);
  input.findStreamInfoSync(null);
  const output = new FormatContext();
  output.allocOutputContext2(null, null, to);
  const copies = input.streams.map((stream) => {
    const copy = output.newStream(null);
    stream.codecpar.copy(copy.codecpar);
    copy.codecpar.codecTag = 0;
    copy.timeBase = stream.timeBase;
    copy.avgFrameRate = stream.avgFrameRate;
    return copy;
  });
  output.openOutputSync();
  output.writeHeaderSync(null);
  // Every track begins anew where the picture does: a little sound at the clip's end gives way.
  const picture = input.streams.find((stream) => stream.codecpar.codecType === 0)!;
  const length = Number(picture.duration) * (picture.timeBase.num / picture.timeBase.den);
  const packet = new Packet();
  packet.alloc();
  const last = copies.map(() => -(2n ** 62n));
  for (let time = 0; time < times; time++) {
    input.seekFrameSync(picture.index, 0n, AVSEEK_FLAG_BACKWARD);
    while (input.readFrameSync(packet) >= 0) {
      const { index, timeBase } = input.streams[packet.streamIndex]!;
      const shift = BigInt(Math.round((time * length * timeBase.den) / timeBase.num));
      const copy = copies[index]!;
      if (packet.dts !== AV_NOPTS_VALUE) {
        packet.pts += shift;
        packet.dts += shift;
        packet.streamIndex = copy.index;
        packet.rescaleTs(timeBase, copy.timeBase);
        if (packet.dts > last[index]!) {
          last[index] = packet.dts;
          output.interleavedWriteFrameSync(packet);
        }
      }
      packet.unref();
    }
  }
  output.writeTrailerSync();
  output.closeOutputSync();
}

const [from = '', to = '', times = '1'] = process.argv.slice(2);
loop(from, to, Number(times));
