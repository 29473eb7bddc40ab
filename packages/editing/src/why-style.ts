/** Style of the page that `whyHtml` makes: quiet, and right in a dark room as on paper. */
export const WHY_STYLE = `
:root { color-scheme: light dark; --paper: #faf9f7; --ink: #1f1d1a; --quiet: #6b665e; --line: #dcd8d0; --band: #2f6f7e; --more: #2f6f7e; --less: #a4532f; }
@media (prefers-color-scheme: dark) { :root { --paper: #161514; --ink: #e8e4dc; --quiet: #9d978c; --line: #34312d; --band: #6fb3c2; --more: #6fb3c2; --less: #d98a63; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { font-size: 22px; font-weight: 600; margin: 0 0 4px; }
h2 { font-size: 15px; font-weight: 600; margin: 0; }
p { margin: 0; }
.quiet, figcaption { color: var(--quiet); font-size: 13px; }
figure { margin: 24px 0 8px; }
figcaption { margin-top: 8px; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: var(--paper); text-anchor: middle; pointer-events: none; }
.film { fill: var(--line); }
.hatch { fill: var(--paper); opacity: .75; }
.band { fill: var(--band); opacity: .18; }
.mark, .item { fill: var(--band); }
a:hover .band, a:focus-visible .band { opacity: .5; }
a:focus-visible { outline: 2px solid var(--ink); }
ol { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 240px 1fr; gap: 8px 24px; padding: 20px 0; border-top: 1px solid var(--line); }
li:target { box-shadow: inset 3px 0 var(--band); padding-left: 12px; }
img { display: block; width: 100%; height: auto; border-radius: 3px; margin-bottom: 8px; }
table { width: 100%; border-collapse: collapse; font-size: 13px; align-self: start; }
caption { text-align: left; color: var(--quiet); padding-bottom: 4px; }
th { text-align: left; font-weight: 500; width: 72px; vertical-align: top; padding: 3px 0; }
td { vertical-align: top; padding: 3px 8px 3px 0; }
.amount { text-align: right; font-variant-numeric: tabular-nums; width: 56px; }
.bar { position: relative; width: 30%; padding: 0; background: linear-gradient(var(--line), var(--line)) center / 1px 100% no-repeat; }
.bar span { position: absolute; top: 8px; height: 8px; border-radius: 2px; }
.more { background: var(--more); }
.less { background: var(--less); }
@media (max-width: 640px) { li { grid-template-columns: 1fr; } .bar { width: 22%; } }
@media print { li { break-inside: avoid; } }
`;
