/** Quiet, for day and night; the script's own lines are what stands out. */
export const STYLE = `
:root { color-scheme: light dark;
  --ground: oklch(0.985 0.003 95); --raised: oklch(1 0 0); --line: oklch(0.9 0.004 95);
  --text: oklch(0.22 0.006 250); --quiet: oklch(0.48 0.006 250); --accent: oklch(0.52 0.11 230); }
@media (prefers-color-scheme: dark) { :root {
  --ground: oklch(0.16 0.005 250); --raised: oklch(0.2 0.006 250); --line: oklch(0.3 0.006 250);
  --text: oklch(0.93 0.005 95); --quiet: oklch(0.7 0.005 95); --accent: oklch(0.78 0.1 210); } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.55 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
h1 { font: 400 2.25rem/1.15 Fraunces, Georgia, serif; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; font-weight: 600; margin: 3rem 0 .5rem; }
p.quiet, .quiet { color: var(--quiet); }
p { margin: 0 0 1rem; max-width: 42rem; }
details { border-top: 1px solid var(--line); }
details:last-of-type { border-bottom: 1px solid var(--line); }
summary { display: grid; grid-template-columns: 1fr auto; gap: 0 1.5rem; padding: .6rem 0; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: none; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
summary > :last-child { text-align: right; }
summary strong { font-weight: 600; overflow-wrap: anywhere; }
details[open] > summary strong { color: var(--accent); }
.count { color: var(--quiet); white-space: nowrap; }
.value { overflow-wrap: anywhere; max-width: 32rem; }
ol.lines { list-style: none; margin: 0 0 1rem; padding: 0; max-height: 28rem; overflow-y: auto; }
ol.lines li { display: grid; grid-template-columns: 3.5rem 1fr; gap: .75rem; padding: .35rem 0; }
ol.lines .at { color: var(--quiet); text-align: right; font-size: .8rem; padding-top: .15rem; }
ol.lines .said { font: 14px/1.45 "Courier Prime", Courier, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.method { color: var(--quiet); font-size: .87rem; padding-left: 4.25rem; }
@media (max-width: 36rem) { summary { grid-template-columns: 1fr; } summary > :last-child { text-align: left; white-space: normal; }
  .method { padding-left: 0; } ol.lines li { grid-template-columns: 2.5rem 1fr; } }
@media print { ol.lines { max-height: none; } }
`;
