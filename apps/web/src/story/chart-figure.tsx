import { CHART_STYLE, type Chart } from '@second-unit/story/html';
import { Copy, Table } from 'lucide-react';
import { type MouseEvent, memo, useId, useMemo, useState } from 'react';
import { messages } from '../messages.ts';
import type { Place, Places } from './place.ts';

// Not a <style>: the studio's content security policy allows none that is inline.
const sheet = new CSSStyleSheet();
sheet.replaceSync(CHART_STYLE);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const words = messages.story.chart;

interface Props {
  readonly chart: Chart;
  readonly go: (places: Places) => void;
  /** Where the heading of a scene stands now. */
  readonly headingOf: (scene: number) => Place | undefined;
}

/** A chart with the table that says the same; a click on a scene goes to it. */
export function ChartFigure({ chart, go, headingOf }: Props) {
  const [asTable, setAsTable] = useState(false);
  const [copied, setCopied] = useState(false);
  const id = useId();
  const copy = () => {
    void navigator.clipboard.writeText(withStyle(chart.svg)).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1600);
    });
  };
  return (
    <figure className="story-chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>{chart.title}</h3>
        <span className="story-chart-tools">
          <button
            type="button"
            className="button"
            data-plain
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            <Table size={14} aria-hidden />
            {words.table}
            <span className="visually-hidden">{words.of(chart.title)}</span>
          </button>
          <button type="button" className="button" data-plain onClick={copy}>
            <Copy size={14} aria-hidden />
            <span aria-live="polite">{copied ? words.copied : words.copy}</span>
            <span className="visually-hidden">{words.of(chart.title)}</span>
          </button>
        </span>
      </figcaption>
      <p className="quiet story-caption">{chart.caption}</p>
      {asTable ? <ChartTable chart={chart} go={go} /> : <Plot svg={chart.svg} go={go} headingOf={headingOf} />}
    </figure>
  );
}

/** The drawing, put into the page anew only when it has changed. */
const Plot = memo(function Plot({ svg, go, headingOf }: Omit<Props, 'chart'> & { svg: string }) {
  const markup = useMemo(() => ({ __html: svg }), [svg]);
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link) return;
    event.preventDefault();
    const [scene, from, to] = ['data-scene', 'data-from', 'data-to'].map((name) => link.getAttribute(name));
    const place = scene ? headingOf(Number(scene)) : { from: Number(from), to: Number(to) };
    if (place) go([place]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: by keyboard the table leads to the same places.
    // biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawing, in which every word of the script is escaped.
    <div className="story-plot" onClick={follow} dangerouslySetInnerHTML={markup} />
  );
});

function ChartTable({ chart, go }: Omit<Props, 'headingOf'>) {
  const { head, rows } = chart.table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className="story-table" tabIndex={0} aria-label={words.tableOf(chart.title)}>
      {chart.methods?.map((method) => (
        <p className="quiet" key={method}>
          {method}
        </p>
      ))}
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are places in the script and have no other name.
            <tr key={index}>
              {row.map(({ text, from, to }, cell) => (
                <td key={head[cell]} dir="auto">
                  {from === undefined ? (
                    text
                  ) : (
                    <button type="button" className="linkish" onClick={() => go([{ from, to: to ?? from }])}>
                      {text}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The drawing as a file of its own: with its style and the colours of the light that it is seen in. */
function withStyle(svg: string): string {
  const look = getComputedStyle(document.documentElement);
  const named = new Set(CHART_STYLE.match(/--[\w-]+/gu));
  const values = [...named].map((name) => `${name}: ${look.getPropertyValue(name).trim() || 'initial'};`).join(' ');
  return svg
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace('>', `><style>.chart-svg { ${values} } ${CHART_STYLE}</style>`);
}
