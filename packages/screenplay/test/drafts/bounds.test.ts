import { describe, expect, it } from 'vitest';
import { compareDrafts } from '../../src/drafts/index.ts';
import { parse } from '../../src/index.ts';

/** CPU seconds on the machine that this was made on are below 3 for each; other machines are slower, or busy. */
const MAX_CPU_SECONDS = 12;

const word = (at: number): string => `w${((at * 2654435761) % 4093).toString(36)}`;
const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, at) => word(from + at)).join(' ');
const scene = (seed: number, elements: number): string =>
  [
    `INT. PLACE ${seed} - DAY`,
    ...Array.from({ length: elements }, (_, at) => {
      const place = seed * 7919 + at * 31;
      return at % 3 === 0 ? `A ${words(place, 12)}.` : `NAME ${place % 12}\n${words(place, 9)}.`;
    }),
  ].join('\n\n');
const script = (seed: number, scenes: number, elements: number): string =>
  Array.from({ length: scenes }, (_, at) => scene(seed + at, elements)).join('\n\n');
const alike = (line: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `INT. HALL - DAY\n\n${line} ${at % 7}.`).join('\n\n');

describe('time is bounded', () => {
  it.each<[string, () => [string, string]]>([
    ['120 pages of two scripts', () => [script(0, 120, 25), script(9000, 120, 25)]],
    ['2,000 scenes that have nothing in common', () => [script(0, 2000, 8), script(9000, 2000, 8)]],
    [
      '2,000 scenes, all in another order',
      () => [
        script(0, 2000, 8),
        script(0, 2000, 8)
          .split(/(?=INT\.)/)
          .reverse()
          .join('\n\n'),
      ],
    ],
    ['a scene of 300 pages', () => [script(0, 1, 7500), script(9000, 1, 7500)]],
    ['3,000 short scenes that are all alike', () => [alike('He waits', 3000), alike('She waits', 3000)]],
    [
      'one line 8,000 times',
      () => ['He runs.\n\n'.repeat(8000), `${'He runs.\n\n'.repeat(4000)}${'She runs.\n\n'.repeat(4000)}`],
    ],
    ['a paragraph of a megabyte', () => [words(0, 200_000), words(77, 200_000)]],
    [
      'paragraphs of 40 KB',
      () =>
        [0, 50].map((seed) => Array.from({ length: 20 }, (_, at) => words(seed + at * 99, 8000)).join('\n\n')) as [
          string,
          string,
        ],
    ],
    [
      '3,000 names, each another',
      () =>
        ['MARA', 'NORA'].map((name) =>
          Array.from(
            { length: 3000 },
            (_, at) => `INT. A - DAY\n\n${name}${at}\nThe same words said again ${at}.`,
          ).join('\n\n'),
        ) as [string, string],
    ],
  ])(
    '%s',
    (_, make) => {
      const [a, b] = make().map((text) => parse(text));
      if (a === undefined || b === undefined) throw new Error('two drafts');
      const begun = process.cpuUsage();
      compareDrafts(a, b);
      const { user, system } = process.cpuUsage(begun);
      expect((user + system) / 1e6).toBeLessThan(MAX_CPU_SECONDS);
    },
    120_000,
  );
});
