import type { Shot, ShotLog } from '../shot-log.ts';
import { unlikeIn } from './looks.ts';
import type { AlignOptions, ScriptScene } from './types.ts';

/** What is known of a shot: the scenes of which lines are said in it, and the script's places at its two ends. */
export interface HeardShot {
  readonly first: Place;
  readonly last: Place;
}

/** A place in the script: a scene, and an offset within it. */
interface Place {
  readonly scene: number;
  readonly offset: number;
}

/** A stretch of the script that a stretch of shots may show. */
interface Part {
  readonly scene: number;
  /** Frames that its text would take at the film's pace. */
  readonly frames: number;
  /** What it costs to have no shot of it, and what to have any. */
  readonly none: number;
  readonly some: number;
}

/** Stretches of shots times parts beyond which shots are shared out by length alone. */
const MOST_WORK = 20_000_000;
/** Seconds by which a part may miss its length for nothing much. */
const SLACK = 5;
/** How much looks count beside lengths. */
const LOOKS = 0.8;
const CUT_BETWEEN_ALIKE = 1.4;
const FILM_SCENES = 0.6;
const LIGHT = 0.15;
const PEOPLE = 0.5;
/** A scene of which nothing was heard though it has so much to say, in characters. */
const UNHEARD = 2.5;
const TALKATIVE = 60;
const DROPPED = 1.6;

/**
 * The scene of each shot in which no line was heard, by index of the shot: those between two places of the script are
 * shared out to what stands between these, in order, by length, by what they look like, by the light that headings
 * tell of and by who is seen. A scene that was moved stands among them where it is heard.
 */
export function silentShots(
  log: ShotLog,
  scenes: readonly ScriptScene[],
  heard: ReadonlyMap<number, HeardShot>,
  { people }: Pick<AlignOptions, 'people'> = {},
): Map<number, number> {
  const { shots } = log;
  const spoken = new Set([...heard.values()].flatMap(({ first, last }) => [first.scene, last.scene]));
  const shown = scenes.filter((scene, index) => scene.lines.length === 0 || spoken.has(index) || spoken.size === 0);
  const text = shown.reduce((sum, { from, to }) => sum + to - from, 0);
  const pace = (shots.at(-1)!.endFrame - shots[0]!.startFrame) / Math.max(1, text);
  const cost = costs(log, scenes, people);
  const anchors = inOrder(shots, heard);
  const found = new Map<number, number>();
  const part = (scene: number, length: number, none: number, some: number): Part => ({
    scene,
    frames: Math.max(0, length) * pace,
    none,
    some,
  });
  for (const [at, end] of [...anchors, shots.length].entries()) {
    const begin = at === 0 ? -1 : anchors[at - 1]!;
    if (end - begin < 2) continue;
    const before = heard.get(begin)?.last;
    const behind = heard.get(end)?.first;
    const parts: Part[] = [];
    if (before !== undefined) parts.push(part(before.scene, scenes[before.scene]!.to - before.offset, 0, 0));
    for (let scene = (before?.scene ?? -1) + 1; scene < (behind?.scene ?? scenes.length); scene++) {
      if (spoken.has(scene)) continue;
      const { from, to, lines } = scenes[scene]!;
      const words = lines.reduce((sum, line) => sum + line.text.length, 0);
      const silent = spoken.size === 0 ? 0 : Math.min(1, words / TALKATIVE);
      parts.push(part(scene, to - from, DROPPED * (1 - silent), UNHEARD * silent));
    }
    if (behind !== undefined && behind.scene !== before?.scene) {
      parts.push(part(behind.scene, behind.offset - scenes[behind.scene]!.from, 0, 0));
    }
    const run = shots.slice(begin + 1, end);
    const share = shareOut(run, parts, cost, {
      ...(begin < 0 ? {} : { before: shots[begin]! }),
      ...(end === shots.length ? {} : { behind: shots[end]! }),
      heardIn: (scene) => heardShots(shots, heard, scene, begin + 1),
      moved: run.map((_, index) => heard.get(begin + 1 + index)?.first.scene),
    });
    for (const [index, scene] of share.entries())
      if (!heard.has(begin + 1 + index)) found.set(begin + 1 + index, scene);
  }
  return found;
}

/** Shots whose scenes come in the script's order: the longest such row, by shots; the others were moved. */
function inOrder(shots: readonly Shot[], heard: ReadonlyMap<number, HeardShot>): number[] {
  const row: { first: number; last: number; from: number[] }[] = [];
  for (const at of shots.keys()) {
    const here = heard.get(at);
    if (here === undefined) continue;
    const open = row.at(-1);
    if (open?.first === here.first.scene && open.last === here.last.scene) open.from.push(at);
    else row.push({ first: here.first.scene, last: here.last.scene, from: [at] });
  }
  const best = row.map(({ from }) => from.length);
  const previous = row.map(() => -1);
  for (const [at, { first, last, from }] of row.entries()) {
    if (last < first) best[at] = 0;
    for (let before = 0; before < at; before++) {
      if (last < first || row[before]!.last > first || best[before]! + from.length <= best[at]!) continue;
      best[at] = best[before]! + from.length;
      previous[at] = before;
    }
  }
  const anchors: number[][] = [];
  for (let at = best.indexOf(Math.max(...best)); at >= 0; at = previous[at]!) anchors.push(row[at]!.from);
  return anchors.reverse().flat();
}

/** Shots near `at` in which a scene is heard. */
function heardShots(
  shots: readonly Shot[],
  heard: ReadonlyMap<number, HeardShot>,
  scene: number,
  at: number,
): readonly Shot[] {
  const some: Shot[] = [];
  for (let by = 1; by <= 60 && some.length < 20; by++) {
    for (const which of [at - by, at + by]) {
      const known = heard.get(which);
      if (known !== undefined && (known.first.scene === scene || known.last.scene === scene)) some.push(shots[which]!);
    }
  }
  return some;
}

interface Costs {
  readonly slack: number;
  /** That `shot` shows `scene`, by its light and by who is in it. */
  readonly ofScene: (shot: Shot, scene: number) => number;
  /** That `shot` looks like one of these. */
  readonly ofLooks: (shot: Shot, known: readonly Shot[]) => number;
  /** That one scene ends and another begins between two shots. */
  readonly ofCut: (a: Shot, b: Shot) => number;
}

function costs(log: ShotLog, scenes: readonly ScriptScene[], people: AlignOptions['people']): Costs {
  const unlike = unlikeIn(log.shots);
  const light = log.shots.map(({ brightness }) => brightness).sort((a, b) => a - b);
  const middle = light[light.length >> 1] ?? 0.5;
  const spread = Math.max(
    0.03,
    ((light[(light.length * 3) >> 2] ?? middle) - (light[light.length >> 2] ?? middle)) / 2,
  );
  const begins = new Map(log.scenes?.map(({ firstShot, confidence }) => [firstShot, confidence]));
  return {
    slack: (SLACK * log.media.frameRate.num) / log.media.frameRate.den,
    ofScene: (shot, scene) => {
      const { setting, people: cast } = scenes[scene]!;
      let cost = 0;
      if (setting?.night !== undefined) {
        const brighter = Math.tanh((shot.brightness - middle) / spread);
        cost += LIGHT * (setting.night ? brighter : -brighter);
      }
      const seen = people?.get(shot.id);
      if (seen !== undefined && seen.length > 0 && cast !== undefined) {
        cost += PEOPLE * (0.5 - seen.filter((name) => cast.includes(name)).length / seen.length);
      }
      return cost;
    },
    ofLooks: (shot, known) =>
      LOOKS * (known.length === 0 ? 0.8 : Math.min(...known.map((other) => unlike(shot, other)))),
    ofCut: (a, b) => {
      const scene = begins.get(b.index);
      const known = log.scenes === undefined ? 0 : scene === undefined ? FILM_SCENES : -FILM_SCENES * scene;
      return CUT_BETWEEN_ALIKE * (1 - Math.min(1, unlike(a, b)) * 2) + known;
    },
  };
}

interface Around {
  readonly before?: Shot;
  readonly behind?: Shot;
  readonly heardIn: (scene: number) => readonly Shot[];
  /** By shot of the run: the scene that is heard in it though it is not its turn. */
  readonly moved: readonly (number | undefined)[];
}

/**
 * The scene of each shot of a run: dynamic programming over where each part ends. Shots of a moved scene stand between
 * parts, and may have silent ones of their own on both sides.
 */
function shareOut(shots: readonly Shot[], parts: readonly Part[], cost: Costs, around: Around): number[] {
  const { moved } = around;
  const still = moved.every((scene) => scene === undefined);
  const only = parts[0]?.scene;
  if (still && only !== undefined && parts.length === 1) return shots.map(() => only);
  const count = shots.length;
  if (count * count * (parts.length + 1) > MOST_WORK) return byLength(shots, parts);
  const frames = [0];
  for (const shot of shots) frames.push(frames.at(-1)! + shot.endFrame - shot.startFrame);
  const cut = shots.map((shot, at) => {
    const before = at === 0 ? around.before : shots[at - 1];
    return before === undefined ? 0 : cost.ofCut(before, shot);
  });
  /** Number of the row of shots of one moved scene that each shot is in, and how many rows begin before each shot. */
  const rows = rowsOf(moved);
  const rowsBefore = [0];
  for (const at of shots.keys()) rowsBefore.push(rowsBefore[at]! + (rows.some(({ from }) => from === at) ? 1 : 0));
  const looks = new Map<number, number[]>();
  const looksOf = (scene: number): number[] => {
    let sums = looks.get(scene);
    if (sums === undefined) {
      const known = around.heardIn(scene);
      sums = [0];
      for (const [at, shot] of shots.entries()) {
        const one = moved[at] === undefined ? cost.ofScene(shot, scene) + cost.ofLooks(shot, known) : 0;
        sums.push(sums.at(-1)! + one);
      }
      looks.set(scene, sums);
    }
    return sums;
  };
  const edge = (begin: number): number => (begin > 0 ? cut[begin]! : 0);
  /** By layer (how many parts are behind) and shot: the cheapest way there, and what was its last step. */
  const cheapest: Float64Array[] = [];
  const steps: { begin: number; scene: number; layer: number }[][] = [];
  for (let layer = 0; layer <= parts.length; layer++) {
    const here = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const step: { begin: number; scene: number; layer: number }[] = [];
    const offer = (end: number, value: number, begin: number, scene: number, from: number): void => {
      if (value >= here[end]!) return;
      here[end] = value;
      step[end] = { begin, scene, layer: from };
    };
    if (layer === 0) here[0] = 0;
    else {
      const part = parts[layer - 1]!;
      const earlier = cheapest[layer - 1]!;
      const sums = looksOf(part.scene);
      for (let end = 0; end <= count; end++) {
        offer(end, earlier[end]! + Math.min(part.none, part.frames / cost.slack), end, part.scene, layer - 1);
        for (let begin = end - 1; begin >= 0 && moved[begin] === undefined; begin--) {
          const length = frames[end]! - frames[begin]!;
          const value = part.some + Math.abs(length - part.frames) / (0.5 * part.frames + cost.slack);
          offer(end, earlier[begin]! + value + sums[end]! - sums[begin]! + edge(begin), begin, part.scene, layer - 1);
        }
      }
    }
    // Then moved scenes, which use up no part: each row with as much on both sides as lies free.
    for (const { from, to, scene } of rows) {
      const sums = looksOf(scene);
      for (let begin = from; begin >= 0 && rowsBefore[begin] === rowsBefore[from]!; begin--) {
        if (begin < from && moved[begin] !== undefined) break;
        if (here[begin] === Number.POSITIVE_INFINITY) continue;
        for (let end = to; end <= count && (end === to || moved[end - 1] === undefined); end++) {
          const own = frames[end]! - frames[to]! + frames[from]! - frames[begin]!;
          const value = (0.5 * own) / cost.slack / 2 + sums[end]! - sums[begin]! + edge(begin);
          offer(end, here[begin]! + value, begin, scene, layer);
        }
      }
    }
    cheapest.push(here);
    steps.push(step);
  }
  const scenes: number[] = new Array(count);
  let end = count;
  let layer = parts.length;
  if (cheapest[layer]![end] === Number.POSITIVE_INFINITY) return byLength(shots, parts);
  while (layer > 0 || end > 0) {
    const step = steps[layer]![end]!;
    scenes.fill(step.scene, step.begin, end);
    end = step.begin;
    layer = step.layer;
  }
  return scenes;
}

/** Shots in a row in which one moved scene is heard, `to` exclusive; silent shots of its own may lie within. */
function rowsOf(moved: readonly (number | undefined)[]): { from: number; to: number; scene: number }[] {
  const rows: { from: number; to: number; scene: number }[] = [];
  for (const [at, scene] of moved.entries()) {
    if (scene === undefined) continue;
    const open = rows.at(-1);
    if (open?.scene === scene) open.to = at + 1;
    else rows.push({ from: at, to: at + 1, scene });
  }
  return rows;
}

function byLength(shots: readonly Shot[], parts: readonly Part[]): number[] {
  if (parts.length === 0) return [];
  const whole = parts.reduce((sum, part) => sum + part.frames, 0);
  const start = shots[0]!.startFrame;
  const length = shots.at(-1)!.endFrame - start;
  let at = 0;
  let until = parts[0]!.frames;
  return shots.map((shot) => {
    const middle = (((shot.startFrame + shot.endFrame) / 2 - start) / length) * whole;
    while (at + 1 < parts.length && middle >= until) until += parts[++at]!.frames;
    return parts[at]!.scene;
  });
}
