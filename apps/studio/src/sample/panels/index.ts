import type { Panel } from '../panel.ts';
import { bellClose } from './bell.ts';
import { boots } from './boots.ts';
import { vanceOnBridge } from './bridge.ts';
import { countyBank } from './county-bank.ts';
import { deck } from './deck.ts';
import { dryCircle } from './dry-circle.ts';
import { hesterClose, lukaszClose } from './faces.ts';
import { kitchen, shelf } from './kitchen.ts';
import { landing } from './landing.ts';
import { ledger, letter } from './paper.ts';
import { river } from './river.ts';
import { tally } from './tally.ts';
import { endCard, titleCard } from './title.ts';

/** Every panel of the film by name. `face` is the family name of the lettering font. */
export const PANELS = {
  title: (face) => titleCard(face),
  end: (face) => endCard(face),
  openingDay: (face) => river({ time: 'day', ferry: (p) => 0.3 + 0.14 * p, aboard: 'crowd', people: true }, face),
  firstDay: (face) => countyBank({ night: false, who: 'sitting', rain: true, face }),
  nought: (face) => tally(face, [], false),
  emptyFerry: (face) => river({ time: 'night', ferry: (p) => 0.5 + 0.2 * p }, face),
  pailOnDeck: () => deck('pail'),
  leaningOut: (face) => countyBank({ night: true, who: 'leaning', face }),
  ledgerStroke: (face) => ledger(face, 'stroke'),
  tasting: () => lukaszClose('spoon'),
  winding: (face) => landing({ hat: 'souwester', face }),
  phoning: () => lukaszClose('phone'),
  phoningInRain: () => lukaszClose('phone', { wet: true }),
  ledgerSixpence: (face) => ledger(face, 'sixpence'),
  ice: (face) => river({ time: 'ice', ferry: () => 0.52, aboard: 'bottle' }, face),
  heronOnDeck: () => deck('heron', { night: false }),
  signals: (face) => river({ time: 'night', ferry: () => 0.02, signals: true }, face),
  tinOnDeck: () => deck('tin', { rain: true }),
  tinInHand: (face) => countyBank({ night: true, who: 'tin', rain: true, face }),
  hesterRain: () => hesterClose('feather', { wet: true }),
  twoBanks: (face) => river({ time: 'night', ferry: () => 0.02, rain: true, standing: true }, face),
  kitchen: () => kitchen(),
  letterClose: (face) => letter(face),
  nameOverRiver: (face) => landing({ hat: 'feather', face, rain: true, who: 'nobody' }),
  web: () => bellClose({ ring: false }),
  ringing: () => bellClose({ ring: true }),
  shelf: () => shelf(),
  vance: () => vanceOnBridge(),
  whoRings: (face) => landing({ hat: 'feather', face, rain: true }),
  atTheRope: (face) => countyBank({ night: true, who: 'ringing', rain: true, face }),
  boots: () => boots(),
  crossing: (face) =>
    river(
      {
        time: 'night',
        ferry: (p) => 0.74 - 0.4 * p,
        aboard: 'lukasz',
        umbrella: false,
        watcher: true,
        rain: true,
      },
      face,
    ),
  paying: (face) => landing({ hat: 'feather', face, rain: true, who: 'two' }),
  counting: (face) => tally(face, [0.26, 0.72], true),
  door: (face) => landing({ hat: 'feather', face, rain: true, who: 'door' }),
  dryCircle: () => dryCircle(),
} as const satisfies Record<string, (face: string) => Panel>;

export type PanelName = keyof typeof PANELS;
