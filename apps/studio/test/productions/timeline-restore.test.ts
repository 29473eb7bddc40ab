import { toTimeline } from '@second-unit/editing';
import { effectsList } from '@second-unit/editing/lists';
import { clip, frameRange, type Track, timeline, track } from '@second-unit/timeline';
import { expect, test } from 'vitest';
import { filmOf } from '../../../../packages/editing/test/film.ts';
import { cutItems, shownOf } from '../../src/productions/timeline-items.ts';
import { referenceOf } from '../../src/productions/timeline-match.ts';
import { restored } from '../../src/productions/timeline-restore.ts';

const context = filmOf({ shots: 20, seed: 1, scenes: 4 });
const { log } = context;
const film = { id: 'm1', title: 'A', info: log.media };
const needs = [0, 1, 2, 3].map((scene) => ({ scene, category: 'effects' as const, name: 'fire', confidence: 1 }));

/** A timeline that came in: two clips, which say of themselves what they were in a cut that left here before. */
function cameIn() {
  const { startTime } = referenceOf(log.media).availableRange;
  const shots = log.shots.slice(2, 4).map(({ startFrame, endFrame }, at) =>
    clip(
      `shot ${at}`,
      referenceOf(log.media),
      frameRange(startTime.value + startFrame, startTime.value + endFrame, startTime.rate),
      {
        metadata: { second_unit: { item: `i00${at}`, score: 3 } },
      },
    ),
  );
  const came = timeline('T', [track('Video', 'V1', shots)]);
  const items = cutItems(shownOf(came, () => film).placed, log);
  return { came, items };
}

test('lists of a cut that came in as a timeline find its shots, as it came and once it was changed', () => {
  const { came, items } = cameIn();
  const eventsOf = (of: typeof items): unknown => {
    const cut = { brief: { seconds: 1, seed: 0, keepBack: 0 }, items: of, banned: [] };
    const fresh = toTimeline(cut, { m1: log.media }, { title: 'T' });
    const leaves = restored(came, () => film, cut, fresh);
    return effectsList({ timeline: leaves, cut, context, needs }).shots.map(({ event, item }) => [event, item]);
  };
  expect(eventsOf(items)).toEqual([
    [1, 'clip-1'],
    [2, 'clip-2'],
  ]);
  const [first, second] = items;
  expect(eventsOf([second!, first!])).toEqual([
    [1, 'clip-2'],
    [2, 'clip-1'],
  ]);
});

test('what a clip said of itself stays with it, but for which shot of the cut it is', () => {
  const { came, items } = cameIn();
  const cut = { brief: { seconds: 1, seed: 0, keepBack: 0 }, items, banned: [] };
  const leaves = restored(came, () => film, cut, toTimeline(cut, { m1: log.media }, { title: 'T' }));
  const [video] = leaves.tracks.children as Track[];
  const said = (video?.children ?? []).map((one) => (one.schema === 'Clip' ? one.metadata.second_unit : undefined));
  expect(said).toEqual([
    { item: 'clip-1', score: 3 },
    { item: 'clip-2', score: 3 },
  ]);
});
