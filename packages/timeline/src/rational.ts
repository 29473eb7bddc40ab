/** An exact fraction; `den` > 0. Used for time bases and frame rates (30000/1001). */
export interface Rational {
  readonly num: number;
  readonly den: number;
}
