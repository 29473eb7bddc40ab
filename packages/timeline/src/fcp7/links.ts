import { durationOf } from '../duration.ts';
import { type Clip, mediaReference, type Stack, type Track, trimmedRange } from '../model.ts';
import { add, type Rational } from '../rational.ts';
import { seconds } from '../rational-time.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { text } from './elements.ts';
import { ZERO } from './parts.ts';

/** Links between clips of picture and sound that play the same: editing programs move them together. */
export class Links {
  readonly #ids = new Map<Clip | Stack, string>();
  readonly #groups = new Map<Clip | Stack, readonly { id: string; kind: string; track: number; clip: number }[]>();

  /** Was the sequence read from such a file? Then it keeps the links that it has. */
  readonly read: boolean;

  constructor(tracks: readonly Track[], wanted: boolean) {
    this.read = !wanted;
    if (!wanted) return;
    const groups = new Map<string, { of: Clip; id: string; kind: string; track: number; clip: number }[]>();
    const counts: Record<string, number> = {};
    for (const track of tracks) {
      const kind = track.kind === 'Audio' ? 'audio' : 'video';
      counts[kind] = (counts[kind] ?? 0) + 1;
      let now: Rational = ZERO;
      let clip = 0;
      for (const of of track.children) {
        const range = of.schema === 'Clip' ? trimmedRange(of) : undefined;
        if (of.schema === 'Clip' && range) {
          clip += 1;
          const media = mediaReference(of);
          const key = JSON.stringify([
            media?.schema === 'ExternalReference' ? media.targetUrl : null,
            seconds(range.startTime),
            seconds(range.duration),
            now,
          ]);
          const id = `${kind}-${counts[kind]}-${clip}`;
          const group = groups.get(key) ?? [];
          group.push({ of, id, kind, track: counts[kind]!, clip });
          groups.set(key, group);
        }
        now = add(now, durationOf(of) ?? ZERO);
      }
    }
    for (const group of groups.values()) {
      // One object may stand in several places, and then it has no one id.
      if (
        group.length < 2 ||
        new Set(group.map(({ of }) => of)).size < group.length ||
        group.some(({ of }) => this.#ids.has(of))
      )
        continue;
      for (const one of group) {
        this.#ids.set(one.of, one.id);
        this.#groups.set(one.of, group);
      }
    }
  }

  idOf(of: Clip | Stack): string | undefined {
    return this.#ids.get(of);
  }

  elements(of: Clip | Stack): XmlElement[] {
    return (this.#groups.get(of) ?? []).map(({ id, kind, track, clip }) =>
      element('link', {}, [
        text('linkclipref', id),
        text('mediatype', kind),
        text('trackindex', track),
        text('clipindex', clip),
      ]),
    );
  }
}
