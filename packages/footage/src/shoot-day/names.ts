import type { Slate } from './shoot-day.ts';

/** What a camera's way of naming its files gives away. */
export interface CameraName {
  /** Way of naming, so that files of two kinds of camera in one folder are told apart. */
  readonly family: string;
  /** `A` of A001C003. */
  readonly letter?: string;
  /** `A001`. */
  readonly reel?: string;
}

const LETTERED: readonly { readonly family: string; readonly pattern: RegExp }[] = [
  // A001C003_180327_R1AB (ARRI), A001_C003_0327AB_001 (RED), A_0001C003_230101_101010_a1ABC (Alexa 35), Venice, Canon
  { family: 'reel and clip', pattern: /^([A-Z])_?(\d{3,4})_?C\d{3,4}(?:_|$)/i },
  // A001_08151512_C003 (Blackmagic)
  { family: 'reel, time and clip', pattern: /^([A-Z])(\d{3})_\d{8}_C\d{3}/i },
];

const UNLETTERED: readonly { readonly family: string; readonly pattern: RegExp }[] = [
  { family: 'Sony', pattern: /^C\d{4}(?:[MS]\d\d)?$/i },
  { family: 'Canon', pattern: /^MVI_\d{4}/i },
  { family: 'GoPro', pattern: /^(?:G[HXLS]\d{6}|GOPR\d{4})/i },
  { family: 'DJI', pattern: /^DJI_/i },
  { family: 'phone', pattern: /^(?:IMG_\d{4}|VID_\d{8}|PXL_\d{8})/i },
  { family: 'Panasonic', pattern: /^P\d{7}/i },
  { family: 'Nikon or Fujifilm', pattern: /^(?:DSC[FN_]?_?\d{4})/i },
];

/** A file's name without its folder and ending. */
export function stemOf(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  return name.replace(/\.[^.]*$/, '');
}

/** Camera and reel by the name of a file, as cameras give them. */
export function cameraName(path: string): CameraName {
  const stem = stemOf(path);
  for (const { family, pattern } of LETTERED) {
    const match = pattern.exec(stem);
    if (!match) continue;
    const letter = (match[1] as string).toUpperCase();
    return { family, letter, reel: `${letter}${match[2]}` };
  }
  return { family: UNLETTERED.find(({ pattern }) => pattern.test(stem))?.family ?? 'other' };
}

/** The camera's letter in the name of a folder: `A_CAM`, `Cam B`, `CAMERA_C`. */
export function folderLetter(path: string): string | undefined {
  for (const part of path.split('/').slice(0, -1).reverse()) {
    const match = /(?:^|[\s_-])(?:cam(?:era)?[\s_-]*([a-z])|([a-z])[\s_-]*cam(?:era)?)(?=$|[\s_\d-])/i.exec(part);
    const letter = match?.[1] ?? match?.[2];
    if (letter) return letter.toUpperCase();
  }
  return undefined;
}

/** Scene and set-up of a slate number: `12A` is set-up 12A of scene 12, `012` is scene 12. Undefined for none. */
export function slateNumber(written: string): { scene: string; setup: string } | undefined {
  const match = /^0*(\d{1,4})([A-Z]{0,3})$/i.exec(written.trim());
  if (!match) return undefined;
  const scene = match[1] as string;
  return { scene, setup: `${scene}${(match[2] as string).toUpperCase()}` };
}

const SLATES: readonly { readonly pattern: RegExp; readonly confidence: number }[] = [
  // Scene 12A Take 3, SC12A-TK3, S012A_T03
  {
    pattern: /(?:^|[\s_.-])s(?:c(?:ene)?)?[\s_.-]*(\d{1,4}[a-z]{0,3})[\s_.-]*t(?:a?k(?:e)?)?[\s_.-]*(\d{1,3})(?!\d)/i,
    confidence: 0.95,
  },
  // 12A_T3, 12AT03, 12A-TK3
  { pattern: /^(\d{1,4}[a-z]{0,3}?)[\s_.-]*t(?:a?k(?:e)?)?[\s_.-]*(\d{1,3})(?!\d)/i, confidence: 0.9 },
  // 12A-3, 12A_03
  { pattern: /^(\d{1,4}[a-z]{1,2})[_-](\d{1,3})(?![\dA-Za-z])/i, confidence: 0.7 },
];

/** Scene and take by the name of a file, as recorders and assistants give them. */
export function slateInName(path: string): Slate | undefined {
  const stem = stemOf(path);
  for (const { pattern, confidence } of SLATES) {
    const match = pattern.exec(stem);
    const number = match?.[1] === undefined ? undefined : slateNumber(match[1]);
    if (!match || !number) continue;
    return { ...number, take: Number(match[2]), by: 'name', confidence, reason: `its name, ${stem}` };
  }
  // 12_4_3: scene, shot, take.
  const three = /^0*(\d{1,3})[_-]0*(\d{1,3})[_-]0*(\d{1,2})$/.exec(stem);
  if (three) {
    const [, scene = '', shot = '', take = ''] = three;
    const reason = `its name, ${stem}, read as scene, shot and take`;
    return { scene, setup: `${scene}/${shot}`, take: Number(take), by: 'name', confidence: 0.5, reason };
  }
  return undefined;
}

/** Scene by the name of a folder: `Scene 12`, `SC_012A`. */
export function slateInFolder(path: string): Slate | undefined {
  for (const part of path.split('/').slice(0, -1).reverse()) {
    const match = /^sc(?:ene)?[\s_.-]*(\d{1,4}[a-z]{0,3})(?=$|[\s_.-])/i.exec(part);
    const number = match?.[1] === undefined ? undefined : slateNumber(match[1]);
    if (number) return { ...number, by: 'folder', confidence: 0.75, reason: `its folder, ${part}` };
  }
  return undefined;
}

const B_ROLL = /(?:^|[\s_.-])(?:b[\s_-]?roll|broll|cutaways?|aerials?|drone|establishing|gvs?)(?=$|[\s_.\d-])/i;
const WILD =
  /(?:^|[\s_.-])(?:wild(?:[\s_-]?tracks?)?|room[\s_-]?tone|atmos|ambien(?:ce|t)|foley|wt|rt)(?=$|[\s_.\d-])/i;

/** The word in a path, folder or file, that says what it is for; undefined for none. */
export function purposeOf(path: string): { kind: 'b-roll' | 'wild-sound'; word: string } | undefined {
  for (const part of [stemOf(path), ...path.split('/').slice(0, -1).reverse()]) {
    const wild = WILD.exec(part);
    if (wild) return { kind: 'wild-sound', word: part };
    if (B_ROLL.test(part)) return { kind: 'b-roll', word: part };
  }
  return undefined;
}

/** Folders that a camera makes on its card: what stands above them is the card. */
const STRUCTURE =
  /^(?:private|dcim|xdroot|m4root|contents|bpav|avchd|bdmv|clips?|sub|proxy|proxies|\d{3}[a-z_\d]{5}|.*\.rd[cm])$/i;

/** The folder that stands for the card that a file came on; empty for the folder that was read. */
export function cardFolder(path: string): string {
  const folders = path.split('/').slice(0, -1);
  const first = folders.findIndex((part) => STRUCTURE.test(part));
  return (first < 0 ? folders : folders.slice(0, first)).join('/');
}

/** Is it a small copy, by its name or folder? */
export function isProxyName(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  if (folders.some((part) => /^(?:proxy|proxies|prox|lores|low[\s_-]?res)$/i.test(part))) return true;
  // Sony's own proxies lie in SUB beside CLIP.
  if (/^sub$/i.test(folders.at(-1) ?? '') && folders.some((part) => /^m4root$/i.test(part))) return true;
  return /[_\s-](?:proxy|prox|lores)$/i.test(stemOf(path));
}

/** A name without what only says that it is a proxy: both of a pair come to the same. */
export function bareStem(path: string): string {
  return stemOf(path)
    .replace(/[_\s-](?:proxy|prox|lores)$/i, '')
    .replace(/^(C\d{4})S\d\d$/i, '$1')
    .toLowerCase();
}
