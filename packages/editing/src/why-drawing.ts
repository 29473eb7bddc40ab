import type { ShotLog } from '@second-unit/footage';
import { cardFrames, shownInOrder } from './cards.ts';
import type { Cut, CutItem, TitleCard } from './cut.ts';
import { anchor, clock, escaped, round } from './why-text.ts';

/** The film as the page draws it. */
export type FilmLog = Pick<ShotLog, 'media' | 'shots' | 'barcode'>;

const WIDTH = 1000;
const RULER = 18;
const FILM = 52;
const LINKS = 150;
const CUT = 64;
const MARKS = 22;
/** Steps of a ruler, in seconds. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** What is shown, in order, with its place in the cut in frames of shots and cards. */
export interface Shown {
  readonly start: number;
  readonly frames: number;
  readonly item?: CutItem;
  readonly card?: TitleCard;
}

/** Items and cards with their places in the cut. */
export function placesInCut(cut: Cut, { media }: FilmLog): readonly Shown[] {
  let start = 0;
  return shownInOrder(cut).map(({ item, card }) => {
    const frames = item ? item.outFrame - item.inFrame : cardFrames(card, media);
    const shown = { start, frames, ...(item ? { item } : {}), ...(card ? { card } : {}) };
    start += frames;
    return shown;
  });
}

/**
 * The film's timeline above, the cut's below, and a band from each shot's place in the one to its
 * place in the other; beneath, where a line is heard and where a cut falls on a beat.
 */
export function drawing(cut: Cut, log: FilmLog): string {
  const { media, shots, barcode } = log;
  const rate = media.frameRate.num / media.frameRate.den;
  const last = Math.max(1, shots.at(-1)?.endFrame ?? media.frames);
  const film = Math.max(last, media.frames);
  const places = placesInCut(cut, log);
  const length = Math.max(
    1,
    places.reduce((total, { frames }) => total + frames, 0),
  );
  const x = (frame: number) => round((frame / film) * WIDTH);
  const across = (frame: number) => round((frame / length) * WIDTH);
  const top = RULER;
  const under = top + FILM;
  const bottom = under + LINKS;
  const strip = barcode.map(
    (colour, index) =>
      `<rect x="${round((index * WIDTH) / barcode.length)}" y="${top}" width="${round(WIDTH / barcode.length + 0.5)}" height="${FILM}" fill="${safeColour(colour)}"/>`,
  );
  const back = cut.keptBackFrom ?? (cut.brief.keepBack > 0 ? Math.floor(last * (1 - cut.brief.keepBack)) : film);
  const kept = x(back);
  const bands = places.map(({ item, card, start, frames }) => {
    const [left, right] = [across(start), across(start + frames)];
    const width = round(Math.max(1, right - left - 1.5));
    if (!item) {
      return card ? titleMark(card, left, bottom, width) : '';
    }
    const [from, to] = [x(item.inFrame), Math.max(x(item.outFrame), x(item.inFrame) + 1)];
    const half = under + LINKS / 2;
    const band = `M${from} ${under}C${from} ${half} ${left} ${half} ${left} ${bottom}H${left + width}C${left + width} ${half} ${to} ${half} ${to} ${under}Z`;
    const number = cut.items.indexOf(item) + 1;
    const label = width > 16 ? `<text x="${round(left + width / 2)}" y="${bottom + CUT - 7}">${number}</text>` : '';
    const said = `Shot ${number}, ${clock(item.inFrame / rate)} in the film`;
    const colours = palette(shots.find(({ id }) => id === item.shot)?.palette ?? [], left, bottom, width);
    return `<a href="#${anchor(item)}" aria-label="${said}"><title>${said}</title><path class="band" d="${band}"/><rect class="mark" x="${from}" width="${round(Math.max(1.5, to - from))}" y="${under - 6}" height="6"/>${colours}<rect class="item" x="${left}" width="${width}" y="${bottom}" height="${CUT}"/><rect class="number" x="${left}" width="${width}" y="${bottom + CUT - 22}" height="22"/>${label}</a>`;
  });
  const marks = bottom + CUT + 4;
  const signs = places.flatMap(({ item, start, frames }) => {
    if (!item) return [];
    const has = (feature: string) =>
      item.reasons.some(({ evidence }) =>
        evidence.some((one) => one.kind === 'feature' && one.name === feature && one.value > 0),
      );
    return [
      ...(has('line')
        ? [
            `<rect class="line" x="${across(start)}" y="${marks}" width="${round(Math.max(2, across(start + frames) - across(start) - 1.5))}" height="5"><title>A line is heard</title></rect>`,
          ]
        : []),
      ...(has('music')
        ? [`<path class="beat" d="M${across(start)} ${marks + 8}v8"><title>The cut falls on a beat</title></path>`]
        : []),
    ];
  });
  const [heard, beats] = [
    signs.some((sign) => sign.includes('class="line"')),
    signs.some((sign) => sign.includes('class="beat"')),
  ];
  const legend = [
    ...(heard ? ['a bar beneath: a line is heard'] : []),
    ...(beats ? ['a stroke beneath: the cut falls on a beat'] : []),
  ];
  const height = marks + (signs.length > 0 ? MARKS : 0) + RULER;
  return `<figure>
<div class="scroll"><svg viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="The film's timeline above, the cut's below, and a band from each shot to its place in the film. The table below says the same.">
<defs><pattern id="kept" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="4" height="8"/></pattern></defs>
${ruler(film / rate, 12, 'start')}
<rect class="film" y="${top}" width="${WIDTH}" height="${FILM}"/>
${strip.join('')}
${kept < WIDTH - 1 ? `<rect class="veil" x="${kept}" y="${top}" width="${round(WIDTH - kept)}" height="${FILM}"/><rect x="${kept}" y="${top}" width="${round(WIDTH - kept)}" height="${FILM}" fill="url(#kept)"/><path class="edge" d="M${kept} ${top}v${FILM}"/>` : ''}
${bands.join('\n')}
${signs.join('')}
${ruler(length / rate, height - 4, 'start')}
</svg></div>
<figcaption>Above, the film${kept < WIDTH - 1 ? `; what is hatched, from ${clock(back / rate)}, is kept back` : ''}. Below, the cut${legend.length > 0 ? `; ${legend.join('; ')}` : ''}. A band joins each shot to its place in the film.</figcaption>
</figure>`;
}

/** A card on its place, with as much of its words as fits; upright where it is narrow. */
function titleMark({ text }: TitleCard, x: number, y: number, width: number): string {
  const upright = width < 48;
  const words = fitted(text, upright ? CUT : width);
  const [cx, cy] = [round(x + width / 2 + (upright ? 4 : 0)), round(y + CUT / 2 + (upright ? 0 : 4))];
  const turn = upright ? ` transform="rotate(-90 ${cx} ${cy})"` : '';
  const label = words && width >= 10 ? `<text class="on" x="${cx}" y="${cy}"${turn}>${escaped(words)}</text>` : '';
  return `<g><title>Title card: ${escaped(text)}</title><rect class="title" x="${x}" y="${y}" width="${width}" height="${CUT}" rx="2"/>${label}</g>`;
}

/** Times at even steps, about eight of them. */
function ruler(seconds: number, y: number, first: 'start'): string {
  const step = STEPS.find((one) => seconds / one <= 9) ?? STEPS.at(-1)!;
  const times: string[] = [];
  for (let at = 0; at < seconds - step * 0.3; at += step) {
    const anchorAt = at === 0 ? first : 'middle';
    times.push(
      `<text class="time" x="${round((at / seconds) * WIDTH)}" y="${y}" text-anchor="${anchorAt}">${clock(at).replace(/\.0$/, '')}</text>`,
    );
  }
  return times.join('');
}

/** A shot's colours by their share, one over the other. */
function palette(
  colours: readonly { readonly colour: string; readonly share: number }[],
  x: number,
  y: number,
  width: number,
): string {
  const total = colours.reduce((sum, { share }) => sum + share, 0);
  let top = y;
  return colours
    .map(({ colour, share }) => {
      const height = round((CUT * share) / Math.max(1e-6, total));
      const rect = `<rect x="${x}" y="${round(top)}" width="${width}" height="${round(height + 0.5)}" fill="${safeColour(colour)}"/>`;
      top += height;
      return rect;
    })
    .join('');
}

/** As much of a text as fits, at about six units a letter. */
function fitted(text: string, width: number): string {
  const most = Math.floor((width - 6) / 6.2);
  if (most < 3) return '';
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function safeColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#808080';
}
