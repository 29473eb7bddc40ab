import { setTimeout } from 'node:timers/promises';
import { AV_LOG_INFO, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants';
import { Codec, CodecContext, Log, Rational } from 'node-av/lib';

/** x264 tells within a few milliseconds; a build that tells nothing is left as it is. */
const LONGEST_WAIT_MS = 500;
const LOOK_MS = 2;

/** The processor's instruction sets as x264 names them; undefined where it does not tell. */
async function told(): Promise<readonly string[] | undefined> {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (codec === null) return undefined;
  let words: string | undefined;
  const level = Log.getLevel();
  Log.setLevel(AV_LOG_INFO);
  Log.setCallback(
    (_, message) => {
      words ??= /using cpu capabilities: (.*)/.exec(message)?.[1];
    },
    { maxLevel: AV_LOG_INFO },
  );
  const context = new CodecContext();
  try {
    context.allocContext3(codec);
    context.width = 16;
    context.height = 16;
    context.pixelFormat = AV_PIX_FMT_YUV420P;
    context.timeBase = new Rational(1, 25);
    context.threadCount = 1;
    if (context.open2Sync(codec, null) < 0) return undefined;
    // What is logged comes in a later turn of the event loop.
    for (const begun = performance.now(); words === undefined && performance.now() - begun < LONGEST_WAIT_MS; )
      await setTimeout(LOOK_MS);
  } finally {
    context.freeContext();
    Log.resetCallback();
    Log.setLevel(level);
  }
  return words?.split(' ');
}

let asked: Promise<string | undefined> | undefined;

/**
 * What to give x264 as `x264-params`, so that it writes the same bytes for the same pictures every time; undefined where
 * it does so anyway. With AVX-512 and a width that is not a multiple of 128 its macroblock tree reads memory that was
 * never written (x264 core 165, `mbtree_propagate_list_avx512`); so it is told to use everything that it found but that.
 */
export function steadyX264(): Promise<string | undefined> {
  asked ??= told().then((names) =>
    names?.includes('AVX512') === true ? `asm=${names.filter((name) => name !== 'AVX512').join()}` : undefined,
  );
  return asked;
}
