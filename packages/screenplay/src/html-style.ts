/** The industry's layout for screen and paper, by logical sides, so that right-to-left scripts turn it over. */
export const STYLE_SHEET = `:root { color-scheme: light dark; --paper: #fff; --ink: #111; --desk: #e8e6e1; }
@media (prefers-color-scheme: dark) { :root { --paper: #1d1c1a; --ink: #e9e6df; --desk: #121110; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 12pt/1 "Courier Prime", Cousine, "Courier New", Courier, monospace; }
main { max-width: 8.5in; margin: 1.5rem auto; padding: 1in 1in 1in 1.5in; background: var(--paper); line-height: 1; }
h1, h2, p { margin: 1em 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
h2 { position: relative; text-transform: none; break-after: avoid; }
h2[data-number]::before, h2[data-number]::after { content: attr(data-number); position: absolute; top: 0; }
h2[data-number]::before { inset-inline-end: calc(100% + 2ch); }
h2[data-number]::after { inset-inline-start: calc(100% + 1ch); }
.action { orphans: 2; widows: 2; }
.speech { margin: 1em 0 0; orphans: 3; widows: 2; }
.speech p { margin-block: 0; }
.character { margin-inline-start: 22ch; break-after: avoid; }
.dialogue, .lyrics { margin-inline-start: 10ch; max-width: 35ch; }
.parenthetical { margin-inline-start: 16ch; max-width: 26ch; break-after: avoid; }
.lyrics { font-style: italic; }
.transition { text-align: end; }
.centered { text-align: center; }
.dual { display: grid; grid-template-columns: 1fr 1fr; gap: 3ch; break-inside: avoid; }
.dual .character { margin-inline-start: 8ch; }
.dual .parenthetical { margin-inline-start: 4ch; }
.dual .dialogue, .dual .lyrics { margin-inline-start: 0; }
.pageBreak { border: 0; border-top: 1px dashed currentColor; margin: 1em 0 0; opacity: 0.4; }
.title-page { min-height: 9in; display: grid; grid-template: 1fr repeat(12, auto) 2fr / 1fr 1fr; padding-top: 2in; }
.title-page .middle { grid-column: 1 / -1; text-align: center; }
.title-page .contact { grid-column: 1; grid-row: 15; align-self: end; }
.title-page .date { grid-column: 2; align-self: end; text-align: end; }
@media (max-width: 40rem) {
  main { margin: 0; padding: 1.5rem 2.5rem; }
  .character { margin-inline-start: 30%; }
  .dialogue, .lyrics { margin-inline: 12% 8%; }
  .parenthetical { margin-inline-start: 20%; }
  .dual { grid-template-columns: 1fr; gap: 0; }
}
@page { size: letter; margin: 1in 1in 0.8in 1.5in; @top-right { content: counter(page) "."; font: 12pt "Courier Prime", Courier, monospace; } }
@page :first { @top-right { content: none; } }
@media print {
  :root { --paper: #fff; --ink: #000; --desk: #fff; }
  main { max-width: none; margin: 0; padding: 0; }
  .title-page { break-after: page; }
  .pageBreak { border: 0; margin: 0; break-after: page; }
}
`;
