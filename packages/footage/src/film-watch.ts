import { Barcode } from './detectors/barcode.ts';
import { type ShotChange, ShotChanges } from './detectors/shot-changes.ts';
import { FilmMeasures } from './faults/film-measures.ts';
import type { FrameRecord, RecordedFrame } from './records/frame-record.ts';
import { RECORD_HEIGHT, RECORD_WIDTH } from './records/size.ts';
import type { TransitionIn } from './shot-log.ts';
import { type LookOfShot, ShotLook } from './shot-look.ts';

/** A shot as the pictures alone show it. */
export interface WatchedShot extends LookOfShot {
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  readonly transitionIn: TransitionIn;
  /** Only where the film goes down into an empty picture behind this shot. */
  readonly transitionOut?: TransitionIn;
  readonly confidence: number;
}

/** A film as its pictures show it. */
interface WatchedFilm {
  readonly shots: readonly WatchedShot[];
  readonly barcode: readonly string[];
  readonly measures: FilmMeasures;
}

/** Frames of an empty picture that are kept to describe it by, in case the film is nothing else. */
const EMPTY_KEPT = 64;

interface Opening {
  readonly startFrame: number;
  readonly transitionIn: TransitionIn;
  readonly confidence: number;
}

/**
 * Reads the records of a film once, in order, and answers its shots. Keeps a few hundred small frames, so that what
 * describes a shot sees only frames that surely belong to it.
 */
export class FilmWatch {
  readonly #changes = new ShotChanges();
  readonly #barcode = new Barcode();
  readonly #measures = new FilmMeasures();
  readonly #look: ShotLook;
  readonly #shots: WatchedShot[] = [];
  #waiting: RecordedFrame[] = [];
  #pending: ShotChange[] = [];
  #opening: Opening = opening(0, { type: 'none', startFrame: 0, endFrame: 0 }, 1);
  #previous: RecordedFrame | undefined;
  #frames = 0;
  #over = false;

  /** `shape`: width of the film as shown by its height; 16 by 9 where it is not given. */
  constructor(shape?: number) {
    this.#look = new ShotLook(shape);
  }

  /** Frames that wait until it is known which shot they belong to. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** The next frame, which begins `time` seconds after the film's first. Keeps the record for a while. */
  frame({ rgb, measures }: FrameRecord, time: number): void {
    const index = this.#frames++;
    const frame: RecordedFrame = { index, width: RECORD_WIDTH, height: RECORD_HEIGHT, time, rgb, measures };
    this.#waiting.push(frame);
    this.#barcode.frame(frame);
    this.#measures.frame(frame);
    const changes = this.#changes.frame(frame);
    this.#pending.push(...changes);
    if (changes.length > 0 || this.#waiting.length % 64 === 0) this.#tell(this.#changes.settled);
  }

  /** The film is over: its shots, its barcode, and what was measured of its frames. */
  end(): WatchedFilm {
    this.#pending.push(...this.#changes.end());
    this.#tell(this.#frames);
    if (!this.#over && this.#frames > this.#opening.startFrame) this.#close(this.#frames);
    if (this.#shots.length === 0 && this.#frames > 0) this.#close(this.#frames);
    return { shots: this.#shots, barcode: this.#barcode.end(), measures: this.#measures };
  }

  /** Shows the frames before `settled` to what describes shots. */
  #tell(settled: number): void {
    let at = 0;
    for (; at < this.#waiting.length && this.#waiting[at]!.index < settled; at++) {
      const frame = this.#waiting[at]!;
      while (this.#pending.length > 0 && frame.index >= this.#pending[0]!.startFrame)
        this.#change(this.#pending.shift()!);
      // Frames of a transition belong to no shot; those behind the film's last fade to none either.
      if (frame.index >= this.#opening.startFrame && !this.#over) this.#describe(frame);
    }
    // Minutes of black need not wait for the picture to come back.
    const empty = this.#changes.empty;
    this.#waiting = this.#waiting.filter(
      ({ index }, place) =>
        place >= at && (empty === undefined || index < empty.startFrame + EMPTY_KEPT || index >= empty.endFrame),
    );
  }

  #describe(frame: RecordedFrame): void {
    this.#look.frame(frame, this.#previous);
    this.#previous = frame;
  }

  #change(change: ShotChange): void {
    const { type, startFrame, endFrame, confidence } = change;
    const transition: TransitionIn = { type, startFrame, endFrame };
    if (change.at === 'begin' || startFrame <= this.#opening.startFrame) {
      // The whole film in one colour: that is its one shot.
      if (change.at === 'end') return;
    } else this.#close(startFrame, change.at === 'end' ? transition : undefined);
    if (change.at === 'end') this.#over = true;
    this.#opening = opening(endFrame, transition, confidence);
  }

  #close(endFrame: number, transitionOut?: TransitionIn): void {
    const { startFrame, transitionIn, confidence } = this.#opening;
    this.#shots.push({
      startFrame,
      endFrame,
      transitionIn,
      ...(transitionOut === undefined ? {} : { transitionOut }),
      confidence,
      ...this.#look.shot(),
    });
    this.#previous = undefined;
  }
}

function opening(startFrame: number, transitionIn: TransitionIn, confidence: number): Opening {
  return { startFrame, transitionIn, confidence };
}
