import { type Said, sumUp } from './corrections.ts';
import { purposeOf } from './names.ts';
import type { BinPlace, Placing, ShootClip, Slate, Sync } from './shoot-day.ts';

/** What is said in clips, by their ids: from subtitles or a transcription. */
type Speech = ReadonlyMap<string, readonly { readonly text: string }[]>;

/** A chain of sound, A-camera and B-camera is as long as any; what is told over more corners is doubtful. */
const CORNERS = 3;
const OVER_A_CORNER = 0.97;

/** A scene of the script that a day is shot from. */
export interface DayScene {
  /** As slates call it: `12A`. */
  readonly number: string;
  readonly heading?: string;
  /** What is said in it, speech by speech. */
  readonly lines?: readonly string[];
}

/** Numbers of the script's scenes, where there is a script: `12A` may be a scene of its own. */
function resolved(slate: Slate, scenes: ReadonlySet<string> | undefined): Slate {
  return scenes?.has(slate.setup) === true ? { ...slate, scene: slate.setup } : slate;
}

function placeOf({ scene, setup, take }: Slate): BinPlace {
  return { kind: 'take', scene, setup, ...(take === undefined ? {} : { take }) };
}

/** The most that slates of a clip say together: a folder's scene and a name's take of the same scene are one. */
function bestSlate(slates: readonly Slate[]): Slate | undefined {
  const [first, ...rest] = [...slates].sort((a, b) => b.confidence - a.confidence);
  if (first === undefined || first.take !== undefined) return first;
  const more = rest.find((slate) => slate.scene === first.scene && slate.take !== undefined);
  if (more === undefined) return first;
  return {
    ...more,
    confidence: Math.max(more.confidence, first.confidence),
    reason: `${first.reason}, and ${more.reason}`,
  };
}

function ownPlacing(clip: ShootClip, scenes: ReadonlySet<string> | undefined): Placing | undefined {
  const purpose = purposeOf(clip.id);
  if (purpose && (purpose.kind === 'b-roll') === (clip.kind !== 'sound')) {
    return { place: { kind: purpose.kind }, by: 'name', confidence: 0.85, reason: `“${purpose.word}” says so.` };
  }
  const slate = bestSlate(clip.slates.map((one) => resolved(one, scenes)));
  if (slate === undefined) return undefined;
  return {
    place: placeOf(slate),
    by: slate.by,
    confidence: slate.confidence,
    reason: `Scene ${slate.setup}${slate.take === undefined ? '' : `, take ${slate.take}`} by ${slate.reason}.`,
  };
}

function surer(one: Placing | undefined, other: Placing | undefined): Placing | undefined {
  return one === undefined || (other !== undefined && other.confidence > one.confidence) ? other : one;
}

/** Pictures of two cameras that run at the same timecode are the same take. */
function runTogether(
  pictures: readonly ShootClip[],
  cameraOf: ReadonlyMap<string, string>,
): { one: string; other: string }[] {
  const timed = pictures
    .filter((clip) => clip.startSeconds !== undefined && clip.seconds !== undefined && clip.proxy !== true)
    .sort((a, b) => (a.startSeconds as number) - (b.startSeconds as number));
  const pairs: { one: string; other: string }[] = [];
  let running: ShootClip[] = [];
  for (const clip of timed) {
    const start = clip.startSeconds as number;
    running = running.filter((other) => (other.startSeconds as number) + (other.seconds as number) > start);
    for (const other of running) {
      if (cameraOf.get(other.id) === cameraOf.get(clip.id)) continue;
      const end = Math.min(
        start + (clip.seconds as number),
        (other.startSeconds as number) + (other.seconds as number),
      );
      if (end - start > 0.5 * Math.min(clip.seconds as number, other.seconds as number)) {
        pairs.push({ one: clip.id, other: other.id });
      }
    }
    running.push(clip);
    // A camera that starts each clip at zero runs together with everything: that says nothing.
    if (running.length > 12) running = running.slice(-12);
  }
  return pairs;
}

const wordsOf = (lines: readonly { readonly text: string }[]): string[] =>
  lines.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\d']{2,}/gu) ?? []);

/** Clips in which most of the same words are said, in pairs of neighbouring words: takes of one scene. */
function sameDialogue(speech: Speech): { one: string; other: string; share: number }[] {
  const spoken = [...speech].map(([clip, lines]) => ({ clip, pairs: pairsOf(wordsOf(lines)) }));
  const holders = new Map<string, number[]>();
  for (const [index, { pairs }] of spoken.entries()) {
    for (const pair of pairs) {
      const list = holders.get(pair);
      if (list) list.push(index);
      else holders.set(pair, [index]);
    }
  }
  const shared = new Map<string, number>();
  for (const list of holders.values()) {
    // What everybody says tells nothing.
    if (list.length > 40) continue;
    for (const [at, one] of list.entries()) {
      for (const other of list.slice(at + 1)) shared.set(`${one} ${other}`, (shared.get(`${one} ${other}`) ?? 0) + 1);
    }
  }
  return [...shared].flatMap(([key, count]) => {
    const [one, other] = key.split(' ').map((index) => spoken[Number(index)]);
    if (!one || !other || count < LEAST_PAIRS) return [];
    const share = count / Math.min(one.pairs.size, other.pairs.size);
    return share >= 0.35 ? [{ one: one.clip, other: other.clip, share }] : [];
  });
}

const pairsOf = (words: readonly string[]): Set<string> =>
  new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`));

/** With fewer pairs of words in common, two say the same by chance. */
const LEAST_PAIRS = 6;

/** Clips in which lines of one scene of the script are said, and hardly of another. */
function scriptDialogue(speech: Speech, scenes: readonly DayScene[]): Map<string, Placing> {
  const holders = new Map<string, Set<string>>();
  for (const { number, lines = [] } of scenes) {
    for (const pair of lines.flatMap((text) => [...pairsOf(wordsOf([{ text }]))])) {
      const list = holders.get(pair);
      if (list) list.add(number);
      else holders.set(pair, new Set([number]));
    }
  }
  const placings = new Map<string, Placing>();
  for (const [clip, lines] of speech) {
    const pairs = pairsOf(wordsOf(lines));
    const shared = new Map<string, number>();
    for (const pair of pairs) {
      for (const number of holders.get(pair) ?? []) shared.set(number, (shared.get(number) ?? 0) + 1);
    }
    const [best, next] = [...shared].sort((a, b) => b[1] - a[1]);
    if (best === undefined || best[1] < LEAST_PAIRS || best[1] < 1.5 * (next?.[1] ?? 0)) continue;
    const [scene, count] = best;
    const share = count / pairs.size;
    if (share < 0.25) continue;
    placings.set(clip, {
      place: { kind: 'take', scene, setup: scene },
      by: 'dialogue',
      confidence: Math.min(0.8, 0.4 + share / 2),
      reason: `What is said in it is said in scene ${scene} of the script.`,
    });
  }
  return placings;
}

export interface PlacingOptions {
  readonly corrections?: Said;
  /** The script's scenes. */
  readonly scenes?: readonly DayScene[];
  readonly speech?: Speech;
}

/**
 * Where each clip belongs. What a clip says of itself stands; where it says nothing, what plays together with it, or
 * says the same words, speaks for it; at last what it is. A person's word goes before all, and with it goes what is
 * synced to it.
 */
export function placeClips(
  clips: readonly ShootClip[],
  syncs: readonly Sync[],
  cameraOf: ReadonlyMap<string, string>,
  { corrections = sumUp([]), scenes, speech }: PlacingOptions = {},
): ReadonlyMap<string, Placing> {
  const known = scenes && new Set(scenes.map(({ number }) => number.toUpperCase()));
  const scripted = scriptDialogue(speech ?? new Map(), scenes ?? []);
  const placings = new Map<string, Placing>();
  for (const clip of clips) {
    const place = corrections.places.get(clip.id);
    const own = place
      ? ({ place, by: 'person', confidence: 1, reason: 'You put it here.' } satisfies Placing)
      : surer(ownPlacing(clip, known), scripted.get(clip.id));
    if (own) placings.set(clip.id, own);
  }
  const neighbours = new Map<string, { other: string; by: Placing['by']; weight: number; words: string }[]>();
  const join = (one: string, other: string, by: Placing['by'], weight: number, words: string): void => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const list = neighbours.get(from);
      const entry = { other: to, by, weight, words };
      if (list) list.push(entry);
      else neighbours.set(from, [entry]);
    }
  };
  for (const sync of syncs) join(sync.sound, sync.picture, 'sync', sync.confidence, 'is in sync with it');
  const pictures = clips.filter(({ kind }) => kind === 'picture');
  for (const { one, other } of runTogether(pictures, cameraOf))
    join(one, other, 'timecode', 0.85, 'runs at the same timecode');
  for (const { one, other, share } of sameDialogue(speech ?? new Map())) {
    join(one, other, 'dialogue', Math.min(0.8, 0.4 + share / 2), 'says the same words');
  }
  spread(placings, neighbours, corrections);
  const left = clips.filter(({ id }) => !placings.has(id));
  for (const clip of left) if (clip.kind !== 'sound') placings.set(clip.id, byKind(clip));
  for (const clip of left) {
    if (clip.kind !== 'sound') continue;
    placings.set(
      clip.id,
      (clip.note === undefined ? withItsPicture(clip, syncs, placings) : undefined) ?? byKind(clip),
    );
  }
  return placings;
}

/** Sound in sync with a picture of which nobody knows the scene lies where the picture lies: it is not wild. */
function withItsPicture(
  { id }: ShootClip,
  syncs: readonly Sync[],
  placings: ReadonlyMap<string, Placing>,
): Placing | undefined {
  const [sync] = syncs.filter(({ sound }) => sound === id).sort((a, b) => b.confidence - a.confidence);
  const placing = sync && placings.get(sync.picture);
  if (sync === undefined || placing === undefined) return undefined;
  const name = sync.picture.split('/').at(-1) ?? sync.picture;
  return {
    place: placing.place,
    by: 'sync',
    confidence: placing.confidence * sync.confidence,
    reason: `${name} is in sync with it.`,
  };
}

function spread(
  placings: Map<string, Placing>,
  neighbours: ReadonlyMap<string, readonly { other: string; by: Placing['by']; weight: number; words: string }[]>,
  corrections: Said,
): void {
  for (let corner = 0; corner < CORNERS; corner++) {
    const news = new Map<string, Placing>();
    for (const [clip, others] of neighbours) {
      if (corrections.places.has(clip)) continue;
      let best = placings.get(clip);
      for (const { other, by, weight, words } of others) {
        const told = placings.get(other);
        if (told === undefined || (told.place.kind !== 'take' && told.by !== 'person')) continue;
        const confidence = told.confidence * weight * OVER_A_CORNER;
        // What a person said is brought along by sync, whatever a name says.
        const isPersons = told.by === 'person' && by === 'sync' && weight > 0.5;
        if (best !== undefined && !isPersons && confidence <= best.confidence) continue;
        const name = other.split('/').at(-1) ?? other;
        // The same scene is said by the same words; which take it is, they do not tell.
        const place = by === 'dialogue' && told.place.kind === 'take' ? withoutTake(told.place) : told.place;
        best = {
          place,
          by,
          confidence: isPersons ? Math.max(confidence, 0.9) : confidence,
          reason: `${name} ${words}.`,
        };
      }
      if (best !== undefined && best !== placings.get(clip)) news.set(clip, best);
    }
    if (news.size === 0) return;
    for (const [clip, placing] of news) placings.set(clip, placing);
  }
}

function withoutTake({ scene, setup }: { readonly scene: string; readonly setup: string }): BinPlace {
  return { kind: 'take', scene, setup };
}

/** What is left: by what it is, with little confidence. */
function byKind(clip: ShootClip): Placing {
  if (clip.kind === 'sound') {
    const reason = clip.note ?? 'No picture goes with it, by timecode or by sound.';
    return { place: { kind: 'wild-sound' }, by: 'look', confidence: clip.note === undefined ? 0.4 : 0.8, reason };
  }
  if (/^DJI|GoPro/i.test(clip.make ?? '') || /^(?:DJI_|G[HX]\d{6})/i.test(clip.id.split('/').at(-1) ?? '')) {
    return { place: { kind: 'b-roll' }, by: 'look', confidence: 0.5, reason: 'It is of a drone or action camera.' };
  }
  if (clip.kind === 'picture' && clip.sound === undefined) {
    return { place: { kind: 'b-roll' }, by: 'look', confidence: 0.35, reason: 'It has no sound and no slate.' };
  }
  return { place: { kind: 'unsorted' }, by: 'none', confidence: 0, reason: 'Nothing says which scene it is of.' };
}
