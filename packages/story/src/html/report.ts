import type { Evidence, Finding } from '@second-unit/evidence';
import type { Character, ReadThrough, Scene } from '../read-through.ts';
import { escapeHtml } from './escape.ts';
import { Lines } from './lines.ts';
import { STYLE } from './style.ts';
import { confidenceText, eighthsText, valueText } from './value.ts';

/** Longest quotation of one piece of evidence, in UTF-16 units. A scene is quoted whole. */
const QUOTE = 240;

/**
 * The read-through as one static HTML page without scripts or outside files. Every finding and every count opens
 * to show the lines it rests on. `text` is the script that was read: the ranges point into it.
 */
export function readThroughHtml(readThrough: ReadThrough, text: string): string {
  const lines = new Lines(text);
  const { scenes, characters, findings } = readThrough;
  const title = readThrough.title ?? 'Untitled screenplay';
  const counts = `${count(scenes.length, 'scene')}, ${count(characters.length, 'speaking part')}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}: read-through</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1 dir="auto">${escapeHtml(title)}</h1>
<p class="quiet">Read-through · ${counts}. Open a line to see what it rests on.</p>
<section aria-label="Findings">
<h2>Findings</h2>
${findings.map((finding) => findingHtml(finding, lines)).join('\n') || '<p class="quiet">Nothing to say: no scenes, no speech.</p>'}
</section>
<section aria-label="Characters">
<h2>Characters</h2>
${characters.map((character) => characterHtml(character, lines)).join('\n') || '<p class="quiet">Nobody speaks.</p>'}
</section>
<section aria-label="Scenes">
<h2>Scenes</h2>
${scenes.map((scene) => sceneHtml(scene, lines)).join('\n') || '<p class="quiet">There is no scene heading.</p>'}
</section>
</main>
</body>
</html>
`;
}

function findingHtml(finding: Finding, lines: Lines): string {
  return `<details>
<summary><strong>${escapeHtml(sentence(finding.what))}</strong><span class="value" dir="auto">${escapeHtml(valueText(finding))}</span></summary>
<p class="method">${escapeHtml(finding.method)} ${sentence(confidenceText(finding.confidence))}.</p>
${evidenceHtml(finding.evidence, lines)}
</details>`;
}

function characterHtml(character: Character, lines: Lines): string {
  const counts = [
    count(character.speeches, 'speech', 'speeches'),
    count(character.words, 'word'),
    count(character.scenes.length, 'scene'),
  ].join(' · ');
  return `<details>
<summary><strong dir="auto">${escapeHtml(character.name)}</strong><span class="count">${counts}</span></summary>
${evidenceHtml(character.evidence, lines)}
</details>`;
}

function sceneHtml(scene: Scene, lines: Lines): string {
  const number = scene.number ?? String(scene.index + 1);
  const counts = [
    eighthsText(scene.eighths),
    count(scene.words, 'word'),
    ...(scene.speakers.length > 0 ? [count(scene.speakers.length, 'speaker')] : []),
  ].join(' · ');
  return `<details>
<summary><span><span class="quiet">${escapeHtml(number)}</span> <strong dir="auto">${escapeHtml(scene.heading)}</strong></span><span class="count">${counts}</span></summary>
${quotesHtml([scene], lines, Infinity)}
</details>`;
}

function evidenceHtml(evidence: readonly Evidence[], lines: Lines): string {
  return quotesHtml(
    evidence.filter((item) => item.kind === 'script'),
    lines,
    QUOTE,
  );
}

function quotesHtml(ranges: readonly { from: number; to: number }[], lines: Lines, most: number): string {
  if (ranges.length === 0) return '<p class="method">It rests on no single line.</p>';
  const items = ranges.map(({ from, to }) => {
    const said = escapeHtml(lines.quote(from, to, most));
    return `<li><span class="at">${lines.numberAt(from)}</span><span class="said" dir="auto">${said}</span></li>`;
  });
  return `<ol class="lines">${items.join('\n')}</ol>`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
