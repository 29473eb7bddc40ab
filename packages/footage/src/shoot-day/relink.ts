import { bareStem, cameraName } from './names.ts';
import type { ProxyLink, ShootClip } from './shoot-day.ts';

/** What relinking came to. */
export interface Relinked {
  readonly links: readonly ProxyLink[];
  /** Proxies that fit several originals alike; a person chooses. */
  readonly ambiguous: readonly {
    readonly proxy: string;
    readonly originals: readonly string[];
    readonly why: string;
  }[];
  /** Proxies whose original is not among those given. */
  readonly lost: readonly string[];
}

/** What two must have in common at least. */
const LEAST = 0.5;
/** By how much the best must be ahead of the next. */
const AHEAD = 0.1;

interface Fit {
  readonly original: string;
  readonly score: number;
  readonly reasons: readonly string[];
}

const lower = (text: string | undefined): string | undefined => text?.toLowerCase();

/**
 * How well a proxy fits an original: name, reel and start timecode each speak for it, and against it where both are
 * known and differ. Undefined where something rules it out.
 */
function fit(proxy: ShootClip, original: ShootClip): Fit | undefined {
  const reasons: string[] = [];
  let score = 0;
  const [name, otherName] = [bareStem(proxy.id), bareStem(original.id)];
  if (name === otherName) {
    score += 0.5;
    reasons.push('same name');
  } else if (otherName.startsWith(`${name}_`) || name.startsWith(`${otherName}_`)) {
    score += 0.35;
    reasons.push('name of one begins the other’s');
  }
  const reel = lower(proxy.reel ?? cameraName(proxy.id).reel);
  const otherReel = lower(original.reel ?? cameraName(original.id).reel);
  if (reel !== undefined && otherReel !== undefined) {
    if (reel === otherReel || reel.startsWith(otherReel) || otherReel.startsWith(reel)) {
      score += 0.2;
      reasons.push(`same reel, ${original.reel ?? proxy.reel ?? reel}`);
    } else score -= 0.4;
  }
  if (proxy.startSeconds !== undefined && original.startSeconds !== undefined) {
    const rate = original.timecodeRate;
    const frame = rate ? rate.den / rate.num : 0.04;
    if (Math.abs(proxy.startSeconds - original.startSeconds) < frame * 1.01) {
      score += 0.35;
      reasons.push(`same start timecode, ${original.startTimecode}`);
    } else score -= 0.5;
  }
  if (proxy.seconds !== undefined && original.seconds !== undefined) {
    const apart = Math.abs(proxy.seconds - original.seconds);
    if (apart > Math.max(0.2, original.seconds * 0.02)) return undefined;
    score += 0.05;
    reasons.push('same length');
  }
  return { original: original.id, score, reasons };
}

/** Folders that two paths share from the top: copies of two cards may hold the same names. */
function sharedFolders(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  let shared = 0;
  while (shared < Math.min(a.length, b.length) - 1 && a[shared] === b[shared]) shared += 1;
  return shared;
}

/**
 * Which original each proxy stands for, by reel, timecode and name, with the reasons. One that fits several alike is
 * told of rather than guessed, unless only one of them lies on the same card.
 */
export function relink(proxies: readonly ShootClip[], originals: readonly ShootClip[]): Relinked {
  const byName = new Map<string, ShootClip[]>();
  const byStart = new Map<number, ShootClip[]>();
  const note = <Key>(map: Map<Key, ShootClip[]>, key: Key, clip: ShootClip): void => {
    const list = map.get(key);
    if (list) list.push(clip);
    else map.set(key, [clip]);
  };
  for (const original of originals) {
    note(byName, bareStem(original.id), original);
    if (original.startSeconds !== undefined) note(byStart, Math.round(original.startSeconds), original);
  }
  const links: ProxyLink[] = [];
  const ambiguous: { proxy: string; originals: string[]; why: string }[] = [];
  const lost: string[] = [];
  for (const proxy of proxies) {
    const name = bareStem(proxy.id);
    const second = proxy.startSeconds === undefined ? undefined : Math.round(proxy.startSeconds);
    const candidates = new Set([
      ...(byName.get(name) ?? []),
      ...(second === undefined ? [] : [-1, 0, 1].flatMap((by) => byStart.get(second + by) ?? [])),
    ]);
    // Only where neither finds any: names of which one begins the other.
    if (candidates.size === 0) {
      for (const [other, clips] of byName) {
        if (other.startsWith(`${name}_`) || name.startsWith(`${other}_`))
          for (const clip of clips) candidates.add(clip);
      }
    }
    const fits = [...candidates]
      .filter((original) => original.id !== proxy.id)
      .map((original) => fit(proxy, original))
      .filter((one): one is Fit => one !== undefined && one.score >= LEAST)
      .sort((a, b) => b.score - a.score);
    const [best, next] = fits;
    if (best === undefined) {
      lost.push(proxy.id);
      continue;
    }
    let chosen = best;
    let beside: string | undefined;
    if (next !== undefined && best.score - next.score < AHEAD) {
      const alike = fits.filter((one) => best.score - one.score < AHEAD);
      const nearest = Math.max(...alike.map((one) => sharedFolders(proxy.id, one.original)));
      const near = alike.filter((one) => sharedFolders(proxy.id, one.original) === nearest);
      if (near.length !== 1) {
        const originalsAlike = alike.map((one) => one.original);
        ambiguous.push({
          proxy: proxy.id,
          originals: originalsAlike,
          why: `${originalsAlike.length} originals fit alike: ${best.reasons.join(', ')}.`,
        });
        continue;
      }
      chosen = near[0] as Fit;
      beside = 'nearest folder';
    }
    links.push({
      proxy: proxy.id,
      original: chosen.original,
      confidence: Math.min(0.99, chosen.score),
      reasons: beside === undefined ? chosen.reasons : [...chosen.reasons, beside],
    });
  }
  return { links, ambiguous, lost };
}
