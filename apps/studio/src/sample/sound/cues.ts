import type { SoundName } from '../shot-plan.ts';
import { after, burst, harmonium, ring, scaled, together } from './voices.ts';

/** How each single sound is made; peaks near 1. */
const MAKERS: Record<SoundName, () => Float32Array> = {
  // A bell that has not been rung for a year: a dull strike, then a slow, slightly sour ring.
  bell: () =>
    together(
      ring(
        233,
        [
          [0.5, 0.3, 0.55],
          [1, 0.32, 0.8],
          [1.19, 0.24, 1],
          [1.52, 0.12, 1.3],
          [2, 0.22, 1.5],
          [2.53, 0.1, 2.2],
          [2.98, 0.09, 2.7],
          [4.1, 0.06, 4.5],
          [5.4, 0.04, 7],
        ],
        5,
      ),
      scaled(burst(0.2, 200, 2400, 26, 11), 0.9),
      scaled(burst(0.9, 500, 1300, 5, 12), 0.16),
    ),
  clank: () =>
    together(
      ring(
        311,
        [
          [1, 0.3, 16],
          [2.76, 0.22, 22],
          [5.4, 0.16, 30],
          [8.9, 0.08, 40],
        ],
        0.5,
      ),
      scaled(burst(0.12, 300, 3000, 40, 21), 1.1),
      after(
        0.09,
        ring(
          287,
          [
            [1, 0.2, 20],
            [2.76, 0.12, 26],
          ],
          0.4,
        ),
      ),
    ),
  click: () =>
    together(
      scaled(burst(0.03, 900, 9000, 160, 31), 1.6),
      after(
        0.045,
        together(
          scaled(burst(0.04, 700, 6000, 120, 32), 1.3),
          ring(
            2100,
            [
              [1, 0.2, 70],
              [2.3, 0.1, 90],
            ],
            0.4,
          ),
        ),
      ),
    ),
  step: () =>
    together(
      ring(
        74,
        [
          [1, 0.8, 17],
          [1.9, 0.25, 26],
        ],
        0.5,
      ),
      scaled(burst(0.12, 80, 900, 34, 41), 1.6),
      after(0.07, scaled(burst(0.16, 200, 2600, 30, 42), 0.4)),
    ),
  thud: () =>
    together(
      ring(
        58,
        [
          [1, 0.9, 9],
          [2.1, 0.3, 16],
        ],
        0.8,
      ),
      scaled(burst(0.3, 60, 500, 14, 51), 1.6),
      after(0.14, scaled(burst(0.25, 500, 2400, 18, 52), 0.2)),
    ),
  drop: () =>
    together(
      ring(
        1240,
        [
          [1, 0.5, 38],
          [1.5, 0.2, 60],
        ],
        0.4,
      ),
      scaled(burst(0.02, 1500, 8000, 200, 61), 0.6),
    ),
  coin: () =>
    ring(
      2870,
      [
        [1, 0.34, 9],
        [1.53, 0.26, 11],
        [2.31, 0.16, 16],
        [3.1, 0.08, 24],
      ],
      0.9,
    ),
  pencil: () => together(burst(0.14, 1800, 7000, 9, 71), after(0.13, scaled(burst(0.05, 1200, 5000, 50, 72), 0.8))),
  heron: () =>
    together(
      scaled(burst(0.32, 320, 1100, 5, 81), 1.8),
      ring(
        196,
        [
          [1, 0.3, 7],
          [2.02, 0.24, 8],
          [3.1, 0.16, 9],
        ],
        0.6,
      ),
    ),
  // A band that is already some way off.
  band: () =>
    harmonium(
      [
        [65, 1],
        [69, 1],
        [72, 1],
        [72, 2],
        [69, 1],
        [70, 1],
        [69, 1],
        [67, 1],
        [65, 3],
      ].map(([pitch, beats]) => ({ pitch: pitch!, beats: beats! })),
      0.3,
      { chord: [53, 57] },
    ),
  car: () => {
    const out = burst(2.6, 60, 520, 0, 91);
    for (let i = 0; i < out.length; i++) out[i]! *= Math.sin((Math.PI * i) / out.length) ** 3 * 3;
    return out;
  },
  spoon: () =>
    ring(
      1730,
      [
        [1, 0.3, 15],
        [2.67, 0.2, 20],
        [4.9, 0.1, 30],
      ],
      0.5,
    ),
  clock: () => together(scaled(burst(0.02, 900, 5000, 180, 95), 1.2), ring(620, [[1, 0.2, 60]], 0.35)),
  door: () =>
    together(
      after(0.25, scaled(burst(0.5, 90, 700, 9, 97), 1.5)),
      ring(
        330,
        [
          [1, 0.1, 5],
          [1.04, 0.1, 4],
          [2.2, 0.05, 6],
        ],
        0.7,
      ),
    ),
  rope: () => burst(0.5, 250, 1600, 4, 99),
};

const made = new Map<SoundName, Float32Array>();

export function cueSound(name: SoundName): Float32Array {
  let sound = made.get(name);
  if (sound === undefined) {
    sound = MAKERS[name]();
    made.set(name, sound);
  }
  return sound;
}
