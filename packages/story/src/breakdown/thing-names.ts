import type { Candidate } from './candidates.ts';
import type { Lexicon } from './lexicon.ts';

/** Two words for one thing, whatever the script. */
export const SAME: Readonly<Record<string, string>> = {
  telephone: 'phone',
  cellphone: 'phone',
  cell: 'phone',
  cell_phone: 'phone',
  mobile: 'phone',
  cellular: 'phone',
  receiver: 'phone',
  handset: 'phone',
  smartphone: 'phone',
  iphone: 'phone',
  television: 'tv',
  tv_set: 'tv',
  telly: 'tv',
  chopper: 'helicopter',
  automobile: 'car',
  bike: 'bicycle',
  airplane: 'plane',
  aeroplane: 'plane',
  jet: 'plane',
  photo: 'photograph',
  picture: 'photograph',
  fridge: 'refrigerator',
  couch: 'sofa',
  cop: 'police officer',
  stone: 'rock',
  wedding_band: 'wedding ring',
};

/** A general word, and what it may stand for: other nouns, or any of its class. */
const GENERAL: Readonly<Record<string, RegExp>> = {
  gun: /\b(?:glock|beretta|pistol|rifle|shotgun|revolver|handgun|gun|luger|magnum|uzi)$/u,
  weapon: /\b(?:glock|beretta|pistol|rifle|shotgun|revolver|handgun|gun|knife|sword|axe|machete)$/u,
  pistol: /\b(?:glock|beretta|revolver|handgun|luger|magnum)$/u,
  rifle: /\b(?:rifle|shotgun)$/u,
};
/** Words of which `the …` may speak of what a scene has under another: the pistol, the gun. */
const ALIKE = [
  'gun pistol revolver handgun weapon rifle shotgun',
  'money cash bill bills dollar wad',
  'newspaper paper',
  'book novel paperback',
  'drink glass',
  'box package parcel carton present gift',
  'purse bag handbag',
  'briefcase case attache',
  'knife blade',
].map((line) => new Set(line.split(' ')));
/** `the champagne bottle` is the champagne. */
const HOLDERS = /^(?:bottle|glass|cup|can|box|bag|pack|jar|canister|bowl)$/u;
/** Scenes for which a bare noun still speaks of the compound before. */
const FRESH = 6;
const CARS = /^(?:car|truck|van|vehicle|auto|sedan|pickup|suv|jeep|convertible)$/u;
const NO_CAR =
  /\b(?:boat|ship|ferry|yacht|canoe|plane|helicopter|747|bicycle|motorcycle|train|subway|cart|wagon|carriage|bus|ambulance|fire engine|tank|scooter|motorbike)$/u;

/** Names of things, remembered through the script: `the truck` is the Mazda where a Mazda was there before. */
export class Things {
  readonly #lexicon: Lexicon;
  /** By last word: names in the order in which they were last used. */
  readonly #byHead = new Map<string, string[]>();
  readonly #vehicles: string[] = [];
  /** What `the gun` may be. */
  readonly #weapons: string[] = [];
  readonly #holders = new Map<string, { readonly name: string; readonly scene: number }>();
  readonly #lastScene = new Map<string, number>();
  readonly #plural = new Map<string, boolean>();

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  nameOf(candidate: Candidate, scene: number): string {
    const { noun, definite, category } = candidate;
    const same = SAME[noun] ?? noun.replaceAll('_', ' ');
    const full = same !== noun.replaceAll('_', ' ') ? same : candidate.full;
    const head = full.split(' ').at(-1) as string;
    let name = full;
    if (category === 'vehicles') name = this.#vehicle(full, head, definite);
    else {
      const general = GENERAL[head];
      const known = this.#byHead.get(head);
      if (general !== undefined && full === head) name = this.#weapons.findLast((one) => general.test(one)) ?? name;
      else if (full === head && known !== undefined)
        name = this.#recent(known.at(-1) as string, candidate, scene) ?? full;
      else if (full !== head && definite && known?.includes(head)) name = head;
      if (definite && this.#lastScene.get(name) !== scene) name = this.#alike(full, head, scene) ?? name;
    }
    // `a bottle of cologne`, `the bottle`.
    const inside =
      full === head && definite && this.#lastScene.get(name) !== scene ? this.#holders.get(head) : undefined;
    if (inside?.scene === scene) name = inside.name;
    if (candidate.holder !== undefined) this.#holders.set(candidate.holder, { name, scene });
    const weapon = this.#lexicon.classOf(noun) === 'weapon';
    this.#use(name, category === 'vehicles' ? this.#vehicles : weapon ? this.#weapons : undefined);
    this.#lastScene.set(name, scene);
    if (!this.#plural.has(name)) this.#plural.set(name, candidate.plural);
    return name;
  }

  /** What the scene has already, by another word. */
  #alike(full: string, head: string, scene: number): string | undefined {
    const here = (name: string): boolean => this.#lastScene.get(name) === scene;
    if (full !== head) {
      const inside = full.slice(0, -head.length - 1);
      return HOLDERS.test(head) && here(inside) ? inside : undefined;
    }
    const words = ALIKE.find((set) => set.has(head));
    if (words === undefined) return undefined;
    return [...words].flatMap((word) => (word === head ? [] : (this.#byHead.get(word) ?? []))).findLast(here);
  }

  /** `the box` is the velvet box while that is fresh in mind; `boxes`, or `a box` scenes later, are others. */
  #recent(name: string, { plural, definite, caps }: Candidate, scene: number): string | undefined {
    if (plural !== (this.#plural.get(name) ?? plural)) return undefined;
    const apart = scene - (this.#lastScene.get(name) ?? scene);
    return apart <= (definite || caps ? FRESH : 0) ? name : undefined;
  }

  #vehicle(full: string, head: string, definite: boolean): string {
    const known = this.#byHead.get(head);
    if (this.#vehicles.includes(full) && full !== head) return full;
    // `Mazda pickup` and `Mazda`: what is driven is called by its make.
    const make = full.split(' ').find((word) => word !== head && this.#lexicon.classOf(word) === 'vehicle');
    const named = this.#vehicles.find((one) => one.split(' ').includes(make ?? head));
    if (named !== undefined) return named;
    if (CARS.test(head) && definite) {
      const last = this.#vehicles.findLast((one) => !NO_CAR.test(one));
      if (last !== undefined) return last;
    }
    return full === head ? (known?.at(-1) ?? full) : full;
  }

  #use(name: string, kind: string[] | undefined): void {
    const head = name.split(' ').at(-1) as string;
    for (const list of [kind, this.#headed(head)]) {
      if (list === undefined) continue;
      const at = list.indexOf(name);
      if (at >= 0) list.splice(at, 1);
      list.push(name);
    }
  }

  #headed(head: string): string[] {
    const list = this.#byHead.get(head) ?? [];
    this.#byHead.set(head, list);
    return list;
  }
}
