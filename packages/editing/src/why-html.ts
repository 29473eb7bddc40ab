import type { Evidence } from '@second-unit/evidence';
import { secondsBetween } from '@second-unit/footage/interchange';
import { cutSeconds } from './cards.ts';
import type { Beaten, Cut, CutItem, CutProposal, Reason, TitleCard } from './cut.ts';
import { mainReason } from './main-reason.ts';
import { drawing, type FilmLog, placesInCut, type Shown } from './why-drawing.ts';
import { WHY_STYLE } from './why-style.ts';
import { anchor, clock, escaped, fixed, round, safeImage, signed } from './why-text.ts';

export interface WhyOptions {
  readonly title?: string;
  /** Pictures by shot id, as `data:` or relative URLs; of shots that were beaten too. */
  readonly stills?: Readonly<Record<string, string>>;
}

/** What every part of the page draws from. */
interface Page {
  readonly proposal: CutProposal;
  readonly cut: Cut;
  readonly log: FilmLog;
  readonly stills: Readonly<Record<string, string>>;
  /** The largest amount of all: a full bar. */
  readonly most: number;
}

/**
 * One page, without scripts or outside parts, that shows why the cut is as it is: the film's
 * timeline, the cut's, the links between, a table that says the same, and for each shot its picture,
 * its reasons as bars that add up to its score, and what it beat. It prints, in light and in dark.
 * Everything that comes from files or people is escaped.
 */
export function whyHtml(proposal: CutProposal, cut: Cut, log: FilmLog, options: WhyOptions = {}): string {
  const title = options.title ?? 'Why this cut';
  const most = Math.max(1, ...cut.items.flatMap(({ reasons }) => reasons.map(({ amount }) => Math.abs(amount))));
  const page: Page = { proposal, cut, log, stills: options.stills ?? {}, most };
  const places = placesInCut(cut, log);
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
${asked(cut)}
${facts(page)}
<p class="quiet">${madeBy(proposal, cut)}</p>
</header>
${drawing(cut, log)}
<section aria-labelledby="cut">
<h2 id="cut">The cut</h2>
${table(page, places)}
</section>
<section aria-labelledby="why">
<h2 id="why">Why each shot</h2>
<p class="quiet">Bars to the right spoke for a shot, bars to the left against it; together they are its score. “Beat” names the best other shot for the same place, and by how much the whole cut would be worth less with it.</p>
<ol>
${places.map((shown) => (shown.item ? itemHtml(shown.item, page) : cardHtml(shown.card!))).join('\n')}
</ol>
</section>
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
  const cards = JSON.stringify(proposal.change.cards ?? []) === JSON.stringify(cut.cards ?? []);
  const since =
    changed + gone === 0
      ? cards
        ? 'Shown as proposed.'
        : 'Since then a person changed its title cards.'
      : `Since then a person changed ${changed} and took out ${gone} of its shots${cards ? '' : ', and changed its title cards'}.`;
  const by = escaped(`${name} ${version}, seed ${settings.seed ?? cut.brief.seed}`);
  return `Proposed by ${by}, ${moment(proposal.at)}. ${since}`;
}

/** A moment as a person reads it, with the exact one behind. Of UTC: the page may be read anywhere. */
function moment(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return escaped(at);
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(
    date,
  );
  return `<time datetime="${escaped(at)}">${words} UTC</time>`;
}

/** The brief in a line, with the music that was given; its length stands in what was proposed. */
function asked({ brief: { text, tone, lead, aspect, music } }: Cut): string {
  const title = music && (music.title ?? music.media.split(/[/\\]/).at(-1));
  const parts = [
    ...(text ? [`Brief: “${text}”`] : []),
    ...(tone ? [`Tone: ${tone}`] : []),
    ...(lead ? [`Leans on: ${lead}`] : []),
    ...(aspect ? [`Shape: ${aspect}`] : []),
    ...(music ? [`Music: “${title}”${music.from ? `, from ${clock(music.from)}` : ''}`] : []),
  ];
  return parts.length > 0 ? `<p>${escaped(parts.join('. '))}.</p>` : '';
}

/** What a director asks first, in a row. */
function facts({ proposal, cut, log }: Page): string {
  const worth = cut.items.reduce((sum, { score }) => sum + score, 0);
  const lines = cut.items.filter(({ reasons }) =>
    reasons.some(({ evidence }) =>
      evidence.some((one) => one.kind === 'feature' && one.name === 'line' && one.value > 0),
    ),
  ).length;
  const { search } = proposal.by.settings as { readonly search?: { readonly gap?: unknown } };
  const gap = typeof search?.gap === 'number' ? search.gap : undefined;
  const rows: [string, string][] = [
    ['Length', `${cutSeconds(cut, log.media).toFixed(1)} s`],
    ['Shots', String(cut.items.length)],
    ...(cut.cards?.length ? [['Title cards', String(cut.cards.length)] as [string, string]] : []),
    ['Lines heard', String(lines)],
    ['Worth', worth.toFixed(1)],
    ...(gap === undefined
      ? []
      : [
          ['Could be better by', gap < 0.0005 ? 'nothing, proven' : `at most ${(100 * gap).toFixed(1)}%`] as [
            string,
            string,
          ],
        ]),
  ];
  return `<dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;
}

/** The drawing's content for those who cannot see it, and for reading in order. */
function table({ cut, log }: Page, places: readonly Shown[]): string {
  const seconds = (from: number, to: number) => secondsBetween(log.media, from, to);
  let at = 0;
  const rows = places.map(({ item, card, frames }) => {
    const begins = clock(at);
    const lasts = item ? seconds(item.inFrame, item.outFrame) : seconds(0, frames);
    at += lasts;
    if (!item) {
      return `<tr class="title"><td></td><td>${begins}</td><td>${lasts.toFixed(1)} s</td><td></td><td colspan="2">Title card: ${escaped(card?.text ?? '')}</td><td></td></tr>`;
    }
    const number = cut.items.indexOf(item) + 1;
    return `<tr><th scope="row"><a href="#${anchor(item)}">${number}</a></th><td>${begins}</td><td>${lasts.toFixed(1)} s</td><td>${clock(seconds(0, item.inFrame))}</td><td>${escaped(item.shot)}</td><td>${escaped(mainReason(item)?.words ?? '')}</td><td class="amount">${fixed(item.score)}</td></tr>`;
  });
  return `<div class="scroll"><table class="cut"><thead><tr><th scope="col"><abbr title="Number">No.</abbr></th><th scope="col">At</th><th scope="col">Lasts</th><th scope="col">From the film at</th><th scope="col">Shot</th><th scope="col">Above all because</th><th scope="col" class="amount">Score</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function itemHtml(item: CutItem, { proposal, cut, log, most, stills }: Page): string {
  const seconds = (from: number, to: number) => secondsBetween(log.media, from, to);
  const still = picture(item.shot, stills);
  const byHand = proposal.change.items.find(({ id }) => id === item.id)?.shot !== item.shot ? ' · chosen by hand' : '';
  return `<li id="${anchor(item)}">
<div class="shot">${still}
<h3>${cut.items.indexOf(item) + 1}. Shot ${escaped(item.shot)}</h3>
<p class="quiet">${clock(seconds(0, item.inFrame))} to ${clock(seconds(0, item.outFrame))} in the film, frames ${item.inFrame} to ${item.outFrame}, ${seconds(item.inFrame, item.outFrame).toFixed(1)} s${item.locked ? ' · locked' : ''}${byHand}</p></div>
<div>
<table><caption>Adds up to ${fixed(item.score)}</caption>
<tbody>${item.reasons
    .toSorted((a, b) => b.amount - a.amount)
    .map((reason) => row(reason, item, most))
    .join('')}</tbody></table>
${item.beat ? beatHtml(item.beat, stills) : ''}
</div>
</li>`;
}

function beatHtml({ shot, by, terms }: Beaten, stills: Page['stills']): string {
  const why = terms.map(({ term, amount }) => `${escaped(term)} ${signed(amount)}`).join(', ');
  return `<div class="beat">${picture(shot, stills)}<p><strong>Beat</strong> shot ${escaped(shot)} by ${by.toFixed(2)}${why ? `: by ${why}` : ''}.</p></div>`;
}

function cardHtml({ text, seconds }: TitleCard): string {
  return `<li class="words"><div class="slate">${escaped(text)}</div><p class="quiet">Title card, ${seconds.toFixed(1)} s. Its time is part of the cut's length.</p></li>`;
}

function picture(shot: string, stills: Page['stills']): string {
  const still = Object.hasOwn(stills, shot) ? stills[shot] : undefined;
  return still && safeImage(still) ? `<img src="${escaped(still)}" alt="Shot ${escaped(shot)}" loading="lazy">` : '';
}

function row({ term, words, amount, evidence }: Reason, item: CutItem, most: number): string {
  const width = round((Math.abs(amount) / most) * 50);
  const side =
    amount < 0 ? `class="less" style="right:50%;width:${width}%"` : `class="more" style="left:50%;width:${width}%"`;
  const rests = restsOn(evidence, item);
  return `<tr><th scope="row">${escaped(term)}</th><td>${escaped(words)}${rests ? `<small>${escaped(rests)}</small>` : ''}</td><td class="amount">${signed(amount)}</td><td class="bar" aria-hidden="true"><span ${side}></span></td></tr>`;
}

/** Evidence beyond the item's own frames, in a line. */
function restsOn(evidence: readonly Evidence[], item: CutItem): string {
  const film = evidence.flatMap((one) =>
    one.kind === 'film' && (one.startFrame !== item.inFrame || one.endFrame !== item.outFrame)
      ? [`frames ${one.startFrame} to ${one.endFrame}`]
      : [],
  );
  const script = evidence.flatMap((one) => (one.kind === 'script' ? [`script ${one.from} to ${one.to}`] : []));
  return [...new Set([...film, ...script])].join(' · ');
}
