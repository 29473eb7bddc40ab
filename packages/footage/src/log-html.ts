import { clock, filmName } from './clock.ts';
import { barcodeStrip, colourOf, colourScript, faultStrip, sceneStrip } from './contact-sheet/strips.ts';
import { STYLE } from './contact-sheet/style.ts';
import { cameraWords, faultPlace, faultWords, scaleWords, sureness } from './contact-sheet/words.ts';
import { faultsIn } from './faults/faults-in.ts';
import { filmTimecode } from './film-timecode.ts';
import type { FilmScene, Shot, ShotLog } from './shot-log.ts';

/** Faults told of one by one above the stills; the rest are counted. */
const MOST_FAULTS = 24;

/** Text for HTML, in content or in a quoted attribute. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function signed(value: number): string {
  return String(value).replace('-', '−');
}

function stillOf(shot: Shot, log: ShotLog, still: Uint8Array | undefined): string {
  const { width, height } = log.media;
  const shape = `aspect-ratio:${Math.max(1, width)}/${Math.max(1, height)}`;
  if (still === undefined) return `<div class="still" style="${shape}"></div>`;
  const source = `data:image/jpeg;base64,${Buffer.from(still).toString('base64')}`;
  return `<img src="${source}" style="${shape}" loading="lazy" alt="Frame ${shot.keyFrame} of shot ${escaped(shot.id)}">`;
}

/** Where a shot begins: by the film's timecode, where it carries one. */
function placeOf({ startFrame, start }: Shot, { media }: ShotLog): string {
  const timecode = media.startTimecode === undefined ? undefined : filmTimecode(media, startFrame, start);
  return timecode ?? clock(start);
}

/** Timecode, reel and path of the file: what an editing program finds it again by. */
function sourceOf({ startTimecode, dropFrame, reel, originalPath }: ShotLog['media']): string {
  const facts = [
    ...(startTimecode === undefined ? [] : [`from ${startTimecode} ${dropFrame ? 'drop-frame' : 'non-drop'}`]),
    ...(reel === undefined ? [] : [`reel ${reel}`]),
    originalPath,
  ];
  return facts.map(escaped).join(' · ');
}

const NAMES = { cut: 'cut', dissolve: 'dissolve', fade: 'fade', wipe: 'wipe', none: 'first shot' } as const;

/** A line of words with how sure they are, each of its words that of the film's own vocabulary. */
function line(words: string, confidence: number): string {
  const [first = '', ...rest] = words.split(', ');
  const more = rest.length === 0 ? '' : `<span class="dim">, ${escaped(rest.join(', '))}</span>`;
  return `<div>${escaped(first)}${more} <span class="dim">· ${sureness(confidence)}</span></div>`;
}

function item(shot: Shot, log: ShotLog, still: Uint8Array | undefined): string {
  const palette = shot.palette
    .map(({ colour, share }) => `<span style="background:${colourOf(colour)};flex:${Number(share)}"></span>`)
    .join('');
  const { type, startFrame, endFrame } = shot.transitionIn;
  const frames = endFrame > startFrame ? `, ${endFrame - startFrame} frames` : '';
  const loud = shot.loudness === undefined ? '' : ` · ${signed(shot.loudness)} LUFS`;
  const lines = shot.lines.map((at) => `<q>${escaped(log.subtitles[at]?.text ?? '')}</q>`).join('');
  const camera = shot.camera === undefined ? '' : line(cameraWords(shot.camera), shot.camera.confidence);
  const scale = shot.scale === undefined ? '' : line(scaleWords(shot.scale), shot.scale.confidence);
  const faults = faultsIn(shot, log)
    // What is true of the whole film is told once, above.
    .filter(({ every }) => every === undefined)
    .map(
      (fault) => `<div class="wrong">${[faultWords(fault), faultPlace(fault, shot)].filter(Boolean).join(' · ')}</div>`,
    )
    .join('');
  return `<li id="${escaped(shot.id)}">${stillOf(shot, log, still)}<div class="palette">${palette}</div>
<div class="head"><b>${shot.index + 1}</b><time>${placeOf(shot, log)}</time><span>${(shot.end - shot.start).toFixed(1)} s</span></div>
${scale}${camera}<div class="dim">frames ${shot.startFrame}–${shot.endFrame - 1} · ${escaped(NAMES[type] ?? '')}${frames}${loud}</div>${faults}${lines}</li>`;
}

function grid(shots: readonly Shot[], log: ShotLog, stills: ReadonlyMap<string, Uint8Array>): string {
  return `<ol>\n${shots.map((shot) => item(shot, log, stills.get(shot.id))).join('\n')}\n</ol>`;
}

function section(scene: FilmScene, log: ShotLog, stills: ReadonlyMap<string, Uint8Array>): string {
  const shots = log.shots.slice(scene.firstShot, scene.lastShot + 1);
  const [first, last] = [shots[0], shots.at(-1)];
  if (first === undefined || last === undefined) return '';
  const count = shots.length === 1 ? '1 shot' : `${shots.length} shots`;
  const sure = scene.index === 0 ? '' : `<span>begins here: ${sureness(scene.confidence)}</span>`;
  return `<section style="--shots:${shots.length}"><h2>Scene ${scene.index + 1} <time>${placeOf(first, log)}</time><span>${(last.end - first.start).toFixed(1)} s</span><span>${count}</span>${sure}</h2>
${grid(shots, log, stills)}</section>`;
}

function faultList({ faults = [], shots }: ShotLog): string {
  if (faults.length === 0) return '';
  const told = faults.slice(0, MOST_FAULTS).map((fault) => {
    const shot = shots.find(({ startFrame, endFrame }) => fault.startFrame < endFrame && fault.endFrame > startFrame);
    const where = shot === undefined ? '' : `, shot ${shot.index + 1}`;
    return `<li><span class="wrong">${faultWords(fault)}</span> <span class="dim">· ${faultPlace(fault)}${fault.every === undefined ? where : ''} · ${sureness(fault.confidence)}</span></li>`;
  });
  const more = faults.length > MOST_FAULTS ? `<li class="dim">and ${faults.length - MOST_FAULTS} more</li>` : '';
  return `<ul>${told.join('')}${more}</ul>`;
}

/**
 * The log as a contact sheet: one HTML file with everything in it, for a screen or a printer. `stills` are JPEGs of
 * the shots' key frames by shot id; a shot without one gets an empty frame.
 */
export function logHtml(log: ShotLog, stills: ReadonlyMap<string, Uint8Array>): string {
  const name = escaped(filmName(log.media));
  const { num, den } = log.media.frameRate;
  const rate = den === 0 ? 0 : num / den;
  const loudness = log.sound?.integrated === undefined ? '' : ` · ${signed(log.sound.integrated)} LUFS`;
  const damage = log.damage.length === 0 ? '' : ` · damaged in ${log.damage.length} places`;
  const { scenes = [], faults = [] } = log;
  const parts = scenes.length === 0 ? '' : ` in ${scenes.length} ${scenes.length === 1 ? 'scene' : 'scenes'}`;
  const facts = `${log.shots.length} shots${parts} · ${clock(log.media.duration)} · ${log.media.width} × ${log.media.height} · ${Number(rate.toFixed(3))} frames a second${loudness}${damage}`;
  const body =
    scenes.length === 0
      ? `<section class="whole">${grid(log.shots, log, stills)}</section>`
      : scenes.map((scene) => section(scene, log, stills)).join('\n');
  const wrong = faults.length === 0 ? '' : `, faults of the picture below`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${name}: shot log</title><style>${STYLE}</style></head>
<body><h1>${name}</h1><p>${facts}</p><p class="source">${sourceOf(log.media)}</p>
<figure>${sceneStrip(log)}${barcodeStrip(log)}${faultStrip(log)}<figcaption>The film from end to end${scenes.length === 0 ? '' : ', scenes above'}${wrong}</figcaption></figure>
<figure>${colourScript(log)}<figcaption>Colour script: the palette of each shot</figcaption></figure>
${faultList(log)}
<main>${body}</main>
</body></html>
`;
}
