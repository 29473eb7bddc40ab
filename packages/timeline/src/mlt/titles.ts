import type { PictureSize } from '../picture.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { property, propertyElement } from './parts.ts';

/** Height of a card's letters, of the picture's shorter side, as films are rendered with them. */
const SIZE = 0.09;
const PICTURE: PictureSize = { width: 1920, height: 1080 };

/** A title as Shotcut makes it, which `melt` and Kdenlive play: black, and a filter that writes on it. */
export function titleProperties(text: string, { width, height } = PICTURE): XmlElement[] {
  const letters = {
    // What stands between two of them is a keyword, such as the time.
    argument: text.replaceAll('#', '\\#'),
    geometry: `0 0 ${width} ${height} 1`,
    family: 'Sans',
    size: Math.round(Math.min(width, height) * SIZE),
    weight: 500,
    fgcolour: '#ffffffff',
    bgcolour: '#00000000',
    olcolour: '#00000000',
    halign: 'center',
    valign: 'middle',
    mlt_service: 'dynamictext',
    'shotcut:filter': 'dynamicText',
  };
  return [
    propertyElement('resource', 'black'),
    propertyElement('mlt_service', 'color'),
    element(
      'filter',
      {},
      Object.entries(letters).map(([name, value]) => propertyElement(name, value)),
    ),
  ];
}

/** The words of a title that is a colour with a filter that writes on it; undefined where there is none. */
export function titleOn(of: XmlElement): string | undefined {
  const filter = of.children.find((one) => one.name === 'filter' && property(one, 'mlt_service') === 'dynamictext');
  return property(filter, 'argument')?.replaceAll('\\#', '#');
}
