/** A range of the script, in UTF-16 units, `to` exclusive. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** The places that something rests on; the first is gone to, all are marked. */
export type Places = readonly [Place, ...Place[]];

/** The words at a place as they are now, and the number of their first line. */
export type Quote = (place: Place) => { readonly text: string; readonly line: number };

export function placesOf(evidence: readonly { readonly kind: string }[]): Place[] {
  return evidence.filter((one): one is Place & { readonly kind: string } => one.kind === 'script');
}
