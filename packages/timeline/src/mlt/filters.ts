import { type PicturePlace, type PictureSize, rounded } from '../picture.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { property, propertyElement } from './parts.ts';

/** Frames that a clip fades in out of black, and out into it. */
export interface Fades {
  readonly in?: number;
  readonly out?: number;
}

const FADE = 'second_unit:fade';

/** A fade that we wrote, which the model has as a transition. */
export function isOurFade(of: XmlElement): boolean {
  return of.name === 'filter' && property(of, FADE) !== undefined;
}

/** The fades that we wrote into a producer or entry. */
export function fadesIn(of: XmlElement): Fades {
  const fades: { in?: number; out?: number } = {};
  for (const one of of.children) {
    const side = isOurFade(one) ? property(one, FADE) : undefined;
    const [from, to] = [one.attributes.in, one.attributes.out].map(Number);
    if ((side === 'in' || side === 'out') && Number.isSafeInteger(from) && Number.isSafeInteger(to) && to! >= from!)
      fades[side] = to! - from! + 1;
  }
  return fades;
}

/**
 * Fades as Shotcut makes them: filters of brightness, of volume where it is sound.
 * @param first the producer's frame that the clip begins with
 */
export function fadeFilters(fades: Fades, kind: string, first: number, length: number): XmlElement[] {
  const made = (side: 'in' | 'out', frames: number): XmlElement => {
    const from = side === 'in' ? first : first + length - frames;
    const last = frames - 1;
    const [dark, light] = kind === 'Audio' ? [-60, 0] : [0, 1];
    const level = side === 'in' ? `0=${dark};${last}=${light}` : `0=${light};${last}=${dark}`;
    const name = `fade${side === 'in' ? 'In' : 'Out'}${kind === 'Audio' ? 'Volume' : 'Brightness'}`;
    return element('filter', { in: from, out: from + last }, [
      propertyElement('level', level),
      ...(kind === 'Audio' ? [] : [propertyElement('alpha', 1)]),
      propertyElement('mlt_service', kind === 'Audio' ? 'volume' : 'brightness'),
      propertyElement('shotcut:filter', name),
      propertyElement(FADE, side),
    ]);
  };
  return [
    ...(fades.in === undefined ? [] : [made('in', fades.in)]),
    ...(fades.out === undefined ? [] : [made('out', fades.out)]),
  ];
}

/** The window of a clip that fills a sequence of another shape, as Shotcut's Size, Position & Rotate. */
export function placeFilter({ scale, x, y, media }: PicturePlace, { width, height }: PictureSize): XmlElement {
  const [across, down] = [media.width * scale, media.height * scale];
  const rect = [width / 2 + x - across / 2, height / 2 + y - down / 2, across, down].map((one) => rounded(one));
  return element('filter', {}, [
    propertyElement('background', 'color:#00000000'),
    propertyElement('mlt_service', 'affine'),
    propertyElement('shotcut:filter', 'affineSizePosition'),
    propertyElement('transition.fill', 1),
    propertyElement('transition.distort', 0),
    propertyElement('transition.rect', `${rect.join(' ')} 1`),
    propertyElement('transition.valign', 'middle'),
    propertyElement('transition.halign', 'center'),
  ]);
}
