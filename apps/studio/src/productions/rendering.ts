import { type Cut, type EditList, type LineInCut, linesInCut, shapeOf, toEditList } from '@second-unit/editing';
import type { LogSubtitle } from '@second-unit/footage';
import { secondsBetween } from '@second-unit/footage/interchange';
import type { Edit, FilmClip, Letters, MediaInfo } from '@second-unit/media';
import { familySpans } from '@second-unit/print';
import { fontsFor } from '@second-unit/print/node';
import { type RenderSettings, renderSettingsSchema } from '../contract/render-settings.ts';
import { checkLettering, TYPE } from './lettering.ts';
import type { FacePath } from './shot-window-thread.ts';
import { windowOn } from './shot-windows.ts';

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
  /** Faces that are known, by the ids of their media; of others, boxes are looked for where a window is to follow them. */
  readonly faces?: Readonly<Record<string, readonly FacePath[]>>;
}

/** Frames of an item's film; `outFrame` is exclusive. */
export interface SeenPart {
  readonly inFrame: number;
  readonly outFrame: number;
}

/** dBTP. */
const TRUE_PEAK = -1;
/** Shapes nearer than this are the same; the bars are not seen. */
const SAME_SHAPE = 0.02;

/** How a cut is rendered where nobody says. */
const USUAL_RENDER: RenderSettings = renderSettingsSchema.parse({});

/**
 * The cut for the renderer: cards set in type, the picture's shape with windows that follow faces or what stands out,
 * subtitles, music that goes down under the lines, loudness.
 * @param signal ends the looking for windows
 * @param seen items that windows are looked for in, and in which of their frames; all of all if absent
 * @param onShot told before a window is looked for in an item, which may take a second: its number of so many
 * @throws Fault `input` for letters that no font of ours has; as `toEditList`
 */
export async function editOf(
  toRender: ToRender,
  settings: RenderSettings = USUAL_RENDER,
  signal?: AbortSignal,
  seen?: ReadonlyMap<string, SeenPart>,
  onShot?: (number: number, of: number) => void,
): Promise<Edit> {
  const { cut, media, title, lut, lines = {} } = toRender;
  const aspect = settings.aspect ?? cut.brief.aspect;
  const crops = aspect === undefined ? {} : await windowsOf(toRender, shapeOf(aspect), signal, seen, onShot);
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
  return {
    ...list,
    clips: list.clips.map((clip) => {
      if ('title' in clip) return { ...clip, title: set(clip.title.text) };
      return lut === undefined ? clip : { ...clip, lut };
    }),
    format: settings.format,
    // As the timelines that are exported count; an MP4 is for watching.
    ...(settings.format === 'h264' ? {} : { startTimecode: firstTimecode(toRender) }),
    ...(fonts.length === 0 ? {} : { fonts }),
    // Where nothing is heard too: the answer says so.
    ...(settings.loudness === null ? {} : { loudness: { integrated: settings.loudness, truePeak: TRUE_PEAK } }),
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

/** The first frame's, in the way in which the cut's first film counts. */
function firstTimecode({ cut, media }: ToRender): string {
  const first = cut.items[0] && media[cut.items[0].media];
  return first?.dropFrame === true && !first.variableFrameRate ? '00:00:00;00' : '00:00:00:00';
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
  await checkLettering(texts);
  const { fonts } = await fontsFor(texts.join('\n'), TYPE);
  const upright = fonts.filter(({ bold, italic }) => !bold && !italic);
  return { fonts: upright, set: (text) => ({ text, spans: familySpans(text, upright) }) };
}

/** The windows on the items whose films have another shape than the output, which is width ÷ height. */
export async function windowsOf(
  { cut, media, faces = {} }: ToRender,
  output: number,
  signal: AbortSignal | undefined,
  seen: ReadonlyMap<string, SeenPart> | undefined,
  onShot?: (number: number, of: number) => void,
): Promise<Record<string, NonNullable<FilmClip['crop']>>> {
  const windows: Record<string, NonNullable<FilmClip['crop']>> = {};
  for (const [at, item] of cut.items.entries()) {
    const info = media[item.media];
    if (!info || seen?.has(item.id) === false) continue;
    const { pixelAspect = { num: 1, den: 1 } } = info;
    const picture = (info.width * pixelAspect.num) / pixelAspect.den / info.height;
    if (Math.abs(picture / output - 1) < SAME_SHAPE) continue;
    onShot?.(at + 1, cut.items.length);
    const { originalPath, frames, frameRate, width, height } = info;
    const { inFrame, outFrame } = seen?.get(item.id) ?? item;
    // Those of its own frames: what is known of other shots makes no other window.
    const own = faces[item.media]?.filter((face) => face.startFrame < outFrame && face.endFrame > inFrame);
    const of = {
      originalPath,
      frames,
      frameRate,
      width,
      height,
      ...(info.pixelAspect ? { pixelAspect: info.pixelAspect } : {}),
    };
    const crop = await windowOn(
      { info: of, inFrame, outFrame, picture, output, ...(own ? { faces: own } : {}) },
      signal,
    );
    if (crop) windows[item.id] = crop;
  }
  return windows;
}

/** `Framing, shot 3 of 20`: where a window of another shape is looked for. */
export function framingWords(number: number, of: number): string {
  return `Framing, shot ${number} of ${of}`;
}

/** `Rendering, 120 of 500 frames`; the sound is measured before the first. */
export function renderWords({ frame, frames }: { frame: number; frames: number }): string {
  if (frame === 0) return 'Measuring the sound';
  return `Rendering, ${frame.toLocaleString('en')} of ${frames.toLocaleString('en')} frames`;
}
