import type { CutItem } from './cut.ts';

/** `1:02.5`, hours where there are any. */
export function clock(seconds: number): string {
  const tenths = Math.floor(seconds * 10 + 1e-6);
  const [h, m, s] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60, (tenths % 600) / 10];
  return `${h > 0 ? `${h}:${String(m).padStart(2, '0')}` : m}:${s.toFixed(1).padStart(4, '0')}`;
}

/** The id of an item's section. */
export function anchor(item: CutItem): string {
  return `item-${item.id.replace(/[^\w-]/g, '_')}`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Two decimals, with a minus that is one. */
export function fixed(amount: number): string {
  return `${amount < 0 ? '−' : ''}${Math.abs(amount).toFixed(2)}`;
}

/** With its sign, two decimals: `+1.25`, `−0.50`. */
export function signed(amount: number): string {
  return `${amount > 0 ? '+' : ''}${fixed(amount)}`;
}

/** Text as it may stand in a page; everything that comes from files or people goes through here. */
export function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign]!);
}

/** Only pictures that lie in the page or beside it: nothing is fetched when it is opened. */
export function safeImage(url: string): boolean {
  return /^data:image\/(jpeg|png|webp);base64,/.test(url) || /^(?!\/\/)[\w./ %-]+$/.test(url);
}
