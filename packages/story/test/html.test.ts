import { describe, expect, it } from 'vitest';
import { readThrough, readThroughHtml } from '../src/index.ts';

const report = (text: string): string => readThroughHtml(readThrough(text), text);

describe('the report', () => {
  const text = 'Title: A & B\n\nINT. <KITCHEN> - DAY\n\nMARA "M"\n<script>alert(1)</script> Go.\n\nTOM\nNo.\n';

  it('escapes what the writer wrote', () => {
    const html = report(text);
    expect(html).toContain('<title>A &amp; B: read-through</title>');
    expect(html).toContain('INT. &lt;KITCHEN&gt; - DAY');
    expect(html).toContain('MARA &quot;M&quot;');
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toContain('<script');
  });

  it('opens each finding, character and scene to its lines, with line numbers', () => {
    const read = readThrough(text);
    const html = readThroughHtml(read, text);
    const details = html.match(/<details>/g) ?? [];
    expect(details).toHaveLength(read.findings.length + read.characters.length + read.scenes.length);
    expect(html.match(/<details>[\s\S]*?<\/details>/g)?.every((item) => item.includes('class="lines"'))).toBe(true);
    expect(html).toMatch(/<span class="at">8<\/span><span class="said" dir="auto">TOM\nNo\.<\/span>/);
  });

  it('loads nothing, runs nothing, and has a light for day and night', () => {
    const html = report(text);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toMatch(/https?:|<link|<img|url\(/);
  });

  it('says so where there is nothing', () => {
    const html = report('');
    expect(html).toContain('Untitled screenplay');
    expect(html).toContain('Nobody speaks.');
    expect(html).toContain('There is no scene heading.');
  });

  it('survives lone surrogates and controls', () => {
    const html = report('INT. A\ud800\u0001 - DAY\n\nMARA\n\udc00Hi.\n');
    expect(html.isWellFormed()).toBe(true);
    expect(html).not.toContain('\u0001');
  });
});
