import { CHART_STYLE } from './chart-style.ts';

const DAY = `--ground: oklch(0.985 0.003 95); --raised: oklch(1 0 0); --line: oklch(0.9 0.004 95);
  --edge: oklch(0.62 0.006 250); --text: oklch(0.22 0.006 250); --quiet: oklch(0.48 0.006 250);
  --person: oklch(0.52 0.14 55); --model: oklch(0.52 0.11 230); --wrong: oklch(0.55 0.19 25);
  --page: oklch(1 0 0); --mark: oklch(0.82 0.13 80 / 0.4); --hue-light: 0.6;
  --strip-int-day: oklch(1 0 0); --strip-ext-day: oklch(0.88 0.14 95); --strip-int-night: oklch(0.58 0.12 255);
  --strip-ext-night: oklch(0.6 0.12 155); --strip-other: oklch(0.72 0.005 250);
  --high: oklch(0.6 0.12 165); --low: oklch(0.58 0.13 350);`;
const NIGHT = `--ground: oklch(0.16 0.005 250); --raised: oklch(0.2 0.006 250); --line: oklch(0.3 0.006 250);
  --edge: oklch(0.5 0.008 250); --text: oklch(0.93 0.005 95); --quiet: oklch(0.7 0.005 95);
  --person: oklch(0.8 0.14 75); --model: oklch(0.78 0.1 210); --wrong: oklch(0.7 0.17 25);
  --page: oklch(0.195 0.005 250); --mark: oklch(0.8 0.14 75 / 0.2); --hue-light: 0.76;
  --strip-int-day: oklch(0.9 0.005 95); --strip-ext-day: oklch(0.85 0.13 95); --strip-int-night: oklch(0.6 0.11 255);
  --strip-ext-night: oklch(0.62 0.11 155); --strip-other: oklch(0.5 0.005 250);
  --high: oklch(0.76 0.12 165); --low: oklch(0.74 0.13 350);`;

/** Quiet, for day and night and paper; the script's own lines are what stands out. */
export const STYLE = `
:root { color-scheme: light dark; ${DAY} }
@media (prefers-color-scheme: dark) { :root { ${NIGHT} } }
@media print { :root { color-scheme: light; ${DAY} } }
[data-hue="1"] { --hue: oklch(var(--hue-light) 0.12 165); } [data-hue="2"] { --hue: oklch(var(--hue-light) 0.13 350); }
[data-hue="3"] { --hue: oklch(var(--hue-light) 0.14 270); } [data-hue="4"] { --hue: oklch(var(--hue-light) 0.14 105); }
[data-hue="5"] { --hue: oklch(var(--hue-light) 0.16 32); } [data-hue="6"] { --hue: oklch(var(--hue-light) 0 0); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 14px/1.55 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; min-width: 0; }
h1 { font: 400 2.25rem/1.15 Fraunces, Georgia, serif; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; font-weight: 600; margin: 2.75rem 0 .15rem; }
h3 { font-size: .9rem; font-weight: 600; margin: 0; }
p { margin: 0 0 1rem; max-width: 42rem; }
.quiet { color: var(--quiet); }
a { color: inherit; text-decoration-color: var(--edge); text-underline-offset: 3px; text-decoration-thickness: 1px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--person); outline-offset: 2px; border-radius: 2px; }
details { border-top: 1px solid var(--line); }
details + :not(details), details:last-of-type { border-bottom: 0; }
summary { display: grid; grid-template-columns: 1fr auto; gap: 0 1.25rem; padding: .5rem 0; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary > :first-child { overflow-wrap: anywhere; }
summary:hover > :first-child, details[open] > summary > :first-child { color: var(--person); }
.count, .marks { color: var(--quiet); font-size: .86rem; }
.method { color: var(--quiet); font-size: .86rem; margin: 0 0 .5rem; }
ol.lines { list-style: none; margin: 0 0 .75rem; padding: 0; max-height: 26rem; overflow-y: auto; }
ol.lines li { display: grid; grid-template-columns: 3.25rem 1fr; gap: .75rem; padding: .3rem 0; }
ol.lines .at { color: var(--quiet); text-align: end; font-size: .8rem; padding-top: .1rem; }
.said { font: 13.5px/1.45 "Courier Prime", Courier, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.fix { color: var(--quiet); font-size: .86rem; } .fix del { color: var(--wrong); } .fix ins { color: var(--text); text-decoration-color: var(--model); }
figure { margin: 1.5rem 0 2rem; } figcaption { margin: 0 0 .75rem; } figcaption p { color: var(--quiet); font-size: .86rem; margin: .1rem 0 0; }
.plot { overflow-x: auto; } .plot .chart-svg { min-width: 34rem; }
.table { overflow-x: auto; max-height: 26rem; } table { border-collapse: collapse; font-size: .86rem; }
figure details { border: 0; } figure summary { color: var(--quiet); font-size: .86rem; display: block; }
th, td { text-align: start; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: top; }
th { color: var(--quiet); }
.script { background: var(--page); border-inline-start: 1px solid var(--line); padding: 2.5rem 1.5rem 50vh; }
.script .el { font: 15px/1.2 "Courier Prime", Courier, monospace; margin: 0 auto 1em; max-width: 61ch; white-space: pre-wrap; overflow-wrap: anywhere; scroll-margin-block: 30vh; }
.script .sceneHeading { font-weight: 700; margin-block-start: 2em; position: relative; } .script .scene-number { color: var(--quiet); margin-inline-end: 1ch; }
.script .character { padding-inline-start: 20ch; margin-block-end: 0; } .script .parenthetical { padding-inline-start: 15ch; margin-block-end: 0; }
.script .dialogue, .script .lyrics { padding-inline: 10ch 16ch; } .script .transition { text-align: end; } .script .centered { text-align: center; }
.script .dialogue:has(+ .parenthetical) { margin-block-end: 0; }
.script .el:target, .script .character:target + .parenthetical, .script .character:target + .dialogue { background: var(--mark); box-shadow: 0 0 0 .3rem var(--mark); }
@media (min-width: 70rem) {
  body { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); height: 100vh; overflow: hidden; }
  main, .script { overflow-y: auto; height: 100vh; }
}
@media (max-width: 36rem) { .script .character { padding-inline-start: 12ch; } .script .dialogue { padding-inline: 4ch; } .script .parenthetical { padding-inline-start: 8ch; } }
@page { margin: 18mm; }
@media print { body { display: block; height: auto; overflow: visible; font-size: 10.5pt; background: none; }
  main { max-width: none; padding: 0; height: auto; overflow: visible; } .script, .skip { display: none; }
  ol.lines, .table { max-height: none; overflow: visible; } h2, summary, figcaption { break-after: avoid; } figure > .plot, li, tr { break-inside: avoid; }
  .plot { overflow: visible; } .plot .chart-svg { min-width: 0; } a { text-decoration: none; } .chart-svg { print-color-adjust: exact; } }
.skip { position: absolute; inset-inline-start: -100vw; } .skip:focus { inset-inline-start: 1rem; top: .5rem; background: var(--raised); padding: .25rem .5rem; }
${CHART_STYLE}`;
