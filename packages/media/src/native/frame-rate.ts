import type { Stream } from 'node-av/lib';

interface Ratio {
  readonly num: number;
  readonly den: number;
}

const plain = ({ num, den }: Ratio): Ratio => ({ num, den });
const isPositive = ({ num, den }: Ratio): boolean => num > 0 && den > 0;

/**
 * Average frame rate as the container tells it, or what its time stamps suggest: a standard rate, where the frames lie
 * as that rate would have them.
 */
export function frameRateOf(stream: Stream): Ratio {
  const average = stream.avgFrameRate;
  const guessed = stream.rFrameRate;
  const told = isPositive(average) ? plain(average) : isPositive(guessed) ? plain(guessed) : { num: 25, den: 1 };
  const { num, den } = stream.timeBase;
  const seconds = stream.duration > 0n ? (Number(stream.duration) * num) / den : 0;
  return standardRate(told, stream.nbFrames > 0n ? Number(stream.nbFrames) : (seconds * told.num) / told.den);
}

/**
 * The standard rate (a whole number, or that × 1000/1001) that a rate stands for: containers count 29.97 as 2997/100,
 * or average time stamps that were rounded. Only where the last of `frames` lies less than half a frame from where the
 * rate as told would have it; any other rate stays as told.
 */
export function standardRate(told: Ratio, frames: number): Ratio {
  const rate = told.num / told.den;
  const whole = { num: Math.round(rate), den: 1 };
  const ntsc = { num: Math.round(rate * 1.001) * 1000, den: 1001 };
  const off = ({ num, den }: Ratio): number => Math.abs(num / den / rate - 1);
  const [nearest] = [whole, ntsc].filter(({ num }) => num > 0).toSorted((a, b) => off(a) - off(b));
  // A few frames say little: 0.02 % is closer than any rounding in use, and five times closer than 29.97 is to 30.
  return nearest !== undefined && off(nearest) < 0.0002 && off(nearest) * frames < 0.5 ? nearest : told;
}
