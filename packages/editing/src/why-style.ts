/** Style of the page that `whyHtml` makes: quiet, and right in a dark room as on paper. */
export const WHY_STYLE = `
:root { color-scheme: light dark; --paper: #faf9f7; --ink: #1f1d1a; --quiet: #6b665e; --line: #dcd8d0; --band: #2f6f7e; --more: #2f6f7e; --less: #a4532f; --slate: #1f1d1a; --chalk: #faf9f7; }
@media (prefers-color-scheme: dark) { :root { --paper: #161514; --ink: #e8e4dc; --quiet: #a39d92; --line: #34312d; --band: #6fb3c2; --more: #6fb3c2; --less: #d98a63; --slate: #050505; --chalk: #e8e4dc; } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #555; --line: #ccc; --band: #2f6f7e; --more: #2f6f7e; --less: #a4532f; --slate: #1f1d1a; --chalk: #fff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 24px; font-weight: 600; line-height: 1.25; margin: 0 0 6px; }
h2 { font-size: 17px; font-weight: 600; margin: 40px 0 8px; }
h3 { font-size: 15px; font-weight: 600; margin: 0; }
p { margin: 0; max-width: 72ch; }
.quiet, figcaption, small { color: var(--quiet); font-size: 13px; }
small { display: block; font-size: 12px; font-variant-numeric: tabular-nums; }
dl { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 16px 0 12px; }
dt { color: var(--quiet); font-size: 12px; }
dd { margin: 0; font-size: 17px; font-variant-numeric: tabular-nums; }
figure { margin: 28px 0 8px; }
figcaption { margin-top: 8px; }
svg { display: block; width: 100%; min-width: 900px; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: #fff; text-anchor: middle; pointer-events: none; font-variant-numeric: tabular-nums; }
svg .time { fill: var(--quiet); font-size: 11px; }
svg .time[text-anchor='start'] { text-anchor: start; }
svg .on { fill: var(--chalk); font-size: 11px; }
.film { fill: var(--line); }
.veil { fill: var(--paper); opacity: .55; }
.hatch { fill: var(--paper); opacity: .8; }
.edge, .beat { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.band { fill: var(--band); opacity: .22; }
.mark { fill: var(--band); }
.item { fill: none; stroke: var(--line); stroke-width: .75; }
.number { fill: #000; opacity: .5; }
.title { fill: var(--slate); stroke: var(--line); stroke-width: .75; }
.line { fill: var(--band); }
svg a:hover .band, svg a:focus-visible .band { opacity: .6; }
a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.scroll { overflow-x: auto; }
ol { list-style: none; margin: 12px 0 0; padding: 0; }
li { display: grid; grid-template-columns: 260px minmax(0, 1fr); gap: 8px 28px; padding: 22px 0; border-top: 1px solid var(--line); break-inside: avoid; }
li:target { box-shadow: inset 3px 0 var(--band); padding-left: 14px; }
img { display: block; width: 100%; height: auto; border-radius: 3px; margin-bottom: 8px; }
.slate { display: grid; place-items: center; min-height: 72px; padding: 12px; background: var(--slate); color: var(--chalk); border: 1px solid var(--line); border-radius: 3px; text-align: center; }
.words { align-items: center; }
.beat { display: flex; align-items: center; gap: 12px; margin-top: 12px; padding-top: 10px; border-top: 1px dashed var(--line); font-size: 13px; }
.beat img { width: 88px; margin: 0; opacity: .85; }
table { width: 100%; border-collapse: collapse; font-size: 13px; align-self: start; }
caption { text-align: left; color: var(--quiet); padding-bottom: 4px; }
th { text-align: left; font-weight: 500; width: 84px; vertical-align: top; padding: 4px 8px 4px 0; }
td { vertical-align: top; padding: 4px 12px 4px 0; }
.cut { font-variant-numeric: tabular-nums; min-width: 640px; }
.cut th, .cut td { width: auto; border-bottom: 1px solid var(--line); white-space: nowrap; }
.cut td:nth-child(6), .cut .title td { white-space: normal; }
.cut thead th { color: var(--quiet); font-weight: 400; }
.cut .title { color: var(--quiet); font-style: italic; }
abbr { text-decoration: none; }
.amount { text-align: right; font-variant-numeric: tabular-nums; width: 60px; }
.bar { position: relative; width: 28%; padding: 0; background: linear-gradient(var(--line), var(--line)) center / 1px 100% no-repeat; }
.bar span { position: absolute; top: 9px; height: 9px; border-radius: 2px; }
.more { background: var(--more); }
.less { background: var(--less); }
@media (max-width: 720px) { li { grid-template-columns: 1fr; } .bar { width: 20%; } }
@media print { main { max-width: none; padding: 0; } li { grid-template-columns: 170px minmax(0, 1fr); padding: 12px 0; } h2 { break-after: avoid; } .scroll { overflow: visible; } .cut, svg { min-width: 0; } }
`;
