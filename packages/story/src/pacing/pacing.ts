/** How a script moves, scene by scene: a section of `read-through@1`. In the order of `scenes`. */
export interface Pacing {
  readonly scenes: readonly ScenePace[];
  /** Scene changes to a page; absent of fewer than two scenes. */
  readonly cutsPerPage?: number;
  /** How `tension` is made, as a reader may check it. */
  readonly formula: string;
}

export interface ScenePace {
  readonly scene: number;
  readonly eighths: number;
  /** Spoken words of all words, 0 to 1; absent in a scene without words. */
  readonly dialogue?: number;
  /** People who speak. */
  readonly speakers: number;
  readonly speeches: number;
  /** 0 to 1; absent in scripts of fewer than 8 scenes. */
  readonly tension?: number;
  /** The parts of `tension`, each 0 to 1, by name; it is their mean. */
  readonly parts?: Readonly<Record<'brevity' | 'exchange' | 'urgency', number>>;
}
