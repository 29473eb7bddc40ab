/** Lists of a cut, by how their files end: what to pull from the originals, and what somebody has to work on. */
export const CUT_LISTS = ['pull.csv', 'pull.edl', 'effects.csv'] as const;
export type CutList = (typeof CUT_LISTS)[number];

/** What a cut can be exported as: interchange formats of other programs, lists, and a page of why each shot is there. */
export const CUT_FORMATS = ['otio', 'edl', 'fcpxml', 'xml', 'mlt', ...CUT_LISTS, 'why.html'] as const;
export type CutFormat = (typeof CUT_FORMATS)[number];

/** What a bundle of a cut and its media will hold. */
export interface CutBundleView {
  /** Of the media together. */
  readonly bytes: number;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** How many files that the timeline names are not in it. */
  readonly missing: number;
}
