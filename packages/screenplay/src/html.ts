import type { ElementType, ScreenplayDocument } from './elements.ts';
import { type AnyScript, styledScript } from './formats/script/styled.ts';
import { BOLD, ITALIC, type StyleSpan, UNDERLINE } from './formats/script/styles.ts';
import { STYLE_SHEET } from './html-style.ts';
import { type TitlePlace, titlePlace } from './pages/title-page.ts';
import { documentOf } from './pdf-out/document-of.ts';

export interface HtmlOptions {
  /** BCP 47; default `en`. */
  readonly language?: string;
}

/**
 * A script as one HTML page with no outside parts, for the screen and for printing. The classes are the types of
 * `second-unit/screenplay@1`. Notes, boneyards, sections and synopses are left out, as on paper.
 */
export function toHtml(script: AnyScript, options: HtmlOptions = {}): string {
  const document = documentOf(script);
  const styled = styledScript(script);
  const title = document.titlePage.find(({ key }) => key.trim().toLowerCase() === 'title')?.value;
  const name = escaped(title?.replace(/\s+/g, ' ').trim() || 'Screenplay');
  const parts = [titlePage(document, styled.titlePage), body(document, styled.elements)].filter((part) => part !== '');
  return `<!doctype html>
<html lang="${escaped(options.language ?? 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<style>
${STYLE_SHEET}</style>
</head>
<body>
<main>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

interface Styles {
  readonly styles?: readonly StyleSpan[];
}

function titlePage({ titlePage: entries }: ScreenplayDocument, styled: readonly Styles[]): string {
  const places: Record<TitlePlace, string[]> = { middle: [], contact: [], date: [] };
  for (const [index, { key, value }] of entries.entries()) {
    if (value.trim() === '') continue;
    const tag = key.trim().toLowerCase() === 'title' ? 'h1' : 'p';
    places[titlePlace(key)].push(`<${tag} dir="auto">${inline(value, styled[index]?.styles ?? [])}</${tag}>`);
  }
  const box = (name: string, inner: readonly string[]): string => `<div class="${name}">\n${inner.join('\n')}\n</div>`;
  const { middle, contact, date } = places;
  if (middle.length + contact.length + date.length === 0) return '';
  const bottom = box('bottom', [box('contact', contact), box('date', date)]);
  return `<header class="title-page">\n${box('middle', middle)}\n${bottom}\n</header>`;
}

/** What is open around the element that comes next. */
interface Open {
  scene: boolean;
  speech: boolean;
  dual: boolean;
}

function body({ elements }: ScreenplayDocument, styled: readonly Styles[]): string {
  const lines: string[] = [];
  const open: Open = { scene: false, speech: false, dual: false };
  const close = (...kinds: (keyof Open)[]): void => {
    for (const kind of kinds) {
      if (open[kind]) lines.push(kind === 'scene' ? '</section>' : '</div>');
      open[kind] = false;
    }
  };
  const start = (kind: keyof Open, html: string): void => {
    lines.push(html);
    open[kind] = true;
  };
  for (const [index, { type, text, number, dual }] of elements.entries()) {
    if (HIDDEN.has(type)) continue;
    const content = inline(text, styled[index]?.styles ?? []);
    switch (type) {
      case 'sceneHeading': {
        close('speech', 'dual', 'scene');
        start('scene', '<section>');
        const label = number === undefined ? '' : ` data-number="${escaped(number)}"`;
        lines.push(`<h2 class="sceneHeading"${label} dir="auto">${content}</h2>`);
        break;
      }
      case 'character':
        close('speech');
        if (dual !== 'right') close('dual');
        if (dual === 'left') start('dual', '<div class="dual">');
        start('speech', '<div class="speech">');
        lines.push(`<p class="character" dir="auto">${content}</p>`);
        break;
      case 'dialogue':
      case 'parenthetical':
        if (!open.speech) start('speech', '<div class="speech">');
        lines.push(`<p class="${type}" dir="auto">${content}</p>`);
        break;
      case 'lyrics':
        lines.push(`<p class="lyrics" dir="auto">${content}</p>`);
        break;
      case 'pageBreak':
        close('speech', 'dual');
        lines.push('<hr class="pageBreak">');
        break;
      default:
        close('speech', 'dual');
        lines.push(`<p class="${type}" dir="auto">${content}</p>`);
    }
  }
  close('speech', 'dual', 'scene');
  return lines.join('\n');
}

const HIDDEN: ReadonlySet<ElementType> = new Set(['note', 'boneyard', 'section', 'synopsis']);
const TAGS = [
  [BOLD, 'strong'],
  [ITALIC, 'em'],
  [UNDERLINE, 'u'],
] as const;

function inline(text: string, styles: readonly StyleSpan[]): string {
  let html = '';
  let at = 0;
  for (const { from, to, style } of styles) {
    html += escaped(text.slice(at, from));
    const tags = TAGS.filter(([bit]) => (style & bit) !== 0).map(([, tag]) => tag);
    const inner = escaped(text.slice(from, to));
    html += tags.reduceRight((wrapped, tag) => `<${tag}>${wrapped}</${tag}>`, inner);
    at = to;
  }
  return html + escaped(text.slice(at));
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Also without the control characters that HTML may not hold. */
function escaped(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '').replace(/[&<>"]/g, (sign) => ESCAPES[sign] as string);
}
