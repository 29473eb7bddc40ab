import { html, raw } from 'hono/html';

/** Quiet, readable on screen and paper, in light and dark, without anything from elsewhere. */
const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 3rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p.lead { margin: 0 0 2rem; opacity: .75; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } td.n, th.n { text-align: right; }
img { display: block; width: 15rem; height: auto; border-radius: 3px; }
.barcode { display: flex; height: 4rem; margin: 1rem 0 2rem; border-radius: 3px; overflow: hidden; }
.barcode i { flex: 1; } .swatch { display: inline-block; width: 1rem; height: 1rem; margin-right: 2px; border-radius: 2px; }
blockquote { font: 15px/1.4 "Courier Prime", "Courier New", monospace; margin: .25rem 0; white-space: pre-wrap; }
ul { margin: 0; padding-left: 1.1rem; } small { opacity: .7; }
details summary { cursor: pointer; }
`;

export type Markup = ReturnType<typeof html>;

/** A whole HTML page that needs no other file. What is put in is escaped by the tag `html`. */
export async function page(title: string, body: Markup): Promise<string> {
  const whole = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Second Unit">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return whole.toString();
}
