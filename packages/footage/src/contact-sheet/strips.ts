import type { ShotLog } from '../shot-log.ts';

/** What a log read from elsewhere calls a colour goes into a style, so it must be one. */
export function colourOf(text: string): string {
  return /^#[0-9a-f]{6}$/i.test(text) ? text : '#000000';
}

/** The whole width of a drawing of the film. */
const WIDE = 1000;

function drawing(name: string, label: string, high: number, inside: string): string {
  const box = `viewBox="0 0 ${WIDE} ${high}" preserveAspectRatio="none"`;
  return `<svg class="${name}" ${box} role="img" aria-label="${label}">${inside}</svg>`;
}

function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Place of a frame along the film. */
function alongOf({ media, shots }: ShotLog): (frame: number) => number {
  const frames = Math.max(1, media.frames, shots.at(-1)?.endFrame ?? 0);
  return (frame) => (frame / frames) * WIDE;
}

/** The film barcode: the mean colour of each part of the film, left to right. */
export function barcodeStrip({ barcode }: ShotLog): string {
  const wide = WIDE / Math.max(1, barcode.length);
  const bars = barcode.map(
    (colour, bar) => `<rect x="${at(bar * wide)}" width="${at(wide * 1.05)}" height="1" fill="${colourOf(colour)}"/>`,
  );
  return drawing('barcode', 'Film barcode: the mean colour of each part of the film', 1, bars.join(''));
}

/** The colour script: each shot's palette one above the other, as wide as the shot is long, dark below and light above. */
export function colourScript(log: ShotLog): string {
  const along = alongOf(log);
  const columns = log.shots.map(({ startFrame, endFrame, palette }) => {
    const whole = palette.reduce((sum, { share }) => sum + share, 0) || 1;
    const light = (colour: string): number => Number.parseInt(colour.slice(3, 5), 16) || 0;
    let top = 0;
    return palette
      .toSorted((a, b) => light(b.colour) - light(a.colour))
      .map(({ colour, share }) => {
        const y = top;
        top += (share / whole) * 100;
        const wide = along(endFrame) - along(startFrame);
        return `<rect x="${at(along(startFrame))}" y="${at(y)}" width="${at(wide)}" height="${at((share / whole) * 100)}" fill="${colourOf(colour)}"/>`;
      })
      .join('');
  });
  return drawing('script', 'Colour script: the palette of each shot, in order', 100, columns.join(''));
}

/** One box a scene, as wide as it is long; empty without scenes. */
export function sceneStrip(log: ShotLog): string {
  const { scenes = [] } = log;
  if (scenes.length === 0) return '';
  const along = alongOf(log);
  const boxes = scenes.map(
    ({ index, startFrame, endFrame }) =>
      `<rect x="${at(along(startFrame) + 0.6)}" y="1" width="${at(Math.max(0.6, along(endFrame) - along(startFrame) - 1.2))}" height="8"><title>Scene ${index + 1}</title></rect>`,
  );
  return drawing('scenes', `The film's ${scenes.length} scenes`, 10, boxes.join(''));
}

/** Where in the film the picture is at fault; empty where it is nowhere. */
export function faultStrip(log: ShotLog): string {
  const { faults = [] } = log;
  if (faults.length === 0) return '';
  const along = alongOf(log);
  const bars = faults.map(({ startFrame, endFrame, every }) => {
    const wide = Math.max(1.5, along(endFrame) - along(startFrame));
    // A pattern of doubled frames is everywhere in its stretch: thin, so that it does not hide the others.
    return `<rect x="${at(along(startFrame))}" y="${every === undefined ? 0 : 8}" width="${at(wide)}" height="${every === undefined ? 10 : 2}"/>`;
  });
  return drawing('faults', 'Where the picture is at fault', 10, bars.join(''));
}
