import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { READABLE, readCeltx, readScript } from '../../src/formats/index.ts';
import { ScreenplayFault } from '../../src/index.ts';

/** A page as Celtx 2 writes it: a `br` at the end of paragraphs, lines broken at 80, marks for the breakdown. */
const page = (
  body: string,
  numbering = 'none',
): string => `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html>
<head>
  <title>The Weir</title>
  <link rel="stylesheet" type="text/css" href="chrome://celtx/content/editor.css">
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
  <style id="pagenumbers" type="text/css">.softbreak { display: none !important; } </style>
  <meta content="${numbering}" name="CX.sceneNumbering">
  <meta content="Mara Lind" name="Author">
  <meta content="From the novel
by A. Writer" name="DC.source">
  <meta content="" name="DC.rights">
  <meta content="mara@example.org" name="CX.contact">
  <meta content="Written by" name="CX.byline">
</head>
<body>
${body}
</body>
</html>
`;

const FILM = page(
  `<p scenestr="4A" id="a1" class="sceneheading">int. kitchen - day<br>
</p>
<p class="action">Mara opens the <span ref="http://celtx.com/res/x" class="props">freezer</span>.
It&nbsp;is <span style="font-weight: bold;">full</span> of <i>fish</i>.<span date="May 28, 2008" id="n1" text="Whose fish?

Ask." class="note"></span></p>
<p class="character">Mara (V.O.)<br>
</p>
<p class="parenthetical">(low)<br>
</p>
<p class="dialog">It was never
locked.<br>
Never &amp; ever.</p>
<p class="character" dual="true">Ana<br></p>
<p class="dialog">Yes.</p>
<p class="character" dual="true">Ben<br></p>
<p class="dialog">No.</p>
<p class="action"><br></p>
<p class="shot">CLOSE ON the lock.</p>
<p class="transition">cut to:</p>
<hr class="hardbreak">
<p id="a2" class="sceneheading">Ext. weir - night</p>
<p>She waits.</p>`,
  'left',
);

const project = (...documents: readonly (readonly [file: string, kind: string])[]): Uint8Array =>
  strToU8(
    `<?xml version="1.0"?>\n<!DOCTYPE RDF [<!ENTITY % celtxDTD SYSTEM "chrome://celtx/locale/celtx.dtd" > %celtxDTD;]>\n<RDF:RDF>${documents
      .map(
        ([file, kind]) =>
          `<cx:Document RDF:about="http://celtx.com/res/${file}"\n cx:localFile="${file}"\n dc:title="x"><cx:doctype RDF:resource="http://celtx.com/NS/v1/${kind}"/></cx:Document>`,
      )
      .join('\n')}</RDF:RDF>`,
  );

function fault(read: () => unknown): ScreenplayFault {
  try {
    read();
  } catch (error) {
    if (error instanceof ScreenplayFault) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('Celtx', () => {
  it('is read by the classes of its paragraphs', () => {
    const { fountain } = readCeltx(
      zipSync({ 'project.rdf': project(['script-a.html', 'ScriptDocument']), 'script-a.html': strToU8(FILM) }),
    );
    expect(fountain).toBe(`Title: The Weir
Credit: Written by
Author: Mara Lind
Source:
    From the novel
    by A. Writer
Contact: mara@example.org

INT. KITCHEN - DAY #4A#

Mara opens the freezer. It is **full** of *fish*. [[Whose fish?
  
Ask.]]

MARA (V.O.)
(low)
It was never locked.
Never & ever.

ANA
Yes.

BEN ^
No.

CLOSE ON the lock.

CUT TO:

===

EXT. WEIR - NIGHT

She waits.
`);
  });

  it('has scene numbers only where Celtx shows them', () => {
    const hidden = page('<p scenestr="1" class="sceneheading">INT. A</p>');
    const { document } = readCeltx(zipSync({ 'script-a.html': strToU8(hidden) }));
    expect(document.elements).toMatchObject([{ type: 'sceneHeading', text: 'INT. A' }]);
    expect(document.elements[0]).not.toHaveProperty('number');
  });

  it('takes the film of a project with several scripts, whatever their order', () => {
    const bytes = zipSync({
      'script-a.html': strToU8(page('<p class="action">A play.</p>')),
      'script-b.html': strToU8(page('<p class="action">A film.</p>')),
      'project.rdf': project(['script-a.html', 'TheatreDocument'], ['script-b.html', 'ScriptDocument']),
    });
    expect(readScript(bytes, 'two.celtx').document.elements.map(({ text }) => text)).toEqual(['A film.']);
    expect(READABLE).toContain('celtx');
  });

  it('text outside paragraphs is action, that of styles and scripts is none', () => {
    const loose = page(
      'Loose words.<style>p { color: red }</style><script>no()</script><p class="unheard-of">Kept.</p>',
    );
    const { document } = readCeltx(zipSync({ 'script-a.html': strToU8(loose) }));
    expect(document.elements.map(({ type, text }) => [type, text])).toEqual([
      ['action', 'Loose words.'],
      ['action', 'Kept.'],
    ]);
  });
});

describe('a bad Celtx file', () => {
  const read = (html: string) => () => readCeltx(zipSync({ 'script-a.html': strToU8(html) }), 'bad.celtx');

  it('without a script says so', () => {
    expect(fault(() => readCeltx(zipSync({ 'project.rdf': project() }), 'a.celtx')).message).toBe(
      'a.celtx holds no script: no file in it is named script-….html.',
    );
    expect(fault(() => readCeltx(strToU8('<html>'), 'a.celtx')).message).toContain('no zip archive');
  });

  it.each([
    ['deep', '<b>'.repeat(100_000), /nested more than 200 deep/],
    [
      'wide',
      Array.from({ length: 1_000_001 }, (_, index) => `<i id=${index % 9973}>`).join('</i>'),
      /more than 1,000,000 elements/,
    ],
    ['long', `<p>${Array.from({ length: 800_000 }, (_, index) => `w${index}`).join(' ')}</p>`, /4 million letters/],
    [
      'a huge attribute',
      `<meta name="Author" content="${Array.from({ length: 800_000 }, (_, i) => i).join(' ')}">`,
      /4 million letters/,
    ],
  ])('%s: refused, soon', (_name, html, message) => {
    const start = process.cpuUsage();
    const { code, message: sentence } = fault(read(html));
    expect(code).toBe('too-large');
    expect(sentence).toMatch(message);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000);
  });

  it.each([
    [
      'emphasis that no paragraph closes',
      Array.from({ length: 150 }, (_, i) => `<b id="${i}">`).join('') + '<p>x'.repeat(20_000),
    ],
    ['closings of nothing', '</b></p></i>'.repeat(100_000)],
    ['a tag that does not end', `<p class="action">x${'<'.repeat(500_000)}`],
    ['entities', '&amp;lt;&nbsp;&#0;&#x110000;&bogus;'.repeat(20_000)],
  ])('%s: read, soon', (_name, html) => {
    const start = process.cpuUsage();
    try {
      expect(typeof read(html)().fountain).toBe('string');
    } catch (error) {
      expect(error).toBeInstanceOf(ScreenplayFault);
    }
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000);
  });
});
