import {
  type Cut,
  type CutItem,
  type EditList,
  type LineInCut,
  linesInCut,
  REFRAME_SIDE,
  reframe,
  type SeenFace,
  shapeOf,
  toEditList,
} from '@second-unit/editing';
import { Fault } from '@second-unit/evidence';
import type { LogSubtitle } from '@second-unit/footage';
import { secondsBetween } from '@second-unit/footage/interchange';
import type { Edit, FilmClip, Letters, MediaInfo } from '@second-unit/media';
import { smallPictures } from '@second-unit/media';
import { familySpans } from '@second-unit/print';
import { fontsFor } from '@second-unit/print/node';
import { type RenderSettings, renderSettingsSchema } from '../contract/render-settings.ts';

/** What a render is of. */
export interface ToRender {
  readonly cut: Cut;
  /** By the ids that the cut's items name. */
  readonly media: Readonly<Record<string, MediaInfo>>;
  readonly title: string;
  /** The cut's look, as a `.cube` file. */
  readonly lut?: string | undefined;
  /** Path of the brief's music. */
  readonly music?: string | undefined;
  /** Lines of the films, by the ids of their media. */
  readonly lines?: Readonly<Record<string, readonly LogSubtitle[]>>;
  /** When somebody speaks in the films, in seconds, as their logs say; by the ids of their media, absent where unknown. */
  readonly speech?: Readonly<Record<string, readonly { readonly start: number; readonly end: number }[] | undefined>>;
  /** Faces that may be looked for, by the ids of their media. */
  readonly faces?: Readonly<Record<string, readonly FacePath[]>>;
}

/** A face as it goes through a shot; boxes are shares of the picture, `endFrame` exclusive. */
interface FacePath {
  readonly startFrame: number;
  readonly endFrame: number;
  readonly seen: readonly { readonly frame: number; readonly box: SeenFace }[];
}

/** dBTP. */
const TRUE_PEAK = -1;
/** Sights of a shot for each second of it, by which its window is moved. */
const SIGHTS_PER_SECOND = 5;
/** Shapes nearer than this are the same; the bars are not seen. */
const SAME_SHAPE = 0.02;
/** The sans serif among the fonts that come with us. */
const TYPE = 'Hind';

/** How a cut is rendered where nobody says. */
const USUAL_RENDER: RenderSettings = renderSettingsSchema.parse({});

/**
 * The cut for the renderer: cards set in type, the picture's shape with windows that follow faces or what stands out,
 * subtitles, music that goes down under the lines, loudness.
 * @param signal ends the looking for windows
 * @param seen items that windows are looked for in; all if absent
 * @throws Fault `input` for letters that no font of ours has; as `toEditList`
 */
export async function editOf(
  toRender: ToRender,
  settings: RenderSettings = USUAL_RENDER,
  signal?: AbortSignal,
  seen?: ReadonlySet<string>,
): Promise<Edit> {
  const { cut, media, title, lut, lines = {} } = toRender;
  const aspect = settings.aspect ?? cut.brief.aspect;
  const crops = aspect === undefined ? {} : await windowsOf(toRender, shapeOf(aspect), signal, seen);
  const list = toEditList(cut, media, { aspect, crops });
  const films = Object.entries(lines).flatMap(([id, subtitles]) => {
    const info = media[id];
    return info ? [[info.originalPath, { info, subtitles }] as const] : [];
  });
  const heard = linesInCut(list, Object.fromEntries(films));
  const spoken = spokenIn(toRender, list);
  const burned = settings.subtitles === 'burn' ? heard.map(({ text }) => text) : [];
  const { fonts, set } = await typeFor([...(cut.cards ?? []).map(({ text }) => text), ...burned]);
  const music = settings.music === null || toRender.music === undefined ? undefined : toRender.music;
  const hasSound = music !== undefined || cut.items.some((item) => media[item.media]?.audio);
  return {
    ...list,
    clips: list.clips.map((clip) => {
      if ('title' in clip) return { ...clip, title: set(clip.title.text) };
      return lut === undefined ? clip : { ...clip, lut };
    }),
    format: settings.format,
    ...(fonts.length === 0 ? {} : { fonts }),
    ...(settings.loudness === null || !hasSound
      ? {}
      : { loudness: { integrated: settings.loudness, truePeak: TRUE_PEAK } }),
    ...(settings.subtitles === 'none' || heard.length === 0
      ? {}
      : {
          subtitles: {
            mode: settings.subtitles,
            lines: heard.map((line) => ({ ...line, ...(settings.subtitles === 'burn' ? set(line.text) : {}) })),
          },
        }),
    ...(music === undefined
      ? {}
      : {
          music: {
            path: music,
            inSeconds: cut.brief.music?.from ?? 0,
            ...settings.music,
            // Where nobody listened for speech, the level of the clips' own sound tells.
            ...(heard.length > 0 || spoken
              ? { speech: [...heard, ...(spoken ?? [])].map(({ startFrame, endFrame }) => ({ startFrame, endFrame })) }
              : {}),
          },
        }),
    metadata: { title },
  };
}

/** When somebody speaks in the cut; undefined where the log of one of its films does not say. */
function spokenIn({ cut, media, speech = {} }: ToRender, list: EditList): readonly LineInCut[] | undefined {
  const films = [...new Set(cut.items.map((item) => item.media))].flatMap((id) => {
    const [info, stretches] = [media[id], speech[id]];
    return info && stretches ? [{ info, stretches }] : [];
  });
  if (films.length < new Set(cut.items.map((item) => item.media)).size) return undefined;
  return linesInCut(
    list,
    Object.fromEntries(
      films.map(({ info, stretches }) => {
        const subtitles = stretches.map(({ start, end }) => {
          return { startFrame: frameShownAt(info, start), endFrame: frameShownAt(info, end), text: '' };
        });
        return [info.originalPath, { info, subtitles }];
      }),
    ),
  );
}

/** The first frame of a film that is shown no earlier than so many seconds into it. */
function frameShownAt(info: MediaInfo, seconds: number): number {
  let [low, high] = [0, info.frames];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (secondsBetween(info, 0, middle) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fonts for some texts, and the way to set each. Errors: `input` for letters that none of ours has. */
async function typeFor(texts: readonly string[]): Promise<{
  readonly fonts: NonNullable<Edit['fonts']>;
  readonly set: (text: string) => Letters;
}> {
  if (texts.length === 0) return { fonts: [], set: (text) => ({ text }) };
  const { fonts, missing } = await fontsFor(texts.join('\n'), TYPE);
  if (missing.length > 0) {
    const letters = missing.slice(0, 5).join(' ');
    throw new Fault(
      'input',
      `No font that comes with the studio has ${letters}; write the card or line in other letters.`,
    );
  }
  const upright = fonts.filter(({ bold, italic }) => !bold && !italic);
  return { fonts: upright, set: (text) => ({ text, spans: familySpans(text, upright) }) };
}

/** The windows on the items whose films have another shape than the output. */
async function windowsOf(
  { cut, media, faces = {} }: ToRender,
  output: number,
  signal: AbortSignal | undefined,
  seen: ReadonlySet<string> | undefined,
): Promise<Record<string, NonNullable<FilmClip['crop']>>> {
  const windows: Record<string, NonNullable<FilmClip['crop']>> = {};
  for (const item of cut.items) {
    const info = media[item.media];
    if (!info || seen?.has(item.id) === false) continue;
    const { pixelAspect = { num: 1, den: 1 } } = info;
    const picture = (info.width * pixelAspect.num) / pixelAspect.den / info.height;
    if (Math.abs(picture / output - 1) < SAME_SHAPE) continue;
    const crop = reframe(await sightsOf(item, info, faces[item.media] ?? [], signal), picture, output);
    if (crop) windows[item.id] = crop;
  }
  return windows;
}

async function sightsOf(
  { inFrame, outFrame }: CutItem,
  { originalPath, frameRate }: MediaInfo,
  faces: readonly FacePath[],
  signal: AbortSignal | undefined,
) {
  const step = Math.max(1, Math.round(frameRate.num / frameRate.den / SIGHTS_PER_SECOND));
  const last = outFrame - 1;
  // The last frame is among them, so that the window goes on to the end.
  const count = Math.max(1, Math.ceil((last - inFrame) / step));
  const frames = [...Array.from({ length: count }, (_, at) => inFrame + at * step), ...(last > inFrame ? [last] : [])];
  const sights = [];
  const size = { width: REFRAME_SIDE, height: REFRAME_SIDE, signal };
  for await (const { frame, rgb } of smallPictures(originalPath, frames, size)) {
    sights.push({ frame, rgb, faces: faces.flatMap((face) => boxAt(face, frame)) });
  }
  return sights;
}

/** Where a face is in a frame: it is looked for now and then, and is until then where it was seen nearest. */
function boxAt({ startFrame, endFrame, seen }: FacePath, frame: number): SeenFace[] {
  if (frame < startFrame || frame >= endFrame) return [];
  const away = (one: { readonly frame: number }): number => Math.abs(one.frame - frame);
  const [nearest] = seen.toSorted((a, b) => away(a) - away(b));
  return nearest ? [nearest.box] : [];
}

/** `Rendering, 120 of 500 frames`; the sound is measured before the first. */
export function renderWords({ frame, frames }: { frame: number; frames: number }): string {
  if (frame === 0) return 'Measuring the sound';
  return `Rendering, ${frame.toLocaleString('en')} of ${frames.toLocaleString('en')} frames`;
}
