import type { Shot, ShotLog } from '@second-unit/footage';
import { SHOT_SIZES } from '@second-unit/timeline';
import { messages } from '../messages.ts';
import { footageMessages } from './messages.ts';

/** Colours of the light that the room is in. */
export interface Ink {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly raised: string;
  readonly wrong: string;
  readonly ground: string;
  readonly font: string;
}

/** Where a lane is drawn: CSS pixels, and where frames and seconds of the film lie across it. */
export interface LaneView {
  readonly width: number;
  readonly height: number;
  readonly fromFrame: number;
  readonly toFrame: number;
  readonly x: (frame: number) => number;
  readonly xOfSecond: (second: number) => number;
}

/** One signal over time: its name, what it says in words, how it is drawn. */
export interface Lane {
  readonly name: string;
  readonly summary: string;
  readonly height: number;
  readonly draw: (context: CanvasRenderingContext2D, view: LaneView, ink: Ink) => void;
}

const words = footageMessages.lanes;
/** Pixels that a block is wide at least for its word to be written in it. */
const ROOM = 7;

/** The lanes that a log has something for, in the order in which they stand. */
export function lanesOf(log: ShotLog): readonly Lane[] {
  return [
    scenes(log),
    shots(log),
    sizes(log),
    camera(log),
    colour(log),
    curve(log, words.brightness, ({ brightness }) => brightness, 1, 2),
    curve(log, words.motion, ({ motion }) => Math.sqrt(motion), 0.5, 2),
    loudness(log),
    ...heard(log),
    lines(log),
    faults(log),
  ].filter((lane) => lane !== undefined);
}

/** Those that lie in the view. */
export function visible<T extends { readonly startFrame: number; readonly endFrame: number }>(
  all: readonly T[],
  { fromFrame, toFrame }: LaneView,
): readonly T[] {
  return all.filter(({ startFrame, endFrame }) => endFrame > fromFrame && startFrame < toFrame);
}

/** Writes words inside a block; false, and nothing is written, where they have no room. */
export function label(
  context: CanvasRenderingContext2D,
  text: string,
  left: number,
  right: number,
  view: LaneView,
): boolean {
  const from = Math.max(0, left) + 5;
  if (Math.min(view.width, right) - from < text.length * ROOM) return false;
  context.fillText(text, from, view.height / 2 + 4);
  return true;
}

function scenes({ scenes: all }: ShotLog): Lane | undefined {
  if (!all || all.length === 0) return undefined;
  return {
    name: words.scenes,
    summary: words.of.scenes(all.length),
    height: 22,
    draw: (context, view, ink) => {
      for (const scene of visible(all, view)) {
        const left = view.x(scene.startFrame);
        const right = view.x(scene.endFrame);
        context.fillStyle = scene.index % 2 === 0 ? ink.line : ink.raised;
        context.fillRect(left, 0, Math.max(1, right - left - 1), view.height);
        context.fillStyle = ink.text;
        label(context, String(scene.index + 1), left, right, view);
      }
    },
  };
}

function shots({ shots: all }: ShotLog): Lane {
  return {
    name: words.shots,
    summary: words.of.shots(all.length),
    height: 22,
    draw: (context, view, ink) => {
      for (const shot of visible(all, view)) {
        const left = view.x(shot.startFrame);
        const right = view.x(shot.endFrame);
        context.fillStyle = ink.line;
        context.fillRect(left, 0, Math.max(1, right - left - 1), view.height);
        const { type, startFrame, endFrame } = shot.transitionIn;
        if (type !== 'cut' && endFrame > startFrame) {
          // As on a timeline: a wedge from the old shot into the new one.
          context.fillStyle = ink.quiet;
          context.beginPath();
          context.moveTo(view.x(startFrame), view.height);
          context.lineTo(view.x(endFrame), 0);
          context.lineTo(view.x(endFrame), view.height);
          context.fill();
        }
        context.fillStyle = ink.text;
        label(context, String(shot.index + 1), left, right, view);
      }
    },
  };
}

function sizes({ shots: all }: ShotLog): Lane | undefined {
  const sized = all.filter((shot) => shot.scale);
  if (sized.length === 0) return undefined;
  return {
    name: words.size,
    summary: counted(sized.map((shot) => footageMessages.sizes[shot.scale!.size])),
    height: 46,
    draw: (context, view, ink) => {
      for (const shot of visible(sized, view)) {
        const { size, confidence } = shot.scale!;
        const near = (SHOT_SIZES.indexOf(size) + 1) / SHOT_SIZES.length;
        const left = view.x(shot.startFrame);
        const right = view.x(shot.endFrame);
        context.globalAlpha = 0.3 + 0.7 * confidence;
        context.fillStyle = ink.quiet;
        context.fillRect(left, view.height * (1 - near), Math.max(1, right - left - 1), view.height * near);
        context.globalAlpha = 1;
        context.fillStyle = ink.ground;
        if (near > 0.4)
          label(context, footageMessages.sizes[size], left, right, { ...view, height: view.height * 1.6 });
      }
    },
  };
}

function camera({ shots: all }: ShotLog): Lane | undefined {
  const moved = all.filter((shot) => shot.camera);
  if (moved.length === 0) return undefined;
  return {
    name: words.camera,
    summary: counted(moved.map((shot) => footageMessages.movements[shot.camera!.movement])),
    height: 22,
    draw: (context, view, ink) => {
      for (const shot of visible(moved, view)) {
        const { movement, confidence } = shot.camera!;
        const left = view.x(shot.startFrame);
        const right = view.x(shot.endFrame);
        const wide = Math.max(1, right - left - 1);
        // A camera that stands is a line; one that moves, a block.
        context.globalAlpha = movement === 'static' ? 1 : 0.3 + 0.7 * confidence;
        context.fillStyle = movement === 'static' ? ink.line : ink.quiet;
        const high = movement === 'static' ? 2 : view.height;
        context.fillRect(left, (view.height - high) / 2, wide, high);
        context.globalAlpha = 1;
        context.fillStyle = ink.ground;
        if (movement !== 'static') label(context, footageMessages.movements[movement], left, right, view);
      }
    },
  };
}

function colour({ shots: all }: ShotLog): Lane | undefined {
  if (all.every(({ palette }) => palette.length === 0)) return undefined;
  return {
    name: words.colour,
    summary: words.of.shots(all.length),
    height: 34,
    draw: (context, view) => {
      for (const shot of visible(all, view)) {
        const left = view.x(shot.startFrame);
        const wide = Math.max(1, view.x(shot.endFrame) - left);
        const whole = shot.palette.reduce((sum, { share }) => sum + share, 0) || 1;
        let top = 0;
        for (const { colour: shade, share } of shot.palette) {
          const high = (view.height * share) / whole;
          context.fillStyle = shade;
          context.fillRect(left, top, wide, Math.ceil(high));
          top += high;
        }
      }
    },
  };
}

/** A value of each shot as a step. `most` is the value that fills the lane. */
function curve(
  { shots: all }: ShotLog,
  name: string,
  of: (shot: Shot) => number,
  most: number,
  digits: number,
): Lane | undefined {
  if (all.length === 0) return undefined;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const shot of all) {
    low = Math.min(low, of(shot));
    high = Math.max(high, of(shot));
  }
  return {
    name,
    summary: words.of.between(low.toFixed(digits), high.toFixed(digits)),
    height: 34,
    draw: (context, view, ink) => {
      context.fillStyle = ink.quiet;
      for (const shot of visible(all, view)) {
        const left = view.x(shot.startFrame);
        const tall = Math.max(1, Math.min(1, of(shot) / most) * view.height);
        context.fillRect(left, view.height - tall, Math.max(1, view.x(shot.endFrame) - left - 1), tall);
      }
    },
  };
}

/** LUFS at the foot of the lane. */
const QUIETEST = -50;

function loudness({ sound }: ShotLog): Lane | undefined {
  if (!sound) return undefined;
  const { step, values } = sound.momentary;
  return {
    name: words.loudness,
    summary: sound.integrated === undefined ? messages.footage.silent : messages.footage.loudness(sound.integrated),
    height: 46,
    draw: (context, view, ink) => {
      context.fillStyle = ink.quiet;
      // The loudest value under each pixel: a film has far more values than the screen has pixels.
      const column = new Float32Array(Math.ceil(view.width)).fill(QUIETEST);
      for (let at = 0; at < values.length; at++) {
        const left = Math.floor(view.xOfSecond(at * step));
        const right = Math.max(left, Math.floor(view.xOfSecond((at + 1) * step)) - 1);
        if (right < 0 || left >= column.length) continue;
        for (let x = Math.max(0, left); x <= right && x < column.length; x++) {
          column[x] = Math.max(column[x]!, values[at]!);
        }
      }
      column.forEach((value, x) => {
        const tall = ((value - QUIETEST) / -QUIETEST) * view.height;
        if (tall > 0) context.fillRect(x, view.height - tall, 1, tall);
      });
      if (sound.integrated !== undefined) {
        context.fillStyle = ink.text;
        context.fillRect(0, view.height * (sound.integrated / QUIETEST), view.width, 1);
      }
    },
  };
}

/** A lane for each kind of sound that was heard: a name laid over the stretches would hide some. */
function heard({ sound }: ShotLog): Lane[] {
  return (['speech', 'music', 'silence'] as const).flatMap((kind) => {
    const stretches = sound?.[kind] ?? [];
    if (stretches.length === 0) return [];
    return {
      name: words.heard[kind],
      summary: words.of.stretches(stretches.length),
      height: 16,
      draw: (context, view, ink) => {
        for (const { start, end, confidence } of stretches) {
          const left = view.xOfSecond(start);
          const right = view.xOfSecond(end);
          if (right < 0 || left > view.width) continue;
          context.globalAlpha = 0.3 + 0.7 * confidence;
          context.fillStyle = kind === 'silence' ? ink.line : ink.quiet;
          context.fillRect(left, 0, Math.max(1, right - left), view.height);
          context.globalAlpha = 1;
        }
      },
    };
  });
}

function lines({ subtitles }: ShotLog): Lane | undefined {
  if (subtitles.length === 0) return undefined;
  return {
    name: words.lines,
    summary: words.of.stretches(subtitles.length),
    height: 22,
    draw: (context, view, ink) => {
      for (const { startFrame, endFrame, text } of visible(subtitles, view)) {
        const left = view.x(startFrame);
        const right = view.x(endFrame);
        context.fillStyle = ink.line;
        context.fillRect(left, 0, Math.max(1, right - left - 1), view.height);
        context.save();
        context.beginPath();
        context.rect(left, 0, right - left - 3, view.height);
        context.clip();
        context.fillStyle = ink.text;
        if (right - left > 24) context.fillText(text.replaceAll('\n', ' '), Math.max(0, left) + 4, view.height / 2 + 4);
        context.restore();
      }
    },
  };
}

function faults({ faults: all }: ShotLog): Lane | undefined {
  if (!all || all.length === 0) return undefined;
  return {
    name: words.faults,
    summary: counted(all.map(({ kind }) => footageMessages.faults[kind])),
    height: 22,
    draw: (context, view, ink) => {
      for (const fault of visible(all, view)) {
        const left = view.x(fault.startFrame);
        const right = view.x(fault.endFrame);
        context.fillStyle = ink.wrong;
        context.fillRect(left, view.height - 4, Math.max(2, right - left), 4);
        context.fillStyle = ink.text;
        label(context, footageMessages.faults[fault.kind], left, right, view);
      }
    },
  };
}

/** `Close-up 12, Wide 4`, the commonest first. */
function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');
}
