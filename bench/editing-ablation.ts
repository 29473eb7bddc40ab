import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cut, type CutContext, playedSeconds, proposeCut, type Search } from '@second-unit/editing';
import { logFilm, type ShotLog } from '@second-unit/footage';
import { overlapOf } from '../packages/editing/src/propose-several.ts';
import { type FeatureName, WEIGHTS } from '../packages/editing/src/weights.ts';
import { filmOf } from '../packages/editing/test/film.ts';
import { keptLogPath } from './editing/kept-log.ts';
import type { Bench, Row, Skipped } from './row.ts';

const DATA = process.env.SECOND_UNIT_DATA ?? new URL('../../shared/data', import.meta.url).pathname;
/** Bundled clips with enough shots for a choice; the others are one shot, or a few. */
const CLIPS = ['sintel_trailer_threejs.mp4', 'trip_to_the_moon_trailer.mp4', 'maria_bbb_720p.mp4'];
const BEATS = { media: 'song', beats: Array.from({ length: 400 }, (_, beat) => 0.2 + beat * 0.55) };

/** A film, how long a trailer of it is asked for, and with what. */
interface Subject {
  readonly film: CutContext;
  readonly seconds: number;
}

/** A made-up film of which everything is known that the cutter can use. */
function knownFilm(seed: number): Subject {
  const film = filmOf({ shots: 140, seed, scenes: 16, looks: 5 });
  const sizes = ['wide', 'medium', 'close-up'] as const;
  // By index, so that every run has the same: no two terms follow the same numbers.
  const shots = film.log.shots.map((shot, index) => ({
    ...shot,
    scale: { size: sizes[(index * 7 + seed) % 3]!, confidence: 0.8, by: 'faces' as const },
    camera: {
      movement: index % 3 === 0 ? ('pan' as const) : ('static' as const),
      confidence: 0.8,
      pan: index % 2 === 0 ? 0.2 : -0.2,
      tilt: 0,
      zoom: 0,
      roll: 0,
      shake: 0,
    },
  }));
  const subtitles = film.log.subtitles.map((line, index) =>
    index % 4 === 0 ? { ...line, text: 'Who is out there?' } : line,
  );
  return {
    seconds: 20,
    film: {
      ...film,
      log: { ...film.log, shots, subtitles },
      people: Object.fromEntries(
        shots.map(({ id, index }) => [id, index % 5 === 0 ? [] : [`p${(index * 3 + seed) % 4}`]]),
      ),
      sceneInfo: film.sceneInfo!.map((info, index) => ({
        ...info,
        act: (['I', 'II a', 'II b', 'III'] as const)[Math.floor(index / 4)]!,
        valence: (index * 5 + seed) % 16,
        arousal: (index * 11 + seed) % 16,
        ...(index % 4 === 3 ? { turningPoint: { name: 'changeOfPlans', words: 'a turn', confidence: 0.6 } } : {}),
      })),
    },
  };
}

/** A clip's log, made once and kept beside other temporary files: watching it takes a while. */
async function clip(name: string): Promise<Subject | undefined> {
  const path = join(DATA, 'clips', name);
  if (!existsSync(path)) return undefined;
  const kept = keptLogPath(path);
  const log = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as ShotLog) : await logFilm(path);
  writeFileSync(kept, JSON.stringify(log));
  const long = playedSeconds(log.media, [{ inFrame: 0, outFrame: log.media.frames }]);
  return log.shots.length < 6
    ? undefined
    : { film: { mediaId: name, log }, seconds: Math.round(Math.min(20, long / 4)) };
}

const FEATURES = Object.keys(WEIGHTS) as FeatureName[];
/** Of other briefs: nothing to switch off here. */
const NOT_HERE = new Set<FeatureName>(['seed', 'again']);

function cutWith(
  { film, seconds }: Subject,
  weights: Readonly<Record<FeatureName, number>>,
): { cut: Cut; gap: number } {
  const proposal = proposeCut({
    ...film,
    weights,
    brief: { seconds, seed: 0, keepBack: 0.2, text: 'dragon', music: BEATS },
    onBehalfOf: 'bench',
    id: 'bench',
    at: '2026-01-01T00:00:00Z',
  });
  return { cut: proposal.change, gap: (proposal.by.settings.search as unknown as Search | undefined)?.gap ?? 0 };
}

/** What a feature's values come to over a cut, before its weight. */
function featureTotal(cut: Cut, feature: FeatureName): number {
  return cut.items
    .flatMap(({ reasons }) => reasons.flatMap(({ evidence }) => evidence))
    .reduce((sum, one) => (one.kind === 'feature' && one.name === feature ? sum + one.value : sum), 0);
}

/**
 * Each term switched off in turn: how much of the cut's time is another, and what the term's own
 * values come to with it and without it (measured by the shipped weights' reasons on both cuts).
 */
async function* ablation(subjects: readonly Subject[], data: string, prefix: string): AsyncIterable<Row> {
  const whole = subjects.map((subject) => cutWith(subject, WEIGHTS));
  for (const feature of FEATURES) {
    if (NOT_HERE.has(feature)) continue;
    let changed = 0;
    let [withIt, without] = [0, 0];
    for (const [index, subject] of subjects.entries()) {
      // A sixteenth of a sixteenth still counts the values and hardly chooses.
      const off = cutWith(subject, { ...WEIGHTS, [feature]: Math.sign(WEIGHTS[feature]) / 256 }).cut;
      const { cut } = whole[index]!;
      changed += 1 - overlapOf(off, cut);
      withIt += featureTotal(cut, feature);
      without += featureTotal(off, feature);
    }
    const mean = (value: number): string => (value / subjects.length).toFixed(2);
    yield {
      id: `editing.ablation.${prefix}.${feature}`,
      value: changed / subjects.length,
      unit: `of the cut's time is another without it; its values ${mean(withIt)} with it, ${mean(without)} without`,
      data,
    };
  }
  yield {
    id: `editing.ablation.${prefix}.gap`,
    value: Math.max(...whole.map(({ gap }) => gap)),
    unit: 'of the bound, worst, nothing switched off',
    data,
  };
}

export default (async function* (name): AsyncIterable<Row | Skipped> {
  if (name && name !== 'ablation') return;
  const made = [1, 2].map(knownFilm);
  yield* ablation(made, '2 made-up films of 140 shots of which everything is known, 20 s, music', 'made');
  const clips: Subject[] = [];
  for (const file of CLIPS) {
    const subject = await clip(file);
    if (subject) clips.push(subject);
  }
  if (clips.length === 0) {
    yield { id: 'editing.ablation.clips', skipped: `no clips in ${join(DATA, 'clips')}` };
    return;
  }
  yield* ablation(clips, `${clips.length} bundled clips, a quarter of each, music; no script, no people`, 'clips');
} satisfies Bench);
