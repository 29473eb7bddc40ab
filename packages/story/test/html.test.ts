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

  it('leads from each finding to its lines in the script beside it', () => {
    const html = report(text);
    const targets = [...html.matchAll(/href="#(at-\d+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(readThrough(text).findings.length);
    for (const id of targets) expect(html).toContain(`id="${id}"`);
    expect(html).toContain('aria-label="Line 8">8</a></span><span class="said" dir="auto">TOM\nNo.</span>');
  });

  it('loads nothing, runs nothing, and has a light for day and night', () => {
    const html = report(text);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toMatch(/https?:|<link|<img|<script|url\(/);
  });

  it('says so where there is nothing', () => {
    const html = report('');
    expect(html).toContain('Untitled screenplay');
    expect(html).toContain('Not enough to say: no scenes, no speech.');
    expect(html).toContain('There is no scene heading.');
  });

  it('survives lone surrogates and controls', () => {
    const html = report('INT. A\ud800\u0001 - DAY\n\nMARA\n\udc00Hi.\n');
    expect(html.isWellFormed()).toBe(true);
    expect(html).not.toContain('\u0001');
  });
});
