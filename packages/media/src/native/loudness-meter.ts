import { Frame } from 'node-av/lib';
import type { Loudness } from '../info.ts';
import { FilterChain, metadataOf } from './filter-chain.ts';
import { integratedLoudness, loudnessRange } from './gated-loudness.ts';
import { TruePeak } from './true-peak.ts';

/** Below EBU R 128's absolute gate there is no loudness to speak of. */
const SILENT_LUFS = -70;
const STEP_SECONDS = 0.1;
/** An hour; a time stamp further on than that is a damaged one. */
const LONGEST_GAP_STEPS = 36_000;

interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** FFmpeg's `ebur128` on the sound in its own channels and rate; true peak apart, which costs more than all the rest. */
export class LoudnessMeter {
  readonly #timeBase: Ratio;
  readonly #measured = new Frame();
  readonly #momentary: number[] = [];
  readonly #shortTerm: number[] = [];
  /** How often the sound took another form: each has a filter of its own, which knows nothing of what was before. */
  #forms = 0;
  #chain: FilterChain | undefined;
  #like = '';
  #integrated = Number.NEGATIVE_INFINITY;
  #range = 0;
  #peak: TruePeak | undefined;
  #truePeak = 0;
  /** Where the first step lies, and how many came since; seconds. */
  #begin = 0;
  #steps = 0;
  /** End of the sound so far, seconds. */
  #end = 0;

  constructor(timeBase: Ratio) {
    this.#timeBase = timeBase;
    this.#measured.alloc();
  }

  /** `second` is where the frame starts, counted from the film's first frame. */
  push(frame: Frame, second: number): void {
    const like = `${frame.format} ${frame.sampleRate} ${frame.channels}`;
    if (like !== this.#like) this.#start(frame, like, second);
    else if (second - this.#end > STEP_SECONDS) this.#begin += second - this.#end;
    this.#end = Math.max(this.#end, second + frame.nbSamples / frame.sampleRate);
    this.#chain?.push(frame);
    this.#pull();
    this.#peak?.push(frame);
  }

  #start(frame: Frame, like: string, second: number): void {
    this.#chain?.free();
    this.#truePeak = Math.max(this.#truePeak, this.#peak?.finish() ?? 0);
    this.#peak = new TruePeak(this.#timeBase);
    this.#chain = FilterChain.sound(frame, this.#timeBase, 'ebur128=metadata=1:framelog=quiet');
    this.#like = like;
    this.#forms += 1;
    this.#begin = second;
    this.#steps = 0;
    this.#end = second;
  }

  #pull(): void {
    while (this.#chain?.pull(this.#measured) === true) {
      const data = metadataOf(this.#measured);
      this.#measured.unref();
      const momentary = Number(data['lavfi.r128.M']);
      if (!Number.isFinite(momentary)) continue;
      const step = Math.round((this.#begin + STEP_SECONDS * this.#steps++) / STEP_SECONDS);
      if (step >= 0 && step < this.#momentary.length + LONGEST_GAP_STEPS) this.#momentary[step] = momentary;
      this.#shortTerm.push(Number(data['lavfi.r128.S']));
      this.#integrated = Number(data['lavfi.r128.I']);
      this.#range = Number(data['lavfi.r128.LRA']);
    }
  }

  /** The result, after the last frame. */
  finish(): Loudness {
    if (this.#chain !== undefined) {
      this.#chain.push(null);
      this.#pull();
      this.#chain.free();
    }
    this.#measured.free();
    this.#truePeak = Math.max(this.#truePeak, this.#peak?.finish() ?? 0);
    const isOne = this.#forms <= 1;
    const integrated = isOne ? this.#integrated : integratedLoudness(this.#momentary);
    const hasSound = integrated > SILENT_LUFS;
    const range = isOne ? this.#range : loudnessRange(this.#shortTerm);
    return {
      integrated: hasSound ? integrated : Number.NEGATIVE_INFINITY,
      range: hasSound ? range : 0,
      truePeak: this.#truePeak > 0 ? 20 * Math.log10(this.#truePeak) : Number.NEGATIVE_INFINITY,
      momentary: Float32Array.from({ length: this.#momentary.length }, (_, at) => this.#momentary[at] ?? -Infinity),
    };
  }
}
