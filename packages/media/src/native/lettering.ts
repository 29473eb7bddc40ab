import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AVPixelFormat } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import type { Letters, SubtitleLine } from '../edit.ts';
import { MediaError } from '../error.ts';
import { blackFrame } from './blend.ts';
import { FilterChain } from './filter-chain.ts';
import { filterOption } from './lut-filters.ts';

interface Output {
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: AVPixelFormat;
}

interface Font {
  readonly family: string;
  readonly bytes: Uint8Array;
}

/** Sizes are shares of the picture's shorter side, margins of the side that they lie along (EBU R 95: at least 5 %). */
const CARD_SIZE = 0.09;
const LINE_SIZE = 0.046;
/** An upright picture is as wide as a phone is, where one that lies down is as wide as it is long: its type must be larger. */
const MOST_UPRIGHT = 1.35;
const SIDE_MARGIN = 0.1;
const FOOT_MARGIN = 0.06;
/** Players lay their own buttons over the foot of an upright picture. */
const UPRIGHT_FOOT_MARGIN = 0.16;
const OUTLINE = 0.07;
/** More letters than this make a card's type smaller. */
const CARD_LETTERS = 140;
const LINE_HEIGHT = 1.2;
/** libass counts in hundredths of a second; here one of them is one frame, so that no rounding moves a line. */
const TIME_BASE = { num: 1, den: 100 };

/** `h:mm:ss.cc` of a frame, one hundredth each. */
function stamp(frame: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(frame / 100);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(frame % 100)}`;
}

/** Words that libass takes for nothing but words. */
function escaped(text: string): string {
  return (
    text
      // A word joiner keeps what follows a backslash from being read as a command.
      .replaceAll('\\', '\\\u2060')
      .replaceAll('{', '\\{')
      .replace(/\r\n?|\n/g, '\\N')
  );
}

/** With type of `size` pixels: libass takes a line's height for the size. */
function written({ text, spans }: Letters, size: number): string {
  const type = (lineHeight = LINE_HEIGHT): string => `\\fs${Math.round(size * lineHeight)}`;
  if (spans === undefined) return `{${type()}}${escaped(text)}`;
  const family = (name: string): string => name.replace(/[\\{}]/g, '');
  return spans.map((span) => `{\\fn${family(span.family)}${type(span.lineHeight)}}${escaped(span.text)}`).join('');
}

/** Height of a line's type in pixels. */
function lineSize({ width, height }: Pick<Output, 'width' | 'height'>): number {
  const upright = Math.min(MOST_UPRIGHT, Math.max(1, Math.sqrt(height / width)));
  return Math.min(width, height) * LINE_SIZE * upright;
}

/** An ASS script; style `Card` stands in the middle, `Line` at the foot. */
function script(output: Output, family: string, events: readonly string[]): string {
  const { width, height } = output;
  const size = lineSize(output);
  const foot = Math.round(height * (height > width ? UPRIGHT_FOOT_MARGIN : FOOT_MARGIN));
  const style = (name: string, outline: number, alignment: number): string => {
    const across = Math.round(width * SIDE_MARGIN);
    const colours = '&H00F4F4F4,&H00F4F4F4,&H00000000,&H00000000';
    // Encoding -1: the direction of each paragraph is that of its letters.
    return `Style: ${name},${family},${Math.round(size)},${colours},0,0,0,0,100,100,0,0,1,${outline},0,${alignment},${across},${across},${foot},-1`;
  };
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${width}`,
    `PlayResY: ${height}`,
    'WrapStyle: 0',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: None',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    style('Card', 0, 5),
    style('Line', Math.max(1, Math.round(size * OUTLINE)), 2),
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...events,
    '',
  ].join('\n');
}

const event = (style: string, from: number, to: number, letters: Letters, size: number): string =>
  `Dialogue: 0,${stamp(from)},${stamp(to)},${style},,0,0,0,,${written(letters, size)}`;

/** Sets type: cards, and lines burned into pictures. Shaping, bidirectional order and line breaks are libass's. */
export class Lettering {
  readonly #output: Output;
  readonly #folder: string;
  readonly #family: string;
  readonly #fonts: readonly Font[];
  readonly #lines: readonly SubtitleLine[];
  readonly #burned = new Frame();
  readonly #cards = new Map<Letters, Frame>();
  #chain: FilterChain | undefined;

  /** @param folder is made where letters are set, again if somebody takes it away, and removed by `free` */
  constructor(output: Output, folder: string, fonts: readonly Font[], lines: readonly SubtitleLine[] = []) {
    this.#output = output;
    this.#folder = folder;
    this.#lines = lines;
    this.#family = (fonts[0]?.family ?? 'sans-serif').replace(/[,\n\r]/g, ' ');
    this.#fonts = fonts;
    this.#burned.alloc();
  }

  get #side(): number {
    return Math.min(this.#output.width, this.#output.height);
  }

  #filter(name: string, events: readonly string[]): string {
    if (!existsSync(this.#folder)) {
      mkdirSync(this.#folder, { recursive: true });
      for (const [index, { bytes }] of this.#fonts.entries()) writeFileSync(join(this.#folder, `${index}.font`), bytes);
    }
    const path = join(this.#folder, name);
    writeFileSync(path, script(this.#output, this.#family, events));
    const folder = filterOption(this.#folder);
    return `subtitles=filename=${filterOption(path)}:fontsdir=${folder}:wrap_unicode=1`;
  }

  /** A card. The picture is kept and belongs to this object. */
  card(letters: Letters): Frame {
    const known = this.#cards.get(letters);
    if (known !== undefined) return known;
    const black = blackFrame(this.#output);
    black.pts = 0n;
    const scale = Math.min(1, Math.sqrt(CARD_LETTERS / Math.max(1, letters.text.length)));
    const size = this.#side * CARD_SIZE * scale;
    const filter = this.#filter(`card ${this.#cards.size}.ass`, [event('Card', 0, 1, letters, size)]);
    const chain = FilterChain.pictures(black, TIME_BASE, filter);
    const card = new Frame();
    card.alloc();
    chain.push(black);
    if (!chain.pull(card)) throw new MediaError('internal', 'A card could not be lettered.');
    chain.free();
    black.free();
    this.#cards.set(letters, card);
    return card;
  }

  /** The picture of an output frame with the line that is seen then, valid until the next call; itself without one. */
  burn(picture: Frame, frame: number): Frame {
    if (!this.#lines.some(({ startFrame, endFrame }) => startFrame <= frame && frame < endFrame)) return picture;
    if (this.#chain === undefined) {
      const size = lineSize(this.#output);
      const events = this.#lines.map((line) => event('Line', line.startFrame, line.endFrame, line, size));
      this.#chain = FilterChain.pictures(picture, TIME_BASE, this.#filter('lines.ass', events));
    }
    picture.pts = BigInt(frame);
    this.#burned.unref();
    this.#chain.push(picture);
    if (!this.#chain.pull(this.#burned)) throw new MediaError('internal', 'A subtitle could not be lettered.');
    return this.#burned;
  }

  free(): void {
    this.#chain?.free();
    this.#burned.free();
    for (const card of this.#cards.values()) card.free();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
