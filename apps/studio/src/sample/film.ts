import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { Fault } from '@second-unit/evidence';
import { encode, type Subtitle } from '@second-unit/media';
import { paper } from './ink.ts';
import { ease, look, mix, type Panel } from './panel.ts';
import { PANELS, type PanelName } from './panels/index.ts';
import { type PlannedLine, type PlannedShot, type SamplePlan, samplePlan } from './plan.ts';
import { readSampleScript } from './script.ts';
import { RATE } from './shots.ts';
import { score } from './sound/score.ts';
import { fog, rain } from './weather.ts';

/** Pixels of the film. */
const FRAME = { width: 960, height: 540 } as const;

const require = createRequire(import.meta.url);
const FACE = 'Second Unit Sample';
let lettered = false;

/** The lettering comes from a package, in Latin and the Latin of ŁUKASZ. */
function letter(): void {
  if (lettered) return;
  for (const cut of ['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700']) {
    const file = require.resolve(`@fontsource/courier-prime/files/courier-prime-${cut}-normal.woff2`);
    GlobalFonts.registerFromPath(file, cut.includes('ext') ? `${FACE} Ext` : FACE);
  }
  lettered = true;
}

/** Draws the frames of the film one after another; each is valid until the next is asked for. */
export class SampleFilm {
  readonly plan: SamplePlan;
  readonly #canvas: Canvas;
  readonly #ctx: SKRSContext2D;
  readonly #panels = new Map<PanelName, Panel>();

  constructor(plan: SamplePlan) {
    letter();
    this.plan = plan;
    this.#canvas = createCanvas(FRAME.width, FRAME.height);
    this.#ctx = this.#canvas.getContext('2d', { alpha: false });
    this.#ctx.lang = 'en';
  }

  /** RGBA of one frame, rows without gaps. Frames in order are fastest: panels are let go once they are past. */
  frame(index: number): Uint8Array {
    this.draw(index);
    return this.#canvas.data();
  }

  /** The canvas with frame `index` on it. */
  draw(index: number): Canvas {
    const { shots } = this.plan;
    const ctx = this.#ctx;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = '#000';
    ctx.fillRect(0, 0, FRAME.width, FRAME.height);
    const i = shots.findIndex((shot) => index < shot.endFrame);
    const shot = shots[i];
    if (shot === undefined) return this.#canvas;
    if (i > 1) this.#forget(i - 2);
    if (index >= shot.startFrame) {
      this.#shot(shot, index);
    } else {
      const { startFrame, endFrame, type } = shot.transitionIn;
      const u = (index - startFrame + 1) / (endFrame - startFrame + 1);
      const before = shots[i - 1]!;
      if (type === 'dissolve') {
        this.#shot(before, index);
        ctx.save();
        // A transparent layer, so that the new shot comes in as one picture and not sheet by sheet.
        const under = ctx.getImageData(0, 0, FRAME.width, FRAME.height);
        this.#shot(shot, index);
        const over = ctx.getImageData(0, 0, FRAME.width, FRAME.height);
        blend(under.data, over.data, u);
        ctx.putImageData(under, 0, 0);
        ctx.restore();
      } else {
        this.#shot(u < 0.5 ? before : shot, index);
        ctx.fillStyle = `rgba(0,0,0,${1 - Math.min(1, Math.abs(u * 2 - 1))})`;
        ctx.fillRect(0, 0, FRAME.width, FRAME.height);
      }
    }
    this.#words(
      shots.flatMap((s) => (Math.abs(s.startFrame - index) < 400 ? s.lines : [])),
      index,
    );
    return this.#canvas;
  }

  #shot(planned: PlannedShot, index: number): void {
    const { shot } = planned;
    const first = planned.transitionIn.startFrame;
    const progress = Math.max(0, Math.min(1, (index - first) / (planned.endFrame - first)));
    const time = (index - first) / RATE;
    const u = ease(progress);
    const to = shot.to ?? shot.from;
    const view = {
      x: mix(shot.from.x, to.x, u),
      y: mix(shot.from.y, to.y, u),
      width: mix(shot.from.width, to.width, u),
    };
    const ctx = this.#ctx;
    look(ctx, this.#panel(shot.panel), view, time, progress);
    if (shot.fog) {
      fog(ctx, time, shot.fog.y, shot.fog.alpha * 0.75, { speed: 13 });
      fog(ctx, time, shot.fog.y + 90, shot.fog.alpha * 0.45, { speed: 31, height: 420, offset: 700 });
    }
    if (shot.rain) rain(ctx, time, shot.rain);
  }

  /** The lines, lettered below the picture as under a storyboard panel. */
  #words(lines: readonly PlannedLine[], index: number): void {
    const ctx = this.#ctx;
    const now = lines.filter((line) => index >= line.startFrame && index < line.endFrame);
    const dual = now.find((line) => line.dual);
    const over = dual === undefined ? undefined : lines[lines.indexOf(dual) - 1];
    const shown = over === undefined ? now : [over, dual!];
    if (shown.length === 0) return;
    ctx.save();
    ctx.textAlign = 'center';
    shown.forEach((line, i) => {
      const x = shown.length === 1 ? FRAME.width / 2 : (FRAME.width * (1 + 2 * i)) / 4;
      ctx.fillStyle = paper(0.55);
      ctx.font = `13px "${FACE}", "${FACE} Ext"`;
      ctx.fillText(line.cue, x, 483);
      ctx.fillStyle = paper(0.95);
      ctx.font = `${dual === undefined ? 19 : 17}px "${FACE}", "${FACE} Ext"`;
      ctx.fillText(line.text, x, 508, FRAME.width / shown.length - 30);
    });
    ctx.restore();
  }

  #panel(name: PanelName): Panel {
    let panel = this.#panels.get(name);
    if (panel === undefined) {
      panel = PANELS[name](FACE);
      this.#panels.set(name, panel);
    }
    return panel;
  }

  #forget(upTo: number): void {
    const later = new Set(this.plan.shots.slice(upTo + 1).map((s) => s.shot.panel));
    for (const name of this.#panels.keys()) if (!later.has(name)) this.#panels.delete(name);
  }
}

function blend(under: Uint8ClampedArray, over: Uint8ClampedArray, u: number): void {
  const weight = Math.round(u * 256);
  for (let i = 0; i < under.length; i++) under[i] = (under[i]! * (256 - weight) + over[i]! * weight) >> 8;
}

/** The lines as a subtitle track; two that are spoken at once follow one another. */
export function subtitlesOf(plan: SamplePlan): Subtitle[] {
  const lines = plan.shots.flatMap((shot) => shot.lines);
  return lines.map((line, i) => ({
    start: line.startFrame / RATE,
    end: Math.min(line.endFrame, lines[i + 1]?.startFrame ?? line.endFrame) / RATE,
    text: line.text,
  }));
}

/** How a render is followed and stopped. */
export interface SampleRenderOptions {
  readonly signal?: AbortSignal;
  /** `fraction` from 0 to 1, and a few words on what is being done. */
  readonly onProgress?: (fraction: number, words: string) => void;
  /** Only the frames before this one, for a test or a preview; all of them where absent. */
  readonly frames?: number;
}

/**
 * Draws, scores and encodes the sample film as an MP4 with its lines as a text track. The file gets its name only when
 * it is whole.
 *
 * Throws `Fault` 'input' when script and film do not fit; what `media.encode` throws ('cancelled', 'unavailable' …).
 */
export async function renderSampleFilm(
  outPath: string,
  options: SampleRenderOptions = {},
): Promise<{ frames: number }> {
  const { signal, onProgress } = options;
  const plan = samplePlan(await readSampleScript());
  const frames = Math.min(options.frames ?? plan.frames, plan.frames);
  onProgress?.(0, 'Composing the sound');
  const sound = score(plan, frames);
  const film = new SampleFilm(plan);
  async function* pictures(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < frames; index++) {
      if (signal?.aborted) throw new Fault('cancelled', 'The sample film was cancelled.', { place: outPath });
      if (index % 6 === 0) {
        // The studio answers others between frames.
        await new Promise((resolve) => setImmediate(resolve));
        const shot = plan.shots.find((s) => index < s.endFrame);
        onProgress?.(
          index / frames,
          shot?.scene === undefined ? 'Drawing the cards' : `Drawing scene ${shot.scene + 1}`,
        );
      }
      yield film.frame(index);
    }
    onProgress?.(0.99, 'Finishing the file');
  }
  const result = await encode(
    pictures(),
    {
      ...FRAME,
      frameRate: plan.frameRate,
      audio: sound,
      subtitles: subtitlesOf(plan).filter((line) => line.start * RATE < frames),
      metadata: {
        title: 'Living or Otherwise',
        comment: "A rendered sample, drawn by Second Unit's own code. Not footage.",
        copyright: 'CC BY 4.0',
      },
      preset: 'superfast',
      crf: 24,
      signal,
    },
    outPath,
  );
  onProgress?.(1, 'Done');
  return result;
}
