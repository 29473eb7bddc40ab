import { cameraName, cardFolder, folderLetter } from './names.ts';
import type { CameraGroup, Card, ShootClip } from './shoot-day.ts';

interface Facts {
  readonly clip: ShootClip;
  readonly folder: string;
  readonly family: string;
  letter: string | undefined;
  letterBy: 'name' | 'reel' | 'folder' | undefined;
  model: string | undefined;
  serial: string | undefined;
}

function factsOf(clip: ShootClip): Facts {
  const { letter: named, family } = cameraName(clip.id);
  const reel = /^([A-Z])_?\d{3,4}$/i.exec(clip.reel ?? '')?.[1]?.toUpperCase();
  const folder = folderLetter(clip.id);
  const letter = named ?? reel ?? folder;
  const letterBy = named ? 'name' : reel ? 'reel' : folder ? 'folder' : undefined;
  const model = clip.model === undefined ? undefined : [clip.make, clip.model].filter(Boolean).join(' ');
  return { clip, folder: cardFolder(clip.id), family, letter, letterBy, model, serial: clip.serial };
}

/** The only value among those that are there; undefined where they differ. */
function onlyOne<T>(values: Iterable<T | undefined>): T | undefined {
  const known = new Set([...values].filter((value): value is T => value !== undefined));
  return known.size === 1 ? [...known][0] : undefined;
}

function grouped<Value>(values: Iterable<Value>, key: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const name = key(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}

/** Clips that say nothing of themselves take what all others of their card say: one card, one camera. */
function fillFromCard(card: readonly Facts[]): void {
  for (const family of grouped(card, (facts) => facts.family).values()) {
    const [serial, model, letter] = [
      onlyOne(family.map((facts) => facts.serial)),
      onlyOne(family.map((facts) => facts.model)),
      onlyOne(family.map((facts) => facts.letter)),
    ];
    for (const facts of family) {
      facts.serial ??= serial;
      facts.model ??= model;
      if (facts.letter === undefined && letter !== undefined) {
        facts.letter = letter;
        facts.letterBy = 'folder';
      }
    }
  }
}

/** Clips that nothing tells apart are of one camera: by its serial, else model and letter, and so on down. */
function identity(facts: Facts): string {
  const { serial, model, letter, family, folder, clip } = facts;
  if (serial !== undefined) return `serial ${model ?? ''} ${serial}`;
  if (model !== undefined) return `model ${model} ${letter ?? ''}`;
  if (letter !== undefined) return `letter ${letter}`;
  const { info } = clip;
  const format = info ? `${info.videoCodec} ${info.width}x${info.height}` : clip.kind;
  return `card ${folder} ${family} ${format}`;
}

function sureness(members: readonly Facts[]): { confidence: number; reason: string } {
  const [first] = members as readonly [Facts, ...Facts[]];
  const { serial, model, letter, letterBy, family } = first;
  const stated = members.filter(({ clip }) => clip.serial !== undefined || clip.model !== undefined).length;
  const by = { name: 'their names', reel: 'their reels', folder: 'their folder' }[letterBy ?? 'name'];
  if (serial !== undefined) {
    const all = stated === members.length;
    return {
      confidence: all ? 0.99 : 0.93,
      reason: all
        ? `All say that they are of ${model ?? 'the camera'} number ${serial}.`
        : `${stated} of ${members.length} say that they are of ${model ?? 'the camera'} number ${serial}; the others lie on the same card.`,
    };
  }
  const they = stated === members.length ? 'They' : `${stated} of ${members.length}`;
  if (model !== undefined && letter !== undefined) {
    return { confidence: 0.92, reason: `${they} say ${model}, and ${by} say camera ${letter}.` };
  }
  if (model !== undefined) return { confidence: 0.75, reason: `${they} say ${model}; there may be two of it.` };
  if (letter !== undefined) {
    return { confidence: letterBy === 'folder' ? 0.7 : 0.85, reason: `By ${by} they are of camera ${letter}.` };
  }
  return {
    confidence: 0.4,
    reason: `They lie in one folder${family === 'other' ? '' : `, are named as ${family} names them`} and are of one format.`,
  };
}

/** A letter without metadata joins the one camera of that letter that says its model. */
function joinLetters(groups: Map<string, Facts[]>): void {
  const byLetter = new Map<string, Set<string>>();
  for (const [key, members] of groups) {
    const letter = onlyOne(members.map((facts) => facts.letter));
    if (letter === undefined || key.startsWith('letter ')) continue;
    byLetter.set(letter, (byLetter.get(letter) ?? new Set()).add(key));
  }
  for (const [letter, keys] of byLetter) {
    const alone = groups.get(`letter ${letter}`);
    const [only] = keys;
    if (alone === undefined || keys.size !== 1 || only === undefined) continue;
    groups.get(only)?.push(...alone);
    groups.delete(`letter ${letter}`);
  }
}

function cardsOf(members: readonly Facts[]): Card[] {
  const cards = grouped(members, ({ folder, clip }) => `${folder}\n${clip.reel ?? ''}`);
  return [...cards.values()].map((card) => {
    const { folder, clip } = card[0] as Facts;
    const name = clip.reel ?? folder.split('/').at(-1) ?? '';
    return { name: name === '' ? 'Folder' : name, folder, clips: card.map((facts) => facts.clip.id) };
  });
}

/**
 * Clips by the camera and the card that they came on. Serial numbers go before models, models before the letters that
 * cameras put into names and reels, and these before folders; what a clip does not say, its card says for it.
 *
 * Takes pictures and camera raw; proxies and sound are left out.
 */
export function groupCameras(clips: readonly ShootClip[]): CameraGroup[] {
  const facts = clips.filter((clip) => clip.kind !== 'sound' && clip.proxy !== true).map(factsOf);
  for (const card of grouped(facts, ({ folder }) => folder).values()) fillFromCard(card);
  const groups = grouped(facts, identity);
  joinLetters(groups);
  const names = new Set<string>();
  return [...groups.entries()].map(([id, members]) => {
    const letter = onlyOne(members.map((one) => one.letter));
    const model = onlyOne(members.map((one) => one.model));
    const serial = onlyOne(members.map((one) => one.serial));
    const make = onlyOne(members.map((one) => one.clip.make));
    const ownModel = onlyOne(members.map((one) => one.clip.model));
    const cards = cardsOf(members);
    const plain = letter ?? model ?? (cards.length === 1 ? cards[0]?.name : undefined) ?? 'Camera';
    let name = plain;
    for (let number = 2; names.has(name); number++) name = `${plain} ${number}`;
    names.add(name);
    return {
      id,
      name,
      ...(make === undefined ? {} : { make }),
      ...(ownModel === undefined ? {} : { model: ownModel }),
      ...(serial === undefined ? {} : { serial }),
      cards,
      ...sureness(members),
    };
  });
}
