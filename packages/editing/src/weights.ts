/**
 * The objective: a sum of terms over the items of a cut. Each part is a value times a weight. Values
 * are rounded to 1/256 and weights are sixteenths, so that every sum of them is exact in a double,
 * in any order: an item's reasons add up to its score to the last bit, on every machine.
 */
export const WEIGHTS = {
  /** Per second on screen. */
  contrast: 0.5,
  colour: 0.5,
  motion: 0.75,
  /** Per item that carries a whole line. */
  line: 4,
  /** Per line that the window cuts off. */
  speech: -2.5,
  /** Per line straight after another. */
  talk: -2.5,
  brief: 4,
  /** Per pair of neighbours: how far ahead in the film, how unlike. */
  story: 2,
  scene: -1.5,
  variety: 1.5,
  order: -3,
  /** Per item: how near its length is to what its place asks for. */
  pace: 2,
  /** Per second: calm first, strong at the end. */
  rise: 1,
  dark: -4,
  card: -4,
  seed: 1.5,
  /** Where the script turns, and an act that was not shown before: once, with the shot that enters it. */
  turn: 2.5,
  act: 1.5,
  /** Per item: the script's feeling against what its place asks for. */
  arc: 2,
  /** Per pair of neighbours: another size of shot, other people. */
  size: 1,
  people: 1,
  /** Per pair of neighbours: one set-up cut to itself, an angle that hardly changes, the camera turned about. */
  jump: -3,
  angle: -1.5,
  direction: -1.5,
  /** Per cut that falls on a beat of the music. */
  music: 2,
  /** Per line that asks something, and per shot that gives the end away. */
  question: 1,
  spoil: -4,
  /** Per shot of a trailer that this one is to be unlike. */
  again: -8,
} as const;

export type FeatureName = keyof typeof WEIGHTS;

/** What each feature counts for; multiples of a sixteenth, so that sums stay exact. */
export type Weights = Readonly<Record<FeatureName, number>>;
