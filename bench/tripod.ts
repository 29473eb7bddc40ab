import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { emotionModel, vadModel } from '../packages/story/src/node/index.ts';
import { pointsOf, turningPoints } from '../packages/story/src/structure/turning-points.ts';
import { goldFilms } from '../packages/story/train/tripod/cases.ts';
import { TRIPOD_ABSENT, testFilms, tripodFolder } from '../packages/story/train/tripod/films.ts';
import { bootstrap, type Mark, type Measure, marksOf, meanOf } from '../packages/story/train/tripod/score.ts';
import { type Bench, median, type Row } from './row.ts';

const MEASURES: readonly { id: string; measure: Measure; unit: string }[] = [
  { id: 'story.tripod.pa', measure: 'pa', unit: '%' },
  { id: 'story.tripod.d', measure: 'd', unit: '% of the scenes (less is better)' },
  { id: 'story.tripod.ta_recall', measure: 'recall', unit: '%' },
  { id: 'story.tripod.ta_iou', measure: 'iou', unit: '%' },
];
const ROUNDS = 7;

/**
 * The five turning points of TRIPOD's 15 test films, one scene a point, beside the same method with places alone. Run
 * once for each design, which is committed first: what is chosen on these films is no score.
 *
 * First design, commit cf8838f: PA 17.33 (places alone 5.33), D 7.63 (7.71), bands 82.7. Second design, commit 02ceb8e,
 * shipped: PA 18.67 (8.00), D 7.89 (7.79), bands 86.7. Bars: PA 20 (missed by both), D 8.9 (met by position alone).
 */
const bench: Bench = async function* () {
  const folder = tripodFolder();
  if (folder === undefined) {
    for (const { id } of MEASURES) yield { id, skipped: TRIPOD_ABSENT };
  } else {
    const films = goldFilms(await testFilms(folder), { emotion: await emotionModel(), vad: await vadModel() });
    const ours: Mark[] = [];
    const control: Mark[] = [];
    let held = 0;
    for (const film of films) {
      const points = pointsOf(film.measures, film.gloom);
      ours.push(
        ...marksOf(
          film,
          points.map((point) => point.scene),
        ),
      );
      control.push(
        ...marksOf(
          film,
          points.map((point) => point.control),
        ),
      );
      for (const [at, { band }] of points.entries()) {
        if (film.points[at]?.[0]?.some((scene) => scene >= band[0] && scene <= band[1])) held++;
      }
    }
    const data = `TRIPOD test, ${films.length} films, ${ours.length} points`;
    for (const { id, measure, unit } of MEASURES) {
      const [low, high] = bootstrap(ours, control, measure);
      const value = meanOf(ours, measure);
      const peerValue = meanOf(control, measure);
      yield {
        id,
        value,
        unit,
        peer: 'position alone',
        peerValue,
        ratio: value / peerValue,
        data: `${data}; difference, paired bootstrap over films, 95 %: ${low.toFixed(2)} to ${high.toFixed(2)}`,
      };
    }
    yield {
      id: 'story.tripod.band',
      value: (100 * held) / ours.length,
      unit: '% of bands hold a true scene (80 meant)',
      data,
    };
  }
  yield* time();
};

/** Text in, points out: parsing and reading of the speeches are in it. */
function* time(): Iterable<Row> {
  const file = resolve(
    import.meta.dirname,
    '..',
    process.env.SECOND_UNIT_DATA ?? '../shared/data',
    'screenplays/fountain/nyousefi/Big Fish.fountain',
  );
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    turningPoints(text);
    return performance.now() - start;
  });
  yield {
    id: 'story.turning_points_ms',
    value: median(times),
    unit: 'ms',
    data: `Big Fish, parsing included, median of ${ROUNDS}`,
  };
}

export default bench;
