import { makeBins } from './bins.ts';
import { groupCameras } from './cameras.ts';
import { type DayCorrection, pairKey, type Said, sumUp } from './corrections.ts';
import { type PlacingOptions, placeClips } from './placing.ts';
import { relink } from './relink.ts';
import type { CameraGroup, ProxyLink, ShootClip, ShootDay, Sync, UnlinkedProxy, Unreadable } from './shoot-day.ts';

/** What reading a folder gives: the clips as they are, and what was heard to be in sync. Sorting it is quick. */
export interface ReadDay {
  readonly folder: string;
  readonly clips: readonly ShootClip[];
  readonly syncs: readonly Sync[];
  readonly unreadable: readonly Unreadable[];
}

export interface SortOptions extends Omit<PlacingOptions, 'corrections'> {
  /** What a person said, oldest first. */
  readonly corrections?: readonly DayCorrection[];
}

/** Below this, sound and picture are shown together but nothing is told from it. */
const LEAST_SYNC = 0.3;

/**
 * Cameras, cards and bins of a folder that was read, with what a person said of it. Corrections of clips that are no
 * longer there wait until they are again.
 */
export function sortDay(read: ReadDay, { corrections = [], ...options }: SortOptions = {}): ShootDay {
  const said = sumUp(corrections);
  const looked = read.clips.map((clip) => withLook(clip, said));
  const { links, unlinked } = linksOf(looked, said);
  const clips = withProxies(looked, links);
  const cameras = withCameras(groupCameras(clips), said, clips);
  const cameraOf = new Map(
    cameras.flatMap(({ id, cards }) => cards.flatMap((card) => card.clips.map((clip) => [clip, id] as const))),
  );
  const originalOf = new Map(links.map(({ proxy, original }) => [proxy, original]));
  const syncs = withSyncs(ofOriginals(read.syncs, originalOf), saidOfOriginals(said.syncs, originalOf), clips);
  const linked = new Set(links.map(({ proxy }) => proxy));
  // A proxy whose original is there is not a clip of its own.
  const placed = clips.filter(({ id }) => !linked.has(id));
  const speech =
    options.speech ??
    new Map(placed.flatMap(({ id, lines }) => (lines ? [[id, lines.map((text) => ({ text }))] as const] : [])));
  const placings = placeClips(placed, syncs, cameraOf, { ...options, speech, corrections: said });
  return {
    format: 'second-unit/shoot-day@1',
    folder: read.folder,
    clips,
    cameras,
    syncs,
    links,
    unlinked,
    bins: makeBins(placings, placed, options.scenes),
    unreadable: read.unreadable,
  };
}

function withLook(clip: ShootClip, { looks }: Said): ShootClip {
  const look = looks.get(clip.id);
  if (look === undefined) return clip;
  const { curve: _, ...rest } = clip;
  if (look === null) return rest;
  return { ...rest, curve: { curve: look, by: 'person', confidence: 1, reason: 'You chose it.' } };
}

/** What camera raw does not say here, its proxy says for it: format, length, timecode, slate. */
function withProxies(clips: readonly ShootClip[], links: readonly ProxyLink[]): ShootClip[] {
  const byId = new Map(clips.map((clip) => [clip.id, clip]));
  const proxyOf = new Map(links.map(({ proxy, original }) => [original, byId.get(proxy)]));
  return clips.map((clip) => {
    const proxy = clip.kind === 'raw' ? proxyOf.get(clip.id) : undefined;
    if (proxy === undefined) return clip;
    const { id: _, bytes: _1, modified: _2, originalPath: _3, kind: _4, proxy: _5, slates, ...told } = proxy;
    return { ...told, ...clip, slates: [...clip.slates, ...slates] };
  });
}

/** Sound that was heard to be in sync with a proxy is in sync with its original. */
function ofOriginals(syncs: readonly Sync[], originalOf: ReadonlyMap<string, string>): Sync[] {
  const best = new Map<string, Sync>();
  for (const sync of syncs) {
    const picture = originalOf.get(sync.picture) ?? sync.picture;
    const key = pairKey(sync.sound, picture);
    const known = best.get(key);
    if (known === undefined || known.confidence < sync.confidence) best.set(key, { ...sync, picture });
  }
  return [...best.values()];
}

/** So is what a person said of it. */
function saidOfOriginals(syncs: Said['syncs'], originalOf: ReadonlyMap<string, string>): Said['syncs'] {
  return new Map(
    [...syncs].map(([key, offset]) => {
      const [sound = '', picture = ''] = key.split('\n');
      return [pairKey(sound, originalOf.get(picture) ?? picture), offset] as const;
    }),
  );
}

function withSyncs(syncs: readonly Sync[], said: Said['syncs'], clips: readonly ShootClip[]): Sync[] {
  const there = new Set(clips.map(({ id }) => id));
  const kept = syncs.filter((sync) => sync.confidence >= LEAST_SYNC && !said.has(pairKey(sync.sound, sync.picture)));
  const stated: Sync[] = [...said].flatMap(([key, offset]) => {
    const [sound = '', picture = ''] = key.split('\n');
    if (offset === null || !there.has(sound) || !there.has(picture)) return [];
    return [{ sound, picture, offset, by: 'person' as const, confidence: 1, reason: 'You put them together.' }];
  });
  return [...kept, ...stated];
}

/** A person's word on cameras: clips leave the group that they were in and go to the one of that name, or a new one. */
function withCameras(groups: readonly CameraGroup[], { cameras }: Said, clips: readonly ShootClip[]): CameraGroup[] {
  const wanted = new Map<string, string[]>();
  for (const clip of clips) {
    const name = cameras.get(clip.id);
    if (name === undefined || clip.kind === 'sound') continue;
    const list = wanted.get(name);
    if (list) list.push(clip.id);
    else wanted.set(name, [clip.id]);
  }
  if (wanted.size === 0) return [...groups];
  const cardOf = new Map(
    groups.flatMap(({ cards }) => cards.flatMap((card) => card.clips.map((clip) => [clip, card] as const))),
  );
  const moved = new Set([...wanted.values()].flat());
  const left = groups.map((group) => ({
    ...group,
    cards: group.cards
      .map((card) => ({ ...card, clips: card.clips.filter((clip) => !moved.has(clip)) }))
      .filter((card) => card.clips.length > 0),
  }));
  for (const [name, ids] of wanted) {
    const cards = ids.reduce((map, id) => {
      const card = cardOf.get(id);
      const key = `${card?.folder ?? ''}\n${card?.name ?? ''}`;
      const known = map.get(key);
      if (known) known.clips.push(id);
      else map.set(key, { name: card?.name ?? 'Folder', folder: card?.folder ?? '', clips: [id] });
      return map;
    }, new Map<string, { name: string; folder: string; clips: string[] }>());
    const at = left.findIndex((group) => group.name === name);
    const group = left[at];
    if (group) left[at] = { ...group, cards: [...group.cards, ...cards.values()] };
    else {
      const reason = 'You said so.';
      left.push({ id: `person ${name}`, name, cards: [...cards.values()], confidence: 1, reason });
    }
  }
  return left.filter(({ cards }) => cards.length > 0);
}

function linksOf(
  clips: readonly ShootClip[],
  { links }: Said,
): { readonly links: ProxyLink[]; readonly unlinked: UnlinkedProxy[] } {
  const originals = clips.filter((clip) => clip.proxy !== true && clip.kind !== 'sound');
  const raw = originals.filter(({ kind }) => kind === 'raw');
  const proxies = clips.filter((clip) => clip.proxy === true);
  // Beside camera raw, any film of the same name may be its proxy, whatever its folder is called.
  const maybe = raw.length === 0 ? [] : originals.filter(({ kind }) => kind === 'picture');
  const [sure, guessed] = [relink(proxies, originals), relink(maybe, raw)];
  const isOpen = ({ proxy }: { readonly proxy: string }): boolean => !links.has(proxy);
  const there = new Set(clips.map(({ id }) => id));
  const stated = [...links].flatMap(([proxy, original]) =>
    original !== null && there.has(proxy) && there.has(original)
      ? [{ proxy, original, confidence: 1, reasons: ['you said so'] }]
      : [],
  );
  const alike = [...sure.ambiguous, ...guessed.ambiguous].map(({ proxy, originals: fit, why }) => ({
    proxy,
    originals: fit,
    reason: why,
  }));
  // A film beside camera raw that is of none of it is a clip of its own; one in a folder of proxies is not.
  const lost = sure.lost.map((proxy) => ({ proxy, originals: [], reason: 'No original here fits it.' }));
  return {
    links: [...sure.links, ...guessed.links].filter(isOpen).concat(stated),
    unlinked: [...alike, ...lost].filter(isOpen),
  };
}
