import { clock, filmName } from './clock.ts';
import type { Shot, ShotLog } from './shot-log.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #22211f; --dim: #6d6a65; --paper: #faf9f7; --line: #dedbd5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e3de; --dim: #989389; --paper: #171614; --line: #35332f; } }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 82rem; background: var(--paper); color: var(--ink);
  font: 14px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.25rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0 1rem; color: var(--dim); }
.barcode { display: block; width: 100%; height: 3.5rem; margin-bottom: 2rem; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.5rem 1rem;
  grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
li { break-inside: avoid; }
img, .still { display: block; width: 100%; background: var(--line); object-fit: contain; }
.palette { display: flex; height: 4px; }
.head { display: flex; justify-content: space-between; gap: .5rem; margin-top: .4rem; font-variant-numeric: tabular-nums; }
.dim, q { color: var(--dim); font-size: .85rem; }
q { display: block; margin-top: .25rem; }
@media print { body { padding: 0; max-width: none; } }
`;

/** Text for HTML, in content or in a quoted attribute. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What a log read from elsewhere calls a colour goes into a style, so it must be one. */
function colourOf(text: string): string {
  return /^#[0-9a-f]{6}$/i.test(text) ? text : '#000000';
}

function barcodeOf({ barcode }: ShotLog): string {
  const bars = barcode
    .map((colour, at) => `<rect x="${at}" width="1.05" height="1" fill="${colourOf(colour)}"/>`)
    .join('');
  const box = `viewBox="0 0 ${Math.max(1, barcode.length)} 1" preserveAspectRatio="none"`;
  return `<svg class="barcode" ${box} role="img" aria-label="Film barcode: the mean colour of each part of the film">${bars}</svg>`;
}

function stillOf(shot: Shot, log: ShotLog, still: Uint8Array | undefined): string {
  const { width, height } = log.media;
  const shape = `aspect-ratio:${Math.max(1, width)}/${Math.max(1, height)}`;
  if (still === undefined) return `<div class="still" style="${shape}"></div>`;
  const source = `data:image/jpeg;base64,${Buffer.from(still).toString('base64')}`;
  return `<img src="${source}" style="${shape}" loading="lazy" alt="Frame ${shot.keyFrame} of shot ${escaped(shot.id)}">`;
}

const NAMES = { cut: 'cut', dissolve: 'dissolve', fade: 'fade', wipe: 'wipe', none: 'first shot' } as const;

function item(shot: Shot, log: ShotLog, still: Uint8Array | undefined): string {
  const palette = shot.palette
    .map(({ colour, share }) => `<span style="background:${colourOf(colour)};flex:${Number(share)}"></span>`)
    .join('');
  const { type, startFrame, endFrame } = shot.transitionIn;
  const frames = endFrame > startFrame ? `, ${endFrame - startFrame} frames` : '';
  const loud = shot.loudness === undefined ? '' : ` · ${shot.loudness} LUFS`;
  const lines = shot.lines.map((line) => `<q>${escaped(log.subtitles[line]?.text ?? '')}</q>`).join('');
  return `<li id="${escaped(shot.id)}">${stillOf(shot, log, still)}<div class="palette">${palette}</div>
<div class="head"><b>${shot.index + 1}</b><span>${clock(shot.start)}</span><span>${(shot.end - shot.start).toFixed(1)} s</span></div>
<div class="dim">frames ${shot.startFrame}–${shot.endFrame - 1} · ${escaped(NAMES[type] ?? '')}${frames}${loud}</div>${lines}</li>`;
}

/**
 * The log as a contact sheet: one HTML file with everything in it, for a screen or a printer. `stills` are JPEGs of
 * the shots' key frames by shot id; a shot without one gets an empty frame.
 */
export function logHtml(log: ShotLog, stills: ReadonlyMap<string, Uint8Array>): string {
  const name = escaped(filmName(log.media));
  const { num, den } = log.media.frameRate;
  const rate = den === 0 ? 0 : num / den;
  const loudness = log.sound?.integrated === undefined ? '' : ` · ${log.sound.integrated} LUFS`;
  const damage = log.damage.length === 0 ? '' : ` · damaged in ${log.damage.length} places`;
  const facts = `${log.shots.length} shots · ${clock(log.media.duration)} · ${log.media.width} × ${log.media.height} · ${Number(rate.toFixed(3))} frames a second${loudness}${damage}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${name}: shot log</title><style>${STYLE}</style></head>
<body><h1>${name}</h1><p>${facts}</p>${barcodeOf(log)}
<ol>
${log.shots.map((shot) => item(shot, log, stills.get(shot.id))).join('\n')}
</ol></body></html>
`;
}
