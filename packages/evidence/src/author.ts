/** Who made a span of text or a cut: a person, or a model on behalf of a person. */
export type Author = Person | Model;

export interface Person {
  readonly kind: 'person';
  readonly id: string;
  readonly name: string;
}

export interface Model {
  readonly kind: 'model';
  /** What ran, as a name that stays the same between releases, e.g. `teaser-cutter`. */
  readonly name: string;
  readonly version: string;
  /** Everything that must be the same to get the same answer: seed, weights, lengths. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Id of the person who asked for it. */
  readonly onBehalfOf: string;
}
