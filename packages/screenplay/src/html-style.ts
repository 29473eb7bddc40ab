/** The industry's layout for screen and paper, by logical sides, so that right-to-left scripts turn it over. */
export const STYLE_SHEET = `:root { color-scheme: light dark; --paper: #fff; --ink: #111; --desk: #e8e6e1; }
@media (prefers-color-scheme: dark) { :root { --paper: #1d1c1a; --ink: #e9e6df; --desk: #121110; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 12pt/1 "Courier Prime", Cousine, "Courier New", Courier, monospace; }
main { max-width: 8.5in; margin: 1.5rem auto; padding: 1in 1in 1in 1.5in; background: var(--paper); line-height: 1; }
h1, h2, p { margin: 1em 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
h2 { position: relative; break-after: avoid; }
.sceneHeading { text-transform: uppercase; }
h2[data-number]::before, h2[data-number]::after { content: attr(data-number); position: absolute; top: 0; }
h2[data-number]::before { inset-inline-end: calc(100% + 2ch); }
h2[data-number]::after { inset-inline-start: calc(100% + 1ch); }
.action { orphans: 2; widows: 2; }
.speech { margin: 1em 0 0; orphans: 3; widows: 2; }
.speech p { margin-block: 0; }
.character { margin-inline-start: 22ch; break-after: avoid; }
.dialogue, .lyrics { margin-inline: 10ch max(0px, 100% - 45ch); }
.parenthetical { margin-inline: 16ch max(0px, 100% - 42ch); break-after: avoid; }
.lyrics { font-style: italic; }
.transition { text-align: end; }
.centered { text-align: center; }
.dual { display: grid; grid-template-columns: 1fr 1fr; gap: 3ch; break-inside: avoid; }
.dual .character { margin-inline-start: 8ch; }
.dual .parenthetical { margin-inline: 4ch 0; }
.dual .dialogue, .dual .lyrics { margin-inline: 0; }
.pageBreak { border: 0; border-top: 1px dashed currentColor; margin: 1em 0 0; opacity: 0.4; }
.title-page { min-height: 9in; padding-top: 2.5in; display: flex; flex-direction: column; justify-content: space-between; }
@media screen { .title-page { margin-bottom: 4em; } }
.title-page .middle { text-align: center; }
.title-page .bottom { display: flex; justify-content: space-between; align-items: end; gap: 4ch; }
.title-page .date { text-align: end; }
@media (max-width: 40rem) {
  main { margin: 0; padding: 1.5rem 2.5rem; }
  .title-page { min-height: 0; padding: 4rem 0; gap: 4rem; }
  .character { margin-inline-start: 30%; }
  .dialogue, .lyrics { margin-inline: 12% 8%; }
  .parenthetical { margin-inline: 20% 8%; }
  .dual { grid-template-columns: 1fr; gap: 0; }
}
@page { size: letter; margin: 1in 1in 0.8in 1.5in; @top-right { content: counter(page) "."; font: 12pt "Courier Prime", Courier, monospace; } }
@page :first { @top-right { content: none; } }
@media print {
  :root { --paper: #fff; --ink: #000; --desk: #fff; }
  main { max-width: none; margin: 0; padding: 0; }
  .title-page { min-height: 8.9in; break-after: page; }
  .pageBreak { border: 0; margin: 0; break-after: page; }
}
`;
