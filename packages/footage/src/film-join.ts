import { Fault } from '@second-unit/evidence';
import { type Damage, endsEarly, type MediaInfo, withFrames } from '@second-unit/media';
import { filmName } from './clock.ts';
import { pictureFaults } from './faults/picture-faults.ts';
import { FilmWatch, type WatchedShot } from './film-watch.ts';
import { FrameTimes } from './frame-times.ts';
import type { FrameRecord } from './records/frame-record.ts';
import type { PictureFault } from './shot-log.ts';

/** Damaged frames no further apart than this are one damaged place. */
const SAME_PLACE = 25;
const FIELDS = 'The film has interlaced frames; both fields of a frame are looked at in one picture.';
/** More would bury the log; a file this broken says so by its number. */
export const MOST_DAMAGE = 1000;

/** A film's pictures as one reader of all its records sees them. */
export interface JoinedFilm {
  readonly info: MediaInfo;
  readonly times: FrameTimes;
  readonly shots: readonly WatchedShot[];
  readonly barcode: readonly string[];
  readonly faults: readonly PictureFault[];
  readonly damage: readonly Damage[];
  /** Are some frames marked as interlaced? */
  readonly interlaced: boolean;
}

/** Goes over the records of a film in order, segment by segment, however it was cut. */
export class FilmJoin {
  readonly #watch: FilmWatch;
  readonly #told: MediaInfo;
  readonly #times: FrameTimes;
  readonly #damage: { readonly frame: number; readonly message: string }[] = [];
  #lastDamaged = Number.NEGATIVE_INFINITY;
  readonly #damagedFrames = new Set<number>();
  /** Number that the first frame of this segment has in the film. */
  #segmentFirst = 0;

  /** `told`: what the container says of the film. */
  constructor(told: MediaInfo) {
    this.#told = told;
    this.#watch = new FilmWatch(Math.max(1, told.width) / Math.max(1, told.height));
    this.#times = new FrameTimes(told.timeBase);
  }

  /** Frames so far. */
  get frames(): number {
    return this.#times.count;
  }

  /** Another segment begins; it may begin with the frame that the last one ended with. */
  begin(): void {
    this.#segmentFirst = this.#times.count;
  }

  record(record: FrameRecord): void {
    const { last } = this.#times;
    if (last !== undefined && record.pts <= last) {
      this.#segmentFirst--;
      return;
    }
    this.#watch.frame(record, this.#times.push(record.pts));
  }

  /** A damaged frame, numbered from the segment's first; after the records of the segment. */
  damage({ frame, message }: Pick<Damage, 'frame' | 'message'>): void {
    const place = Math.max(0, this.#segmentFirst + frame);
    const isSame = place - this.#lastDamaged <= SAME_PLACE;
    this.#damagedFrames.add(place);
    this.#lastDamaged = Math.max(this.#lastDamaged, place);
    if (!isSame && this.#damage.length < MOST_DAMAGE) this.#damage.push({ frame: place, message });
  }

  /**
   * The film is over; its last frame is shown for `lastDuration` ticks, and some are `interlaced`. Throws a Fault 'input'
   * where it had no frame.
   */
  end({ lastDuration, interlaced }: { lastDuration: number; interlaced: boolean }): JoinedFilm {
    const times = this.#times;
    if (times.count === 0) {
      const name = filmName(this.#told);
      throw new Fault('input', `“${name}” has a picture track of which no frame can be decoded.`, { place: name });
    }
    const note = [this.#told.pictureNote, interlaced ? FIELDS : undefined].filter((one) => one !== undefined).join(' ');
    const told = note === '' ? this.#told : { ...this.#told, pictureNote: note };
    const info = withFrames(told, times.pts, BigInt(lastDuration));
    const damage: Damage[] = this.#damage.map(({ frame, message }) => ({ frame, time: times.at(frame), message }));
    const early = endsEarly(this.#told, info);
    if (early !== undefined) damage.push(early);
    const { shots, barcode, measures } = this.#watch.end();
    // Lost frames, for which another one stands in, stand still; that is no fault of the camera's.
    const faults = pictureFaults(measures, shots, times).filter(
      ({ kind, startFrame }) => kind !== 'frozen' || !this.#damagedFrames.has(startFrame),
    );
    return { info, times, shots, barcode, faults, damage, interlaced };
  }
}
