/** Night and day; what a machine found is marked by a dashed line, never by colour alone. */
export const STYLE = `
:root { color-scheme: light dark; --ground: oklch(.985 .003 95); --line: oklch(.9 .004 95);
  --text: oklch(.22 .006 250); --quiet: oklch(.48 .006 250); --model: oklch(.52 .11 230); --wrong: oklch(.55 .19 25); }
@media (prefers-color-scheme: dark) { :root { --ground: oklch(.16 .005 250); --line: oklch(.3 .006 250);
  --text: oklch(.93 .005 95); --quiet: oklch(.7 .005 95); --model: oklch(.78 .1 210); --wrong: oklch(.7 .17 25); } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 2rem 5rem; max-width: 90rem; background: var(--ground); color: var(--text);
  font: 13px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font: 600 1.5rem/1.25 Fraunces, Georgia, serif; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0 0; color: var(--quiet); } .source { overflow-wrap: anywhere; }
time { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .92em; }
figure { margin: 1.75rem 0 0; }
figure svg { display: block; width: 100%; shape-rendering: crispEdges; }
figcaption { color: var(--quiet); margin-top: .3rem; }
.barcode { height: 4rem; } .script { height: 2.25rem; } .scenes { height: .9rem; margin-bottom: .2rem; }
.scenes rect { fill: none; stroke: var(--model); stroke-width: 1; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
.faults { height: .5rem; margin-top: .2rem; } .faults rect { fill: var(--wrong); }
.wrong { color: var(--wrong); }
main { display: flex; flex-wrap: wrap; align-items: start; gap: 2.5rem 1.1rem; margin-top: 2.5rem; }
section { width: min(100%, calc(var(--shots) * 16.4rem)); border-top: 1px dashed var(--model); padding-top: .6rem; }
section.whole { width: 100%; border-top: 1px solid var(--line); }
h2 { display: flex; flex-wrap: wrap; gap: .15rem 1rem; align-items: baseline; font-size: 1rem; font-weight: 600; margin: 0 0 .9rem; }
h2 span, h2 time { font-weight: 400; font-size: 13px; color: var(--quiet); }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.6rem 1.1rem;
  grid-template-columns: repeat(auto-fill, minmax(min(14.5rem, 42vw), 1fr)); }
li { break-inside: avoid; min-width: 0; }
img, .still { display: block; width: 100%; background: var(--line); object-fit: contain; }
.palette { display: flex; height: 5px; }
.head { display: flex; justify-content: space-between; gap: .5rem; margin-top: .4rem; }
.dim, q { color: var(--quiet); }
q { display: block; margin-top: .25rem; overflow-wrap: anywhere; }
ul { margin: .35rem 0 0; padding: 0; list-style: none; columns: 22rem; column-gap: 2rem; }
@media (max-width: 34rem) { body { padding: 1.25rem 1rem 3rem; } section { width: 100%; } }
@media print { body { padding: 0; max-width: none; } section { break-inside: auto; } }
`;
