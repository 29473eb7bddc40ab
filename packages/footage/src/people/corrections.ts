import type { Constraints } from './clusters.ts';

/**
 * What a person said of who is who. Tracks and persons by id; `tracks` are all that it was said of, so that it holds
 * whatever clusters are found later.
 */
export type PeopleCorrection =
  /** These are this person. */
  | { readonly kind: 'name'; readonly person: string; readonly tracks: readonly string[] }
  /** Two persons are one: `into`. */
  | { readonly kind: 'merge'; readonly into: string; readonly from: string; readonly tracks: readonly string[] }
  /** `tracks` are somebody else, `out`; the rest of what was taken for `person` is. */
  | {
      readonly kind: 'split';
      readonly person: string;
      readonly out: string;
      readonly tracks: readonly string[];
      readonly rest: readonly string[];
    }
  | { readonly kind: 'notAFace'; readonly tracks: readonly string[] };

/** What stands of all that was said. */
export interface SaidOfPeople {
  /** Person of each track that something was said of. */
  readonly personOf: ReadonlyMap<string, string>;
  /** Persons that are not the same, as pairs. */
  readonly different: readonly (readonly [string, string])[];
  readonly notFaces: ReadonlySet<string>;
}

/** What stands when these corrections, oldest first, are taken together: the later one wins where two differ. */
export function saidOfPeople(corrections: readonly PeopleCorrection[]): SaidOfPeople {
  const personOf = new Map<string, string>();
  const notFaces = new Set<string>();
  let different: (readonly [string, string])[] = [];
  const say = (tracks: readonly string[], person: string): void => {
    for (const track of tracks) {
      personOf.set(track, person);
      notFaces.delete(track);
    }
  };
  for (const correction of corrections) {
    switch (correction.kind) {
      case 'name':
        say(correction.tracks, correction.person);
        break;
      case 'merge': {
        const { into, from, tracks } = correction;
        for (const [track, person] of personOf) if (person === from) personOf.set(track, into);
        say(tracks, into);
        different = different
          .map(([a, b]) => [a === from ? into : a, b === from ? into : b] as const)
          .filter(([a, b]) => a !== b);
        break;
      }
      case 'split':
        say(correction.tracks, correction.out);
        say(correction.rest, correction.person);
        different.push([correction.person, correction.out]);
        break;
      case 'notAFace':
        for (const track of correction.tracks) {
          notFaces.add(track);
          personOf.delete(track);
        }
    }
  }
  return { personOf, different, notFaces };
}

/** A track as far as clustering knows it. */
export interface TrackToCluster {
  readonly id: string;
  readonly media: string;
  /** Frames in which it was seen. */
  readonly frames: readonly number[];
}

/**
 * What `clusterFaces` must respect for these tracks: what was said, that persons of different names are different, and
 * that two faces seen in one frame are two people. Never contradicts itself. Tracks that are no faces must be left out.
 */
export function constraintsFor(
  tracks: readonly TrackToCluster[],
  { personOf, different }: SaidOfPeople,
  named: ReadonlySet<string> = new Set(),
): Constraints {
  /** The first track of each person; all others must be with it. */
  const first = new Map<string, number>();
  const must: [number, number][] = [];
  for (const [at, { id }] of tracks.entries()) {
    const person = personOf.get(id);
    if (person === undefined) continue;
    const known = first.get(person);
    if (known === undefined) first.set(person, at);
    else must.push([known, at]);
  }
  const cannot: [number, number][] = [];
  const part = (a: string, b: string): void => {
    const [x, y] = [first.get(a), first.get(b)];
    if (a !== b && x !== undefined && y !== undefined) cannot.push([x, y]);
  };
  for (const [a, b] of different) part(a, b);
  const names = [...named];
  for (const [at, a] of names.entries()) for (const b of names.slice(at + 1)) part(a, b);

  const apart: [number, number][] = [];
  const inFrame = new Map<string, number[]>();
  for (const [at, { media, frames }] of tracks.entries()) {
    for (const frame of frames) {
      const key = `${media}:${frame}`;
      const others = inFrame.get(key) ?? [];
      for (const other of others) apart.push([other, at]);
      inFrame.set(key, [...others, at]);
    }
  }
  return { must, cannot, apart };
}
