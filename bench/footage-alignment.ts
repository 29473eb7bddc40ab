import { align, type SceneLink, type Shot, type ShotLog, type Take } from '@second-unit/footage';
import { linksInOrder } from './alignment/in-order.ts';
import { f1, scoreScenes, scoreTakes, sum, type Tally } from './alignment/score.ts';
import { type BenchScript, HELD_OUT, load, TUNED_ON } from './alignment/scripts.ts';
import { type Kind, simulate } from './alignment/simulate.ts';
import { type Bench, median, type Row, type Skipped } from './row.ts';

/** No choice was made on these seeds, nor on these scripts. */
const SEEDS = [501, 502, 503, 504, 505];
const KINDS: readonly Kind[] = ['film', 'dailies'];

interface Tallies {
  readonly scenes: Tally[];
  readonly spoken: Tally[];
  readonly takes: Tally[];
}

const tallies = (): Tallies => ({ scenes: [], spoken: [], takes: [] });

/**
 * Made films of scripts that nothing was chosen on: one word in five wrong, scenes dropped, two swapped, lines dropped
 * and improvised; as finished films and as raw footage with repeated, broken and picked-up takes. Beside it in the same
 * run stand the alignment that was there before, and what position alone gives.
 */
const bench: Bench = async function* (name) {
  const ids = ['footage.alignment.f1', 'footage.alignment.takes_f1', 'footage.alignment.ms'];
  const wanted = ids.filter((id) => name === undefined || id.includes(name) || name === 'alignment');
  if (wanted.length === 0) return;
  const scripts = load(HELD_OUT);
  if (scripts.length < Object.keys(HELD_OUT).length) {
    for (const id of wanted) yield { id, skipped: 'screenplays are not in the data folder' } satisfies Skipped;
    return;
  }
  yield* rows(scripts, load(TUNED_ON));
};

export default bench;

function* rows(scripts: readonly BenchScript[], others: readonly BenchScript[]): Generator<Row> {
  const ours = new Map(KINDS.map((kind) => [kind, tallies()]));
  const before = tallies();
  const position = tallies();
  const times: number[] = [];
  let longest = '';
  for (const script of scripts) {
    // Improvised lines are those of other scripts.
    const bank = others.flatMap((other) => other.scenes.flatMap(({ lines }) => lines.map(({ text }) => text)));
    for (const kind of KINDS) {
      for (const seed of SEEDS) {
        const { log, truth } = simulate(script, seed, kind, bank);
        const began = performance.now();
        const { scenes, takes } = align(log, script.scenes);
        const took = performance.now() - began;
        if (script.name === 'Big Fish' && kind === 'film') {
          times.push(took);
          longest = `${script.scenes.length} scenes, ${log.subtitles.length} subtitles`;
        }
        const earlier = linksInOrder(log, script.scenes);
        const placed = byPosition(log, script);
        for (const [found, tally] of [
          [{ scenes, takes }, ours.get(kind)!],
          [{ scenes: earlier, takes: takesOfLinks(log, script, earlier) }, before],
          [{ scenes: placed, takes: takesOfShots(log, script, placed) }, position],
        ] as const) {
          tally.scenes.push(scoreScenes(log.shots, found.scenes, truth));
          tally.takes.push(scoreTakes(found.takes, truth));
          tally.spoken.push(spokenOnly(log.shots, found.scenes, script, truth.sceneOfShot));
        }
      }
    }
  }
  const pooled = (what: keyof Tallies): Tally => sum(KINDS.flatMap((kind) => ours.get(kind)![what]));
  const kinds = (what: keyof Tallies): string =>
    KINDS.map((kind) => `${kind} ${f1(sum(ours.get(kind)![what])).toFixed(3)}`).join(', ');
  const controls = (what: keyof Tallies): string => `position alone ${f1(sum(position[what])).toFixed(3)}`;
  const made = `${scripts.map((script) => script.name).join(', ')}, ${SEEDS.length} seeds each as film and as dailies`;
  for (const [id, what, of] of [
    ['footage.alignment.f1', 'scenes', 'scene and shot, scenes and shots without a word too'],
    ['footage.alignment.spoken_f1', 'spoken', 'scene and shot, of scenes that speak'],
    ['footage.alignment.takes_f1', 'takes', 'line and take'],
  ] as const) {
    const value = f1(pooled(what));
    const peerValue = f1(sum(before[what]));
    yield {
      id,
      value,
      unit: 'F1',
      peer: 'whole lines in order (the earlier alignment)',
      peerValue,
      ratio: value / peerValue,
      data: `pairs of ${of}; ${kinds(what)}; ${controls(what)}; made from ${made}`,
    };
  }
  yield {
    id: 'footage.alignment.ms',
    value: median(times),
    unit: 'ms',
    data: `Big Fish as a film, ${longest}, median of ${times.length}`,
  };
}

/** Scenes that have lines, and the shots that are theirs or were given to them. */
function spokenOnly(
  shots: readonly Shot[],
  links: readonly Pick<SceneLink, 'scene' | 'shots'>[],
  script: BenchScript,
  sceneOfShot: readonly number[],
): Tally {
  const speaks = (scene: number): boolean => script.scenes[scene]!.lines.length > 0;
  const some = links.filter(({ scene }) => speaks(scene));
  return {
    ...scoreScenes(shots, some, { takes: [], sceneOfShot }),
    true: sceneOfShot.filter((scene) => speaks(scene)).length,
  };
}

/** The script laid over the film from end to end. */
function byPosition({ shots }: ShotLog, { scenes }: BenchScript): Pick<SceneLink, 'scene' | 'shots'>[] {
  const start = scenes[0]!.from;
  const length = scenes.at(-1)!.to - start;
  const frames = shots.at(-1)!.endFrame;
  const found = new Map<number, string[]>();
  for (const { id, startFrame, endFrame } of shots) {
    const offset = start + ((startFrame + endFrame) / 2 / frames) * length;
    const behind = scenes.findIndex(({ from }) => from > offset);
    const scene = Math.max(0, (behind < 0 ? scenes.length : behind) - 1);
    found.set(scene, [...(found.get(scene) ?? []), id]);
  }
  return [...found].map(([scene, ids]) => ({ scene, shots: ids }));
}

type Covered = Pick<Take, 'startFrame' | 'endFrame' | 'lines'>;

/** A scene's linked lines in a row are a take. */
function takesOfLinks(log: ShotLog, script: BenchScript, links: readonly SceneLink[]): Covered[] {
  const lineAt = new Map(script.scenes.flatMap(({ lines }) => lines).map(({ from }, line) => [from, line]));
  return links.flatMap(({ lines }): Covered[] => {
    if (lines.length === 0) return [];
    const subtitles = lines.map(({ subtitle }) => log.subtitles[subtitle]!);
    return [covered(subtitles, new Set(lines.map(({ from }) => lineAt.get(from)!)))];
  });
}

/** A scene's shots are a take of all its lines. */
function takesOfShots(
  { shots }: ShotLog,
  script: BenchScript,
  links: readonly Pick<SceneLink, 'scene' | 'shots'>[],
): Covered[] {
  const byId = new Map(shots.map((shot) => [shot.id, shot]));
  let line = 0;
  const first = script.scenes.map(({ lines }) => {
    line += lines.length;
    return line - lines.length;
  });
  return links.flatMap(({ scene, shots: ids }): Covered[] => {
    const lines = script.scenes[scene]!.lines.map((_, at) => first[scene]! + at);
    return lines.length === 0
      ? []
      : [
          covered(
            ids.map((id) => byId.get(id)!),
            new Set(lines),
          ),
        ];
  });
}

function covered(
  stretches: readonly { readonly startFrame: number; readonly endFrame: number }[],
  lines: ReadonlySet<number>,
): Covered {
  const startFrame = Math.min(...stretches.map((one) => one.startFrame));
  const endFrame = Math.max(...stretches.map((one) => one.endFrame));
  const whole = { from: 0, to: 0, said: 'matched', coverage: 1, startFrame, endFrame } as const;
  return { startFrame, endFrame, lines: [...lines].map((line) => ({ line, ...whole })) };
}
