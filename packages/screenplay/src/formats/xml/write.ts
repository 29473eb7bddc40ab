import type { XmlElement } from './tree.ts';

/** XML text made by hand: few elements, of which every white space counts. */

/** XML 1.0 has no way to hold these, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text for the inside of an element. What XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>\r]/g, (sign) => ENTITIES[sign] as string);
}

function xmlValue(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\r\n\t]/g, (sign) => ENTITIES[sign] as string);
}

export type Attributes = Readonly<Record<string, string | undefined>>;

function attributesText(attributes: Attributes): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) text += ` ${name}="${xmlValue(value)}"`;
  }
  return text;
}

/** `<name a="b">inner</name>`; `inner` is XML already. Closes itself without it. */
export function xml(name: string, attributes: Attributes, inner = ''): string {
  const start = `<${name}${attributesText(attributes)}`;
  return inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`;
}

/** The start tag of an element that is there already, with some attributes set, or removed where `undefined`. */
export function startTag(element: XmlElement, changes: Attributes): string {
  return `<${element.name}${attributesText({ ...element.attributes, ...changes })}>`;
}
