import type { ScriptRange } from '@second-unit/evidence';
import type { ReadThrough, Scene } from '../read-through.ts';
import type { StoryFinding } from '../story-finding.ts';
import { type Cell, type Chart, chartsOf } from './charts/index.ts';
import { counted } from './counted.ts';
import { escapeHtml } from './escape.ts';
import { Lines } from './lines.ts';
import { type ScriptPage, scriptPage } from './script-page.ts';
import { type FindingGroup, type FindingSection, marksOf, sectionsOf } from './sections.ts';
import { detailOf, sentenceOf } from './sentence.ts';
import { STYLE } from './style.ts';
import { confidenceText, eighthsText } from './value.ts';

/** Longest quotation of one piece of evidence, in UTF-16 units. */
const QUOTE = 240;

interface Report {
  readonly lines: Lines;
  readonly page: ScriptPage;
  readonly scenes: readonly Scene[];
}

/**
 * The read-through as one static HTML page without scripts or outside files, the script beside it. Every finding, and
 * every scene of a chart, leads to its lines; the browser's Back returns. `text` is the script that was read.
 */
export function readThroughHtml(readThrough: ReadThrough, text: string): string {
  const { scenes, cast, findings } = readThrough;
  const report: Report = { lines: new Lines(text), page: scriptPage(text), scenes };
  const title = readThrough.title ?? 'Untitled screenplay';
  const counts = `${counted(scenes.length, 'scene')}, ${counted(cast.members.length, 'speaking part')}`;
  const sections = sectionsOf(findings, chartsOf(readThrough));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}: read-through</title>
<style>${STYLE}</style>
</head>
<body>
<main tabindex="-1">
<a class="skip" href="#script">Go to the script</a>
<h1 dir="auto">${escapeHtml(title)}</h1>
<p class="quiet">Read-through · ${counts}. Each line below opens to the lines of the script that it rests on.</p>
${findings.length > 0 && sections[0]?.area !== 'continuity' ? '<p class="quiet">No error was found. That is not to say that there is none.</p>' : ''}
${sections.map((section) => sectionHtml(section, report)).join('\n')}
${findings.length === 0 ? '<p class="quiet">Not enough to say: no scenes, no speech.</p>' : ''}
<section aria-label="Scenes">
<h2>Scenes</h2>
${scenes.map((scene) => sceneHtml(scene, report)).join('\n') || '<p class="quiet">There is no scene heading.</p>'}
</section>
</main>
<section class="script" id="script" aria-label="Script" tabindex="0">
${report.page.html}
</section>
</body>
</html>
`;
}

function sectionHtml({ title, line, groups, charts, area }: FindingSection, report: Report): string {
  return `<section aria-label="${title}" class="area-${area}">
<h2>${title}</h2>
<p class="method">${line}</p>
${groups.map((group) => groupHtml(group, report)).join('\n')}
${charts.map((chart) => chartHtml(chart, report)).join('\n')}
</section>`;
}

function groupHtml({ what, findings }: FindingGroup, report: Report): string {
  const [first, ...more] = findings;
  if (more.length === 0) {
    return `<details>
<summary><span dir="ltr">${escapeHtml(sentenceOf(first))}</span><span class="marks">${marks(first)}</span></summary>
<p class="method">${escapeHtml(methodOf(first))}</p>
${fixHtml(first, report)}${quotesHtml(ranges(first), report)}
</details>`;
  }
  const items = findings.map((finding) => {
    const [place] = ranges(finding);
    const detail = detailOf(finding);
    const quoted = detail === undefined && place ? report.lines.quote(place.from, place.to, QUOTE) : undefined;
    // A sentence is English, whoever's name it begins with; a quotation runs as it is written.
    const said = `<span dir="${quoted === undefined ? 'ltr' : 'auto'}">${escapeHtml(detail ?? quoted ?? sentenceOf(finding))}</span>`;
    return `<li>${atHtml(place, report)}<span>${place === undefined ? said : `<a href="#${report.page.idAt(place.from)}">${said}</a>`}${fixHtml(finding, report)}</span></li>`;
  });
  return `<details>
<summary><span>${escapeHtml(capital(what))}</span><span class="marks">${[String(findings.length), marks(first)].filter((part) => part !== '').join(' · ')}</span></summary>
<p class="method">${escapeHtml(methodOf(first))}</p>
<ol class="lines">${items.join('\n')}</ol>
</details>`;
}

function marks(finding: StoryFinding): string {
  return marksOf(finding).join(' · ');
}

function methodOf(finding: StoryFinding): string {
  return `${finding.method} ${capital(confidenceText(finding.confidence))}.`;
}

/** What is offered, as it would read. */
function fixHtml({ fix }: StoryFinding, { lines }: Report): string {
  const [change] = fix?.changes ?? [];
  if (fix === undefined || change === undefined) return '';
  const old = lines.quote(change.from, change.to, 80);
  return `<div class="fix">${escapeHtml(fix.label)}: ${old === '' ? '' : `<del>${escapeHtml(old)}</del> `}<ins>${escapeHtml(change.insert.trim())}</ins></div>`;
}

/** With links to the paragraphs of the script beside it. */
function linked(drawing: string, { page, scenes }: Report): string {
  return drawing
    .replace(/#at-(\d+)/gu, (_, at: string) => `#${page.idAt(Number(at))}`)
    .replace(/#scene-(\d+)/gu, (_, index: string) => `#${page.idAt(scenes[Number(index)]?.from ?? 0)}`);
}

function chartHtml(chart: Chart, report: Report): string {
  const { page } = report;
  const cell = ({ text, from }: Cell) =>
    from === undefined ? escapeHtml(text) : `<a href="#${page.idAt(from)}">${escapeHtml(text)}</a>`;
  return `<figure id="chart-${chart.id}">
<figcaption><h3>${escapeHtml(chart.title)}</h3><p>${escapeHtml(chart.caption)}</p></figcaption>
<div class="plot">${linked(chart.svg, report)}</div>
<details><summary>The same as a table, and how it was made</summary>
${(chart.methods ?? []).map((method) => `<p class="method">${escapeHtml(method)}</p>`).join('\n')}
<div class="table" tabindex="0" role="region" aria-label="${escapeHtml(chart.title)}, table"><table><thead><tr>${chart.table.head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead>
<tbody>${chart.table.rows.map((row) => `<tr>${row.map((one) => `<td dir="auto">${cell(one)}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div></details>
</figure>`;
}

function sceneHtml(scene: Scene, report: Report): string {
  const number = scene.number ?? String(scene.index + 1);
  const facts = [
    eighthsText(scene.eighths),
    counted(scene.words, 'word'),
    ...(scene.speakers.length > 0 ? [counted(scene.speakers.length, 'speaker')] : []),
  ].join(' · ');
  return `<details>
<summary><span><span class="quiet">${escapeHtml(number)}</span> <span dir="auto">${escapeHtml(scene.heading)}</span></span><span class="count">${facts}</span></summary>
${scene.speakers.length > 0 ? `<p class="method">Speaks: ${escapeHtml(scene.speakers.join(', '))}</p>` : ''}
${quotesHtml([{ kind: 'script', from: scene.from, to: scene.to }], report)}
</details>`;
}

function ranges({ evidence }: StoryFinding): ScriptRange[] {
  return evidence.filter((one) => one.kind === 'script');
}

function quotesHtml(all: readonly ScriptRange[], report: Report): string {
  if (all.length === 0) return '<p class="method">It rests on no single line.</p>';
  const items = all.map((range) => {
    const said = escapeHtml(report.lines.quote(range.from, range.to, QUOTE));
    return `<li>${atHtml(range, report)}<span class="said" dir="auto">${said}</span></li>`;
  });
  return `<ol class="lines">${items.join('\n')}</ol>`;
}

/** The number of its line, which leads there. */
function atHtml(range: ScriptRange | undefined, { lines, page }: Report): string {
  if (range === undefined) return '<span class="at"></span>';
  const line = lines.numberAt(range.from);
  return `<span class="at"><a href="#${page.idAt(range.from)}" aria-label="Line ${line}">${line}</a></span>`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
