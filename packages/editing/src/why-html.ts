import type { ShotLog } from '@second-unit/footage';
import { secondsBetween } from '@second-unit/footage/interchange';
import type { Cut, CutItem, CutProposal, Reason } from './cut.ts';
import { WHY_STYLE } from './why-style.ts';

export interface WhyOptions {
  readonly title?: string;
  /** Pictures by shot id, as `data:` or relative URLs. */
  readonly stills?: Readonly<Record<string, string>>;
}

/** The film as the page draws it. */
type FilmLog = Pick<ShotLog, 'media' | 'shots' | 'barcode'>;

const WIDTH = 1000;
const STRIP = 44;
const LINKS = 110;

/**
 * One page, without scripts or outside parts, that shows why the cut is as it is: the film's
 * timeline, the cut's, the links between, and each shot's reasons as bars that add up to its score.
 * Everything that comes from files or people is escaped.
 */
export function whyHtml(proposal: CutProposal, cut: Cut, log: FilmLog, options: WhyOptions = {}): string {
  const title = options.title ?? 'Why this cut';
  const most = Math.max(1, ...cut.items.flatMap(({ reasons }) => reasons.map(({ amount }) => Math.abs(amount))));
  const items = cut.items.map((item, index) =>
    itemHtml(item, index, { proposal, log, most, stills: options.stills ?? {} }),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'">
<title>${escaped(title)}</title>
<style>${WHY_STYLE}</style>
<main>
<header>
<h1>${escaped(title)}</h1>
<p>${escaped(proposal.what)}.</p>
<p class="quiet">${escaped(madeBy(proposal, cut))}</p>
</header>
<figure>
${drawing(cut, log)}
<figcaption>Above, the film from first frame to last${
    cut.brief.keepBack > 0 ? '; the hatched end is kept back' : ''
  }. Below, the cut. A band joins each shot to its place in the film.</figcaption>
</figure>
<ol>
${items.join('\n')}
</ol>
</main>
</html>
`;
}

function madeBy(proposal: CutProposal, cut: Cut): string {
  const { name, version, settings } = proposal.by;
  const proposed = new Map(proposal.change.items.map((item) => [item.id, item]));
  const changed = cut.items.filter((item) => {
    const before = proposed.get(item.id);
    return before?.shot !== item.shot || before.inFrame !== item.inFrame || before.outFrame !== item.outFrame;
  }).length;
  const gone = proposal.change.items.filter(({ id }) => !cut.items.some((item) => item.id === id)).length;
  const since =
    changed + gone === 0
      ? 'Shown as proposed.'
      : `Since then a person changed ${changed} and took out ${gone} of its shots.`;
  return `Proposed by ${name} ${version}, seed ${settings.seed ?? cut.brief.seed}, ${proposal.at}. ${since}`;
}

function drawing(cut: Cut, { media, shots, barcode }: FilmLog): string {
  const last = Math.max(1, shots.at(-1)?.endFrame ?? media.frames);
  const film = Math.max(last, media.frames);
  const length = Math.max(
    1,
    cut.items.reduce((total, { inFrame, outFrame }) => total + outFrame - inFrame, 0),
  );
  const x = (frame: number) => round((frame / film) * WIDTH);
  const bottom = STRIP + LINKS;
  const strip = barcode.map(
    (colour, index) =>
      `<rect x="${round((index * WIDTH) / barcode.length)}" width="${round(WIDTH / barcode.length + 0.5)}" height="${STRIP}" fill="${safeColour(colour)}"/>`,
  );
  const kept = cut.brief.keepBack > 0 ? x(Math.floor(last * (1 - cut.brief.keepBack))) : WIDTH;
  let start = 0;
  const bands = cut.items.map((item, index) => {
    const [from, to] = [x(item.inFrame), Math.max(x(item.outFrame), x(item.inFrame) + 1)];
    const left = round((start / length) * WIDTH);
    start += item.outFrame - item.inFrame;
    const right = round((start / length) * WIDTH);
    const half = STRIP + LINKS / 2;
    const band = `M${from} ${STRIP}C${from} ${half} ${left} ${half} ${left} ${bottom}H${right}C${right} ${half} ${to} ${half} ${to} ${STRIP}Z`;
    const label =
      right - left > 24
        ? `<text x="${round((left + right) / 2)}" y="${bottom + STRIP / 2 + 5}">${index + 1}</text>`
        : '';
    return `<a href="#${anchor(item)}" aria-label="Shot ${index + 1}"><path class="band" d="${band}"/><rect class="mark" x="${from}" width="${round(to - from)}" y="${STRIP - 5}" height="5"/><rect class="item" x="${left}" width="${round(Math.max(1, right - left - 1.5))}" y="${bottom}" height="${STRIP}" rx="2"/>${label}</a>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${bottom + STRIP}" role="img" aria-label="The film's timeline above, the cut's below, and the links between">
<defs><pattern id="kept" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="3" height="8"/></pattern></defs>
<rect class="film" width="${WIDTH}" height="${STRIP}"/>
${strip.join('')}
<rect x="${kept}" width="${round(WIDTH - kept)}" height="${STRIP}" fill="url(#kept)"/>
${bands.join('\n')}
</svg>`;
}

function itemHtml(
  item: CutItem,
  index: number,
  {
    proposal,
    log,
    most,
    stills,
  }: { proposal: CutProposal; log: FilmLog; most: number; stills: Readonly<Record<string, string>> },
): string {
  const seconds = (from: number, to: number) => secondsBetween(log.media, from, to);
  const still = Object.hasOwn(stills, item.shot) ? stills[item.shot] : undefined;
  const byHand = proposal.change.items.find(({ id }) => id === item.id)?.shot !== item.shot ? ' · chosen by hand' : '';
  return `<li id="${anchor(item)}">
<div class="shot">${still && safeImage(still) ? `<img src="${escaped(still)}" alt="Shot ${escaped(item.shot)}" loading="lazy">` : ''}
<h2>${index + 1}. Shot ${escaped(item.shot)}</h2>
<p class="quiet">${clock(seconds(0, item.inFrame))} to ${clock(seconds(0, item.outFrame))} in the film, frames ${item.inFrame} to ${item.outFrame}, ${seconds(item.inFrame, item.outFrame).toFixed(1)} s${item.locked ? ' · locked' : ''}${byHand}</p></div>
<table><caption>Adds up to ${item.score.toFixed(2)}</caption>
<tbody>${item.reasons
    .toSorted((a, b) => b.amount - a.amount)
    .map((reason) => row(reason, most))
    .join('')}</tbody></table>
</li>`;
}

function row({ term, words, amount }: Reason, most: number): string {
  const width = round((Math.abs(amount) / most) * 50);
  const side =
    amount < 0 ? `class="less" style="right:50%;width:${width}%"` : `class="more" style="left:50%;width:${width}%"`;
  const sign = amount > 0 ? '+' : amount < 0 ? '−' : '';
  return `<tr><th scope="row">${escaped(term)}</th><td>${escaped(words)}</td><td class="amount">${sign}${Math.abs(amount).toFixed(2)}</td><td class="bar" aria-hidden="true"><span ${side}></span></td></tr>`;
}

/** `1:02.5`, hours where there are any. */
function clock(seconds: number): string {
  const tenths = Math.floor(seconds * 10 + 1e-6);
  const [h, m, s] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60, (tenths % 600) / 10];
  return `${h > 0 ? `${h}:${String(m).padStart(2, '0')}` : m}:${s.toFixed(1).padStart(4, '0')}`;
}

function anchor(item: CutItem): string {
  return `item-${item.id.replace(/[^\w-]/g, '_')}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function safeColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#808080';
}

/** Only pictures that lie in the page or beside it: nothing is fetched when it is opened. */
function safeImage(url: string): boolean {
  return /^data:image\/(jpeg|png|webp);base64,/.test(url) || /^(?!\/\/)[\w./ %-]+$/.test(url);
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign]!);
}
