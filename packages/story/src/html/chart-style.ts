/** How charts look wherever they stand; colours are the page's custom properties. */
export const CHART_STYLE = `
.chart-svg { display: block; inline-size: 100%; block-size: auto; overflow: visible; font: 11px var(--type-ui, Inter, system-ui, sans-serif); }
.chart-svg text { fill: var(--text); }
.chart-svg .tick, .chart-svg .direct { fill: var(--quiet); font-size: 10px; }
.chart-svg .lane-name { fill: var(--quiet); font-weight: 500; }
.chart-svg .base, .chart-svg .base-row { stroke: none; fill: var(--line); }
.chart-svg line.base { stroke: var(--line); stroke-width: 1; }
.chart-svg .bar { fill: var(--quiet); opacity: .34; }
.chart-svg .bar-high { fill: var(--high); opacity: .6; }
.chart-svg .bar-low { fill: var(--low); opacity: .6; }
.chart-svg .trend { fill: none; stroke: var(--text); stroke-width: 1.5; stroke-linejoin: round; }
.chart-svg .trend.of-model { stroke: var(--model); stroke-dasharray: 4 3; }
.chart-svg .band { fill: var(--model); opacity: .4; }
.chart-svg .mark { fill: var(--model); }
.chart-svg .strip-int-day { fill: var(--strip-int-day); stroke: var(--edge); stroke-width: .4; }
.chart-svg .strip-ext-day { fill: var(--strip-ext-day); }
.chart-svg .strip-int-night { fill: var(--strip-int-night); }
.chart-svg .strip-ext-night { fill: var(--strip-ext-night); }
.chart-svg .strip-other { fill: var(--strip-other); }
.chart-svg .hit { fill: var(--text); opacity: 0; }
.chart-svg a { cursor: pointer; outline: none; }
.chart-svg a:hover .hit { opacity: .13; }
.chart-svg .row-name { font-size: 11px; }
.chart-svg .present { fill: var(--hue, var(--quiet)); }
.chart-svg .named { fill: var(--hue, var(--quiet)); opacity: .55; }
.chart-svg a:hover .present, .chart-svg a:hover .named { fill: var(--text); opacity: 1; }
.chart-svg .tie { fill: none; stroke: var(--quiet); opacity: .45; }
.chart-svg a:hover .tie { stroke: var(--text); opacity: 1; }
.chart-svg .thing { fill: var(--quiet); }
.chart-svg a:hover .thing { fill: var(--text); }
.chart-svg .plot-scene { fill: var(--model); opacity: .75; }
.chart-svg a:hover .plot-scene, .chart-svg a:hover .point { fill: var(--text); opacity: 1; }
.chart-svg .person { fill: none; stroke: var(--hue, var(--quiet)); stroke-width: 1.2; stroke-dasharray: 4 3; }
.chart-svg .point { fill: var(--hue, var(--quiet)); }
.chart-svg .told, .chart-svg .confused { fill: var(--model); }
.chart-svg .confused { fill: var(--text); }
.chart-svg .node { fill: var(--hue, var(--quiet)); stroke: var(--ground); stroke-width: 2; }
.chart-svg .node-name { font-size: 11px; }
`;
