import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHtml } from '../src/html.ts';
import { parse, toDocument } from '../src/index.ts';
import { isPrinted } from '../src/pages/paragraphs.ts';
import { titlePlace } from '../src/pages/title-page.ts';
import { soup } from './soup.ts';

/** What stands between the tags of the body, entities resolved. */
function readable(html: string): string {
  const body = html.slice(html.indexOf('<main>'), html.indexOf('</main>'));
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return body.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot);/g, (_, name: string) => named[name] as string);
}

const folded = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, '');
const body = (text: string): string[] => {
  const html = toHtml(text);
  return html.slice(html.indexOf('<main>') + 7, html.indexOf('</main>') - 1).split('\n');
};

describe('HTML', () => {
  it('has scenes as sections, speeches as groups, emphasis and scene numbers', () => {
    expect(
      body('INT. A - DAY #1#\n\nShe *runs* **_fast_**. [[why]]\n\nMARA\n(low)\nNo!\n\n> CUT TO:\n\nINT. B\n'),
    ).toEqual([
      '<section>',
      '<h2 class="sceneHeading" data-number="1" dir="auto">INT. A - DAY</h2>',
      '<p class="action" dir="auto">She <em>runs</em> <strong><u>fast</u></strong>.</p>',
      '<div class="speech">',
      '<p class="character" dir="auto">MARA</p>',
      '<p class="parenthetical" dir="auto">(low)</p>',
      '<p class="dialogue" dir="auto">No!</p>',
      '</div>',
      '<p class="transition" dir="auto">CUT TO:</p>',
      '</section>',
      '<section>',
      '<h2 class="sceneHeading" dir="auto">INT. B</h2>',
      '</section>',
    ]);
  });

  it('sets dual dialogue side by side', () => {
    const lines = body('A\nOne.\n\nB ^\nTwo.\n\nThree.\n').map((line) => line.replace(/ dir="auto"/, ''));
    expect(lines).toEqual([
      '<div class="dual">',
      '<div class="speech">',
      '<p class="character">A</p>',
      '<p class="dialogue">One.</p>',
      '</div>',
      '<div class="speech">',
      '<p class="character">B</p>',
      '<p class="dialogue">Two.</p>',
      '</div>',
      '</div>',
      '<p class="action">Three.</p>',
    ]);
  });

  it('has the title page and the title', () => {
    const html = toHtml('Title: Salt & <Water>\nAuthor: M. Ray\nContact: Hull\n\nFADE IN:', { language: 'en-GB' });
    expect(html).toContain('<html lang="en-GB">');
    expect(html).toContain('<title>Salt &amp; &lt;Water&gt;</title>');
    expect(html).toContain('<h1 dir="auto">Salt &amp; &lt;Water&gt;</h1>');
  });

  it('lets nothing of the script be markup', () => {
    const html = toHtml('INT. A #"><img/src=x>#\n\n<script>alert(1)</script> "\u0000"\n', { language: '"><b>' });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<b>');
    expect(html).not.toContain('\u0000');
  });

  it('says every printing element once, in order, in tags that close', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const document = toDocument(parse(text));
        const html = toHtml(text);
        const expected = [
          ...(['middle', 'contact', 'date'] as const).flatMap((place) =>
            document.titlePage.filter(({ key }) => titlePlace(key) === place).map(({ value }) => value),
          ),
          ...document.elements.filter(isPrinted).map((element) => element.text),
        ];
        expect(folded(readable(html))).toBe(folded(expected.join('')));
        for (const tag of ['div', 'section', 'p', 'em', 'strong', 'u', 'header']) {
          const count = (pattern: RegExp) => html.slice(html.indexOf('<main>')).match(pattern)?.length ?? 0;
          expect(count(new RegExp(`<${tag}[ >]`, 'g'))).toBe(count(new RegExp(`</${tag}>`, 'g')));
        }
      }),
      { numRuns: 300 },
    );
  });
});
