import type { CutChange } from '@second-unit/editing';
import type { LedgerEntry, ProductionView } from '@second-unit/studio/contract';
import { expect, it } from 'vitest';
import { lines } from '../src/ledger/entries.ts';

const production: ProductionView = {
  id: 'p',
  title: 'The Keys',
  slug: 'the-keys',
  sample: false,
  nothingLeaves: false,
  createdAt: '2026-01-01T00:00:00Z',
  scripts: [],
  removed: [],
  media: [],
  cuts: [],
  music: [],
};
const by = { kind: 'person', id: 'ada', name: 'Ada Krol' } as const;
const at = '2026-01-01T00:00:00Z';

const proposal = {
  id: 'made',
  what: 'A teaser',
  change: { items: [{ id: 'i1', shot: 's0007' }] },
} as unknown as Extract<LedgerEntry['record'], { kind: 'proposal' }>['proposal'];

function ledgerOf(changes: readonly unknown[]): readonly LedgerEntry[] {
  return [
    { id: 'e', production: 'p', at, author: by, record: { kind: 'proposal', proposal } },
    ...changes.map(
      (change, index): LedgerEntry => ({
        id: `e${index}`,
        production: 'p',
        at,
        author: by,
        record: {
          kind: 'decision',
          decision: { id: `d${index}`, proposal: 'made', verdict: 'edited', change, by, at },
        },
      }),
    ),
  ];
}

const said = (changes: readonly unknown[]) =>
  lines(ledgerOf(changes), production, 'decision', '')
    .map(({ what }) => what)
    .toReversed();

it('says which subtitles a film was given, and offers to take back those that stand', () => {
  const give = { kind: 'giveSubtitles', media: 'made', name: 'sea.srt', lines: 2 };
  const shown = (changes: readonly unknown[]) =>
    lines(ledgerOf(changes), production, 'decision', '')
      .map(({ what, subtitlesOf }) => [what, subtitlesOf])
      .toReversed();
  const gave = 'Gave a film the subtitles “sea.srt”, 2 lines';
  expect(shown([give, give])).toEqual([
    [gave, undefined],
    [gave, 'made'],
  ]);
  expect(shown([give, { kind: 'removeSubtitles', media: 'made' }])).toEqual([
    [gave, undefined],
    ['Took the subtitle file of a film away', undefined],
  ]);
});

it('says what an undo took back, and what a redo put back', () => {
  expect(
    said([
      { kind: 'ban', item: 'i1' },
      { kind: 'undo', decision: 'd0' },
      { kind: 'undo', decision: 'd1' },
      { kind: 'undo', decision: 'd2' },
    ]),
  ).toEqual(['Banned shot 7', 'Took back: Banned shot 7', 'Put back: Banned shot 7', 'Took back: Banned shot 7']);
});

it('names the shot that stood there when it was decided', () => {
  expect(
    said([
      { kind: 'swap', item: 'i1', shot: 's0012' },
      { kind: 'lock', item: 'i1' },
      { kind: 'undo', decision: 'd1' },
      { kind: 'undo', decision: 'd0' },
      { kind: 'ban', item: 'i1' },
    ]),
  ).toEqual([
    'Swapped in shot 12',
    'Locked shot 12',
    'Took back: Locked shot 12',
    'Took back: Swapped in shot 12',
    'Banned shot 7',
  ]);
});

it('does not fail on an undo of what it does not know', () => {
  expect(said([{ kind: 'undo', decision: 'gone' }])).toEqual(['Took a decision back']);
});

it('says where takes were put, and that they were put back', () => {
  const changes = [
    { kind: 'moveTake', to: { text: 'Salt!', from: 4 } },
    { kind: 'moveTake', to: null },
    { kind: 'unmoveTake', decision: 'd0' },
  ];
  expect(said(changes as unknown as readonly CutChange[])).toEqual([
    'A take begins with “Salt!”',
    'A stretch of the film is not in the script',
    'Took back: A take begins with “Salt!”',
  ]);
});

it('says what was done with looks, cards and taste, and shows no kind or id of the program', () => {
  expect(
    said([
      { kind: 'fitLook', look: 'k1', title: 'Evening' },
      { kind: 'look', look: { id: 'k1', strength: 0.8 } },
      { kind: 'look', look: null },
      { kind: 'removeLook', look: 'k1' },
      { kind: 'restoreLook', look: 'k1' },
      { kind: 'add-card', card: 'c1', text: 'One boat.' },
      { kind: 'resetTaste' },
      { kind: 'undo', decision: 'd6' },
      { kind: 'findFilm', media: 'f', from: '/films/a.mp4', to: '/drive/a.mp4' },
      { kind: 'somethingNew' },
    ]),
  ).toEqual([
    'Fitted the look “Evening”',
    'Gave the cut the look “Evening”, 80%',
    'Showed the cut as it was shot',
    'Removed the look “Evening”',
    'Brought back the look “Evening”',
    'Title card added: “One boat.”',
    'Forgot what decisions on cuts had taught',
    'Took back: Forgot what decisions on cuts had taught',
    'Found a film again that lay at /films/a.mp4: it lies at /drive/a.mp4 now',
    'A decision that this room has no words for',
  ]);
});

it('names the item whose rights were said, and no id', () => {
  const rights = { version: 1, basis: 'own', mayLearnFrom: false, mayLeaveMachine: false, mayExport: true } as const;
  const music = { id: 'm1', production: 'p', title: 'Drums', rights, seconds: 9, removed: false, createdAt: at };
  const of = (item: string, index: number): LedgerEntry => ({
    id: `r${index}`,
    production: 'p',
    at,
    author: by,
    record: { kind: 'rights', item, rights },
  });
  const shown = lines([of('m1', 0), of('gone', 1)], { ...production, music: [music] }, 'all', '');
  expect(shown.map(({ what }) => what)).toEqual([
    'Said what may be done with an item that came in',
    'Music: said what may be done with “Drums”',
  ]);
});
