import type { View } from './panel.ts';
import type { PanelName } from './panels/index.ts';

/** Frames in a second of the film. */
export const RATE = 24;
/** Frames of a dissolve, and of a fade down to black and up again. */
const DISSOLVE = 20;
const FADE = 28;

/** A line of the script that is heard in a shot; which cue says it, and when, in frames from where the shot begins. */
export interface ShotLine {
  readonly cue: string;
  /** Verbatim from the script, inside the shot's scene. */
  readonly text: string;
  readonly at: number;
  readonly frames: number;
  /** Shown beside the line that it is spoken over. */
  readonly dual?: boolean;
}

export type SoundName =
  | 'bell'
  | 'clank'
  | 'click'
  | 'step'
  | 'drop'
  | 'coin'
  | 'pencil'
  | 'heron'
  | 'band'
  | 'car'
  | 'spoon'
  | 'clock'
  | 'door'
  | 'thud'
  | 'rope';

/** Something heard at one moment, in frames from where the shot begins. `gain` in decibels, `pan` −1 to 1. */
export interface SoundCue {
  readonly sound: SoundName;
  readonly at: number;
  readonly gain?: number;
  readonly pan?: number;
}

/** What a place sounds like while one is there; decibels, absent where silent. */
export interface Ambience {
  readonly river?: number;
  readonly rain?: number;
  readonly umbrella?: number;
  readonly room?: number;
  readonly traffic?: number;
}

export interface ShotPlan {
  readonly id: string;
  /** Number of the scene in the script; absent for the cards. */
  readonly scene?: string;
  readonly panel: PanelName;
  readonly from: View;
  readonly to?: View;
  readonly frames: number;
  readonly into?: { readonly type: 'dissolve' | 'fade'; readonly frames: number };
  readonly rain?: number;
  readonly fog?: { readonly y: number; readonly alpha: number };
  readonly lines?: readonly ShotLine[];
  readonly ambience: Ambience;
  readonly cues?: readonly SoundCue[];
}

const view = (x: number, y: number, width: number): View => ({ x, y, width });
const line = (cue: string, text: string, at: number, frames: number): ShotLine => ({ cue, text, at, frames });
const dissolve = { type: 'dissolve', frames: DISSOLVE } as const;
const fade = { type: 'fade', frames: FADE } as const;

const NIGHT: Ambience = { river: -35, traffic: -46 };
const WET: Ambience = { river: -38, rain: -36 };
const UNDER: Ambience = { river: -40, rain: -41, umbrella: -34 };
const INSIDE: Ambience = { room: -46, rain: -46 };

/** The film, shot by shot: selected moments of the script in its order. */
export const SHOTS: readonly ShotPlan[] = [
  {
    id: 'title',
    panel: 'title',
    from: view(600, 252, 1200),
    to: view(600, 252, 1150),
    frames: 66,
    ambience: { river: -40 },
  },

  // 1 · The bridge opens.
  {
    id: 'opening',
    scene: '1',
    panel: 'openingDay',
    into: fade,
    from: view(950, 330, 1250),
    to: view(895, 376, 1780),
    frames: 88,
    ambience: { river: -38, traffic: -60 },
    cues: [
      { sound: 'band', at: 4, gain: -20 },
      { sound: 'clank', at: 30, gain: -26, pan: -0.5 },
      { sound: 'clank', at: 52, gain: -26, pan: -0.5 },
      { sound: 'clank', at: 74, gain: -26, pan: -0.5 },
    ],
  },
  {
    id: 'chair',
    scene: '2',
    panel: 'firstDay',
    from: view(640, 292, 820),
    to: view(960, 400, 1060),
    frames: 78,
    rain: 0.8,
    ambience: { river: -40, rain: -32 },
  },
  {
    id: 'nought',
    scene: '2',
    panel: 'nought',
    from: view(620, 270, 1200),
    to: view(612, 300, 900),
    frames: 44,
    ambience: UNDER,
    cues: [{ sound: 'coin', at: 6, gain: -30 }],
  },

  // 3 · A year later.
  {
    id: 'fog',
    scene: '3',
    panel: 'emptyFerry',
    into: dissolve,
    from: view(1050, 478, 1340),
    to: view(1110, 520, 1040),
    frames: 92,
    fog: { y: 250, alpha: 1 },
    ambience: NIGHT,
    cues: [
      { sound: 'clank', at: 12, gain: -28, pan: -0.6 },
      { sound: 'clank', at: 38, gain: -27, pan: -0.6 },
      { sound: 'clank', at: 64, gain: -26, pan: -0.6 },
      { sound: 'clank', at: 90, gain: -26, pan: -0.6 },
      { sound: 'car', at: 30, gain: -32 },
    ],
  },
  {
    id: 'pail',
    scene: '3',
    panel: 'pailOnDeck',
    from: view(700, 322, 1320),
    to: view(702, 390, 900),
    frames: 58,
    fog: { y: 200, alpha: 0.7 },
    ambience: NIGHT,
    cues: [{ sound: 'thud', at: 3, gain: -20 }],
  },
  {
    id: 'lean',
    scene: '4',
    panel: 'leaningOut',
    from: view(560, 400, 1080),
    to: view(500, 420, 900),
    frames: 62,
    fog: { y: 240, alpha: 0.7 },
    ambience: NIGHT,
    cues: [{ sound: 'coin', at: 40, gain: -30, pan: -0.4 }],
  },
  {
    id: 'ledger',
    scene: '4',
    panel: 'ledgerStroke',
    from: view(560, 250, 1100),
    to: view(720, 300, 900),
    frames: 86,
    ambience: NIGHT,
    lines: [line('ŁUKASZ', 'Souls, nought. Livestock, nought. Vehicles, nought.', 4, 78)],
    cues: [{ sound: 'pencil', at: 43, gain: -24, pan: 0.3 }],
  },
  {
    id: 'taste',
    scene: '4',
    panel: 'tasting',
    from: view(600, 290, 1160),
    to: view(560, 290, 1040),
    frames: 86,
    fog: { y: 330, alpha: 0.4 },
    ambience: NIGHT,
    lines: [
      line('ŁUKASZ', 'Leek!', 4, 20),
      line('HESTER', 'I know what it is. What does it want?', 26, 34),
      line('ŁUKASZ', 'Salt!', 64, 20),
    ],
  },
  {
    id: 'salt',
    scene: '5',
    panel: 'winding',
    from: view(640, 380, 1240),
    to: view(760, 400, 1120),
    frames: 104,
    fog: { y: 300, alpha: 0.5 },
    ambience: NIGHT,
    lines: [
      line('HESTER', "It's had salt.", 8, 24),
      line('ŁUKASZ', 'Then the salt wants salt!', 34, 28),
      line('HESTER', "That's the tin you're tasting.", 66, 36),
    ],
    cues: [{ sound: 'car', at: 40, gain: -30, pan: 0.3 }],
  },
  {
    id: 'phone',
    scene: '7',
    panel: 'phoning',
    from: view(620, 280, 1220),
    to: view(580, 270, 960),
    frames: 88,
    fog: { y: 330, alpha: 0.4 },
    ambience: NIGHT,
    lines: [
      line('VANCE', "Then at midnight it isn't a ferry any more.", 4, 46),
      line('VANCE', "It's a house in a road.", 52, 34),
    ],
    cues: [{ sound: 'car', at: 8, gain: -32 }],
  },

  // 8 · Montage: other.
  {
    id: 'sixpence',
    scene: '8',
    panel: 'ledgerSixpence',
    from: view(700, 260, 1040),
    to: view(800, 250, 820),
    frames: 46,
    ambience: { room: -54, river: -44 },
    cues: [{ sound: 'coin', at: 20, gain: -18, pan: 0.3 }],
  },
  {
    id: 'ice',
    scene: '8',
    panel: 'ice',
    from: view(960, 420, 1340),
    to: view(960, 420, 1600),
    frames: 48,
    ambience: { river: -52 },
  },
  {
    id: 'heron',
    scene: '8',
    panel: 'heronOnDeck',
    from: view(700, 320, 1240),
    to: view(720, 350, 1080),
    frames: 42,
    ambience: { river: -38 },
    cues: [{ sound: 'heron', at: 14, gain: -26 }],
  },
  {
    id: 'signals',
    scene: '8',
    panel: 'signals',
    from: view(930, 420, 1620),
    to: view(930, 430, 1540),
    frames: 66,
    fog: { y: 230, alpha: 0.5 },
    ambience: NIGHT,
  },

  // 9 · Unasked.
  {
    id: 'tin',
    scene: '9',
    panel: 'tinOnDeck',
    into: dissolve,
    from: view(700, 300, 1340),
    to: view(702, 400, 860),
    frames: 50,
    rain: 1,
    ambience: WET,
    cues: [{ sound: 'thud', at: 10, gain: -22 }],
  },
  {
    id: 'man-in-tin',
    scene: '10',
    panel: 'tinInHand',
    from: view(900, 400, 1020),
    to: view(900, 400, 900),
    frames: 92,
    rain: 1,
    ambience: UNDER,
    lines: [
      line('ŁUKASZ', "There's a man in this.", 6, 30),
      line('HESTER', "That's Tom.", 40, 22),
      line('ŁUKASZ', 'Good evening.', 66, 24),
    ],
  },
  {
    id: 'unasked',
    scene: '11',
    panel: 'hesterRain',
    from: view(700, 290, 1160),
    to: view(720, 290, 1000),
    frames: 90,
    rain: 1,
    ambience: WET,
    lines: [
      line('HESTER', 'Łukasz.', 6, 20),
      line('ŁUKASZ', "Don't.", 28, 18),
      line('ŁUKASZ', 'If you ask, I have to write it down.', 48, 40),
    ],
  },
  {
    id: 'both',
    scene: '11',
    panel: 'twoBanks',
    from: view(900, 440, 1500),
    to: view(900, 390, 1760),
    frames: 90,
    rain: 1,
    ambience: WET,
    lines: [
      line('HESTER', "You'll be glad of a roof, at those baths.", 6, 40),
      { cue: 'ŁUKASZ', text: "They're coming at six, Mrs. Pell.", at: 46, frames: 42, dual: true },
    ],
    cues: [{ sound: 'car', at: 70, gain: -34 }],
  },
  {
    id: 'kitchen',
    scene: '12',
    panel: 'kitchen',
    from: view(620, 310, 1240),
    to: view(820, 320, 1060),
    frames: 70,
    ambience: INSIDE,
    cues: [2, 26, 50].map((at) => ({ sound: 'clock', at, gain: -34, pan: 0.3 }) as const),
  },

  // 13 · Late for work.
  {
    id: 'letter',
    scene: '13',
    panel: 'letterClose',
    from: view(620, 260, 1060),
    to: view(560, 240, 900),
    frames: 68,
    ambience: UNDER,
  },
  {
    id: 'name',
    scene: '13',
    panel: 'nameOverRiver',
    from: view(700, 360, 1380),
    to: view(400, 330, 800),
    frames: 68,
    rain: 1,
    ambience: UNDER,
    lines: [line('ŁUKASZ', "I'm looking at Pell's Landing.", 24, 42)],
  },
  {
    id: 'not-there',
    scene: '13',
    panel: 'phoningInRain',
    from: view(600, 270, 1000),
    to: view(580, 260, 900),
    frames: 90,
    ambience: UNDER,
    lines: [
      line('VANCE', 'Then sign it where you are!', 4, 32),
      line('ŁUKASZ', "I can't sign it where I am. I'm not there.", 38, 50),
    ],
  },
  {
    id: 'web',
    scene: '13',
    panel: 'web',
    from: view(620, 246, 1160),
    to: view(620, 380, 760),
    frames: 56,
    rain: 0.9,
    ambience: WET,
    lines: [line('ŁUKASZ', 'Sorry.', 20, 28)],
    cues: [{ sound: 'rope', at: 46, gain: -26 }],
  },
  {
    id: 'bell',
    scene: '13',
    panel: 'ringing',
    from: view(620, 270, 1180),
    to: view(620, 270, 1060),
    frames: 44,
    rain: 0.9,
    ambience: WET,
    cues: [
      { sound: 'bell', at: 3, gain: -15 },
      { sound: 'bell', at: 25, gain: -16 },
    ],
  },
  {
    id: 'shelf',
    scene: '14',
    panel: 'shelf',
    from: view(620, 270, 1180),
    to: view(640, 280, 980),
    frames: 72,
    ambience: INSIDE,
    cues: [
      { sound: 'bell', at: 2, gain: -25, pan: 0.5 },
      { sound: 'bell', at: 36, gain: -25, pan: 0.5 },
      { sound: 'spoon', at: 70, gain: -26 },
    ],
  },
  {
    id: 'vance',
    scene: '15',
    panel: 'vance',
    from: view(640, 280, 1180),
    to: view(540, 300, 900),
    frames: 46,
    rain: 1,
    ambience: { rain: -32, traffic: -42 },
    cues: [{ sound: 'bell', at: 6, gain: -26 }],
  },
  {
    id: 'who-rings',
    scene: '16',
    panel: 'whoRings',
    from: view(780, 400, 1120),
    to: view(820, 410, 1000),
    frames: 82,
    rain: 1,
    ambience: WET,
    lines: [line('HESTER', 'Who rings?', 4, 24), line('ŁUKASZ', 'Fare.', 32, 18), line('HESTER', 'Where to?', 54, 24)],
  },
  {
    id: 'work',
    scene: '16',
    panel: 'atTheRope',
    from: view(720, 380, 960),
    to: view(700, 380, 820),
    frames: 88,
    rain: 1,
    ambience: WET,
    lines: [
      line('ŁUKASZ', "Work. I'm late.", 4, 28),
      line('HESTER', 'How late?', 36, 20),
      line('ŁUKASZ', 'A year.', 60, 26),
    ],
  },
  {
    id: 'get-on',
    scene: '16',
    panel: 'hesterRain',
    from: view(730, 280, 960),
    to: view(740, 280, 860),
    frames: 58,
    rain: 1,
    ambience: WET,
    lines: [line('HESTER', "Then you'd best get on.", 16, 38)],
  },
  {
    id: 'boots',
    scene: '17',
    panel: 'boots',
    from: view(560, 290, 1080),
    to: view(640, 290, 1040),
    frames: 50,
    rain: 0.8,
    ambience: WET,
    cues: [{ sound: 'step', at: 40, gain: -15, pan: 0.2 }],
  },
  {
    id: 'crossing',
    scene: '18',
    panel: 'crossing',
    from: view(980, 510, 900),
    to: view(905, 384, 1780),
    frames: 132,
    rain: 1,
    ambience: WET,
    lines: [
      line('ŁUKASZ', 'Ring for the ferry and ring it slow,', 10, 54),
      line('ŁUKASZ', "there's water above you and water below,", 66, 62),
    ],
    cues: [...[8, 32, 56, 80, 104, 128].map((at) => ({ sound: 'clank', at, gain: -29, pan: -0.6 }) as const)],
  },

  // 19 · Pell's Landing.
  {
    id: 'sixpence-paid',
    scene: '19',
    panel: 'paying',
    from: view(860, 420, 900),
    to: view(860, 410, 820),
    frames: 94,
    rain: 1,
    ambience: WET,
    lines: [
      line('HESTER', 'I broke a tooth on one of these.', 12, 38),
      line('ŁUKASZ', 'So did I. It was that one.', 54, 38),
    ],
    cues: [
      { sound: 'thud', at: 2, gain: -18 },
      { sound: 'step', at: 8, gain: -22 },
    ],
  },
  {
    id: 'count',
    scene: '19',
    panel: 'counting',
    from: view(620, 270, 1180),
    to: view(620, 290, 900),
    frames: 92,
    ambience: UNDER,
    lines: [line('ŁUKASZ', 'Living.', 6, 28), line('ŁUKASZ', 'Or otherwise.', 48, 32)],
    cues: [
      { sound: 'click', at: 24, gain: -12 },
      { sound: 'click', at: 66, gain: -12 },
    ],
  },
  {
    id: 'door',
    scene: '19',
    panel: 'door',
    from: view(545, 400, 1080),
    to: view(465, 400, 920),
    frames: 76,
    rain: 1,
    ambience: WET,
    lines: [line('HESTER', "There's salt on the table.", 16, 44)],
    cues: [{ sound: 'door', at: 8, gain: -26, pan: -0.3 }],
  },

  // 20 · The circle.
  {
    id: 'circle',
    scene: '20',
    panel: 'dryCircle',
    into: dissolve,
    from: view(700, 300, 1380),
    to: view(705, 350, 900),
    frames: 126,
    rain: 0.8,
    ambience: { river: -40, rain: -34 },
    cues: [
      ...[14, 26, 36, 44, 51, 57, 62, 66].map(
        (at, i) => ({ sound: 'drop', at, gain: -22 - i, pan: ((i * 37) % 10) / 10 - 0.5 }) as const,
      ),
      { sound: 'spoon', at: 74, gain: -32, pan: -0.6 },
      { sound: 'spoon', at: 104, gain: -33, pan: -0.6 },
    ],
  },
  { id: 'end', panel: 'end', into: fade, from: view(600, 252, 1200), frames: 52, ambience: { river: -44 } },
];
