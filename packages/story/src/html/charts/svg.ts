import { escapeHtml } from '../escape.ts';
import { WIDTH } from './chart.ts';

/** A coordinate with two decimals; whatever is no number stands at zero, so that no path is ever broken by one. */
export function px(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';
}

/** 0 to 1, whatever came. */
export function unit(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}

/** The lowest and the highest; as arguments of one call a hundred thousand numbers would be too many. */
export function extent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** The drawing, `height` units high and WIDTH wide. */
export function svg(height: number, content: string, kind: string): string {
  return `<svg class="chart-svg ${kind}" viewBox="0 0 ${WIDTH} ${px(height)}" width="${WIDTH}" height="${px(height)}" aria-hidden="true" focusable="false">${content}</svg>`;
}

export function rect(x: number, y: number, width: number, height: number, attributes = '', title?: string): string {
  const box = `x="${px(x)}" y="${px(y)}" width="${px(Math.max(0, width))}" height="${px(Math.max(0, height))}"`;
  return shape('rect', `${box} ${attributes}`, title);
}

export function circle(x: number, y: number, radius: number, attributes = '', title?: string): string {
  return shape('circle', `cx="${px(x)}" cy="${px(y)}" r="${px(Math.max(0, radius))}" ${attributes}`, title);
}

export function path(points: string, attributes = '', title?: string): string {
  return shape('path', `d="${points}" ${attributes}`, title);
}

export function label(x: number, y: number, words: string, attributes = '', title?: string): string {
  const inside = `${escapeHtml(words)}${title === undefined ? '' : `<title>${escapeHtml(title)}</title>`}`;
  return `<text x="${px(x)}" y="${px(y)}" ${attributes}>${inside}</text>`;
}

/** Leads to lines by pointer; by keyboard the table does, so that a chart of 2,000 scenes is no 2,000 stops. */
export function link({ from, to }: { readonly from: number; readonly to: number }, content: string): string {
  return `<a href="#at-${from}" data-from="${from}" data-to="${to}" tabindex="-1">${content}</a>`;
}

/** Leads to a scene's heading. By its number, so that a drawing stays the same while the words before it grow. */
export function sceneLink(scene: { readonly index: number }, content: string): string {
  return `<a href="#scene-${scene.index}" data-scene="${scene.index}" tabindex="-1">${content}</a>`;
}

/** Words cut to a number of characters. */
export function short(words: string, characters: number): string {
  const all = [...words];
  if (all.length <= characters) return words;
  return `${all
    .slice(0, characters - 1)
    .join('')
    .trimEnd()}…`;
}

function shape(name: string, attributes: string, title: string | undefined): string {
  return title === undefined
    ? `<${name} ${attributes}/>`
    : `<${name} ${attributes}><title>${escapeHtml(title)}</title></${name}>`;
}
