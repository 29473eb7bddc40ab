import type { Heard } from '../shot-log.ts';
import { Series } from './series.ts';
import { SpeechNetwork, STEP } from './speech-network.ts';

const SECONDS = STEP / 16_000;
/** Speech begins at this probability and goes on until it is below the second: Silero's own choice. */
const BEGINS = 0.5;
const ENDS = 0.35;
/** Seconds. */
const SHORTEST = 0.25;
const SHORTEST_PAUSE = 0.3;
/** Put on at both ends: the network is sure a little late. */
const PADDING = 0.03;
/** Peaks below this are digital silence: the network need not be asked. */
const NOTHING = 1e-4;

/** Where somebody speaks, by Silero's voice activity detector. Singing counts now and then. Keeps 31 numbers a second. */
export class Speech {
  readonly #network = new SpeechNetwork();
  readonly #waiting = new Float32Array(STEP);
  readonly #chances = new Series();
  #filled = 0;

  /** Samples of 16 kHz, −1 to 1, in order. */
  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(STEP - this.#filled, samples.length - at);
      this.#waiting.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === STEP) this.#ask();
    }
  }

  #ask(): void {
    this.#filled = 0;
    this.#chances.push(
      this.#waiting.some((value) => Math.abs(value) > NOTHING) ? this.#network.next(this.#waiting) : 0,
    );
  }

  /** Probability of speech at a second that was heard; 0 elsewhere. */
  at(second: number): number {
    return this.#chances.values[Math.floor(second / SECONDS)] ?? 0;
  }

  /** The film is over: its stretches of speech. */
  end(): Heard[] {
    if (this.#filled > 0) {
      this.#waiting.fill(0, this.#filled);
      this.#ask();
    }
    return speechIn(this.#chances.values);
  }
}

/** Stretches of speech from its probability every 32 ms (hysteresis, shortest speech and pause). */
function speechIn(chances: Float32Array): Heard[] {
  const found: { from: number; to: number }[] = [];
  let speaks = false;
  for (let at = 0; at < chances.length; at++) {
    speaks = chances[at]! >= (speaks ? ENDS : BEGINS);
    if (!speaks) continue;
    const last = found.at(-1);
    if (last !== undefined && (at - last.to) * SECONDS < SHORTEST_PAUSE) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  }
  const all = chances.length * SECONDS;
  return found
    .filter(({ from, to }) => (to - from) * SECONDS >= SHORTEST)
    .map(({ from, to }) => {
      let sum = 0;
      for (let at = from; at < to; at++) sum += chances[at]!;
      return {
        start: Math.max(0, from * SECONDS - PADDING),
        end: Math.min(all, to * SECONDS + PADDING),
        confidence: sum / (to - from),
      };
    });
}
