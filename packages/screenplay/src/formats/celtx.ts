import { Parser } from 'htmlparser2';
import { decode } from '../decode.ts';
import { toDocument } from '../document.ts';
import { ScreenplayFault } from '../fault.ts';
import { parse } from '../parse.ts';
import type { ReadScript } from './plain-text.ts';
import { elementsOfFlat, type FlatParagraph, notesOf } from './script/flat.ts';
import { fountainOf } from './script/fountain.ts';
import type { StyledTitleEntry } from './script/styled.ts';
import { BOLD, ITALIC, type StyleSpan, UNDERLINE } from './script/styles.ts';
import { unmarkedRuns } from './script/unmarked.ts';
import { unzip } from './zip.ts';

/**
 * Celtx for the desktop (`.celtx`), read only: a zip archive with an RDF list of what is in the project and an HTML
 * page for each script, whose paragraphs say by their class what they are.
 */

const PROJECT = 'project.rdf';
const SCRIPT = /^script[^/]*\.html?$/i;

/**
 * Reads a Celtx project as a screenplay: its first film script, or its first script of another kind where there is
 * no film. Notes stay notes, acts become sections; breakdown marks, media and revision marks are left out. Headings,
 * cues and transitions are in capitals, as Celtx shows them whatever was typed.
 * Throws `input` for what is no such project, and `too-large` for what would unpack to, or holds, too much.
 */
export function readCeltx(bytes: Uint8Array, name = 'This file'): ReadScript {
  const files = unzip(bytes, (entry) => entry === PROJECT || SCRIPT.test(entry), name);
  const project = files.get(PROJECT);
  const entry = scriptOf(project === undefined ? '' : decode(project, `"${PROJECT}" in ${name}`), files);
  if (entry === undefined) {
    throw new ScreenplayFault('input', `${name} holds no script: no file in it is named script-….html.`);
  }
  const page = `"${entry}" in ${name}`;
  const reader = new PageReader(page);
  reader.read(decode(files.get(entry) as Uint8Array, page));
  const elements = elementsOfFlat(reader.paragraphs());
  const fountain = fountainOf({ titlePage: reader.titlePage(), elements });
  return { fountain, document: toDocument(parse(fountain)), unmarked: unmarkedRuns(fountain, elements) };
}

/** The name of the script's page. The list is read as text: Celtx's own templates declare a document type in it. */
function scriptOf(project: string, files: ReadonlyMap<string, Uint8Array>): string | undefined {
  const listed: { readonly entry: string; readonly film: boolean }[] = [];
  for (const part of project.split(/<cx:Document\b/).slice(1)) {
    const own = part.slice(0, MOST_OF_A_DOCUMENT);
    const entry = /\blocalFile\s*=\s*"([^"]*)"/.exec(own)?.[1];
    if (entry === undefined || !files.has(entry) || !SCRIPT.test(entry)) continue;
    listed.push({ entry, film: own.includes('/NS/v1/ScriptDocument"') });
  }
  const found = listed.find(({ film }) => film) ?? listed[0];
  return found?.entry ?? [...files.keys()].find((entry) => SCRIPT.test(entry));
}

/** Letters of an entry of the list that are looked at. One by Celtx has a few hundred. */
const MOST_OF_A_DOCUMENT = 10_000;

/** Classes of paragraphs; those of stage plays, radio plays and comics as Celtx itself turns them into film. */
const TYPES: Readonly<Record<string, FlatParagraph['type']>> = {
  sceneheading: 'sceneHeading',
  action: 'action',
  character: 'character',
  parenthetical: 'parenthetical',
  dialog: 'dialogue',
  transition: 'transition',
  act: 'section',
  title: 'centered',
};

/** What Celtx shows in capitals. */
const CAPITALS: ReadonlySet<FlatParagraph['type']> = new Set(['sceneHeading', 'character', 'transition']);

/** Metadata of the page → entries of the title page, in the order that they are printed. */
const TITLES: readonly (readonly [meta: string, key: string])[] = [
  ['title', 'Title'],
  ['cx.byline', 'Credit'],
  ['author', 'Author'],
  ['dc.source', 'Source'],
  ['dc.rights', 'Copyright'],
  ['cx.contact', 'Contact'],
];

const MAX_DEPTH = 200;
const MAX_ELEMENTS = 1_000_000;
/** Letters of text and notes. Big Fish has 150,000. */
const MAX_LETTERS = 4_000_000;

interface Paragraph {
  readonly type: FlatParagraph['type'];
  readonly number: string | undefined;
  readonly dual: boolean;
  readonly newPage: boolean;
  /** Joined once: a page may hand over its text letter by letter. */
  readonly pieces: string[];
  length: number;
  /** The last letter is white space, or there is none yet. */
  blank: boolean;
  readonly styles: StyleSpan[];
  readonly notes: string[];
}

type Attributes = Readonly<Record<string, string>>;

class PageReader {
  readonly #page: string;
  readonly #paragraphs: Paragraph[] = [];
  readonly #meta = new Map<string, string>();
  /** Of the elements that are open, outer first: the style that they add up to. */
  readonly #open: { readonly name: string; readonly style: number }[] = [];
  #paragraph: Paragraph | undefined;
  #newPage = false;
  #elements = 0;
  #letters = 0;

  constructor(page: string) {
    this.#page = page;
  }

  read(html: string): void {
    const parser = new Parser({
      onopentag: (name, attributes) => this.#enter(name, attributes),
      onclosetag: (name) => this.#leave(name),
      ontext: (text) => this.#text(text),
    });
    parser.end(html);
  }

  titlePage(): StyledTitleEntry[] {
    return TITLES.flatMap(([meta, key]) => {
      const value = (this.#meta.get(meta) ?? '')
        .split(/\r\n|[\r\n]/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join('\n');
      return value === '' ? [] : [{ key, value, styles: [] }];
    });
  }

  paragraphs(): FlatParagraph[] {
    const numbered = (this.#meta.get('cx.scenenumbering') ?? 'none') !== 'none';
    return this.#paragraphs.map(({ type, number, dual, newPage, pieces, styles, notes }) => {
      const raw = pieces.join('');
      const shown = CAPITALS.has(type) ? capitals(raw) : raw;
      const bare = type === 'parenthetical' && raw.trim() !== '' && !/^\s*[([]/.test(raw);
      return {
        type,
        text: bare ? `(${raw.trim()})` : shown,
        styles: bare ? [] : styles,
        ...(numbered && number !== undefined ? { number } : {}),
        ...(dual ? { dual } : {}),
        ...(newPage ? { newPage } : {}),
        ...(notes.length === 0
          ? {}
          : { notes: notes.flatMap(notesOf).map((note) => ({ ...note, inside: true as const })) }),
      };
    });
  }

  #enter(name: string, attributes: Attributes): void {
    if (++this.#elements > MAX_ELEMENTS) throw this.#tooMuch(`more than ${MAX_ELEMENTS.toLocaleString('en')} elements`);
    const style = (this.#open.at(-1)?.style ?? 0) | styleOf(name, attributes);
    this.#open.push({ name, style });
    if (this.#open.length > MAX_DEPTH) throw this.#tooMuch(`elements nested more than ${MAX_DEPTH} deep`);
    switch (name) {
      case 'meta':
        this.#count(attributes.content ?? '');
        if (attributes.name !== undefined) this.#meta.set(attributes.name.toLowerCase(), attributes.content ?? '');
        break;
      case 'p':
        this.#begin(attributes);
        break;
      case 'br':
        if (this.#paragraph !== undefined) this.#append('\n');
        break;
      case 'hr':
      case 'div':
        if ((attributes.class ?? '').includes('hardbreak')) this.#newPage = true;
        break;
      case 'span':
        if (attributes.class === 'note' && attributes.text !== undefined) {
          this.#count(attributes.text);
          this.#current().notes.push(attributes.text);
        }
        break;
    }
  }

  #leave(name: string): void {
    if (this.#open.at(-1)?.name === name) this.#open.pop();
    if (name === 'p') this.#paragraph = undefined;
  }

  #text(text: string): void {
    this.#count(text);
    const inside = this.#open.at(-1)?.name;
    if (inside === 'title') this.#meta.set('title', (this.#meta.get('title') ?? '') + text);
    else if (inside === 'style' || inside === 'script') return;
    else if (this.#paragraph !== undefined || text.trim() !== '') this.#append(text.replace(/[\s\u00a0]/g, ' '));
  }

  #begin(attributes: Attributes): void {
    const type = TYPES[(attributes.class ?? '').toLowerCase()] ?? 'action';
    this.#paragraph = {
      type,
      number: type === 'sceneHeading' ? (attributes.scenestr ?? attributes.scenenumber) : undefined,
      dual: attributes.dual === 'true',
      newPage: this.#newPage,
      pieces: [],
      length: 0,
      blank: true,
      styles: [],
      notes: [],
    };
    this.#newPage = false;
    this.#paragraphs.push(this.#paragraph);
  }

  /** Text without a paragraph around it is action, as it is where Celtx has no class. */
  #current(): Paragraph {
    if (this.#paragraph === undefined) this.#begin({});
    return this.#paragraph as Paragraph;
  }

  /** Line breaks are those of `br`; white space in a row is one space, as a browser shows it. */
  #append(text: string): void {
    const paragraph = this.#current();
    const style = this.#open.at(-1)?.style ?? 0;
    const own = text === '\n' ? text : text.replace(/ +/g, ' ').slice(paragraph.blank && text.startsWith(' ') ? 1 : 0);
    if (own === '') return;
    const from = paragraph.length;
    paragraph.pieces.push(own);
    paragraph.length += own.length;
    paragraph.blank = own.endsWith(' ') || own === '\n';
    if (style === 0) return;
    const last = paragraph.styles.at(-1);
    if (last?.style === style && last.to === from) {
      paragraph.styles[paragraph.styles.length - 1] = { ...last, to: paragraph.length };
    } else paragraph.styles.push({ from, to: paragraph.length, style });
  }

  #count(text: string): void {
    this.#letters += text.length;
    if (this.#letters > MAX_LETTERS) throw this.#tooMuch(`more than the ${MAX_LETTERS / 1e6} million letters`);
  }

  #tooMuch(what: string): ScreenplayFault {
    return new ScreenplayFault('too-large', `${this.#page} has ${what}, which no script has.`, { place: this.#page });
  }
}

function styleOf(name: string, attributes: Attributes): number {
  switch (name) {
    case 'b':
    case 'strong':
      return BOLD;
    case 'i':
    case 'em':
      return ITALIC;
    case 'u':
      return UNDERLINE;
  }
  const css = attributes.style ?? '';
  return (
    (/font-weight:\s*(?:bold|[6-9]00)/i.test(css) ? BOLD : 0) |
    (/font-style:\s*(?:italic|oblique)/i.test(css) ? ITALIC : 0) |
    (/text-decoration:[^;]*underline/i.test(css) ? UNDERLINE : 0)
  );
}

/** Capitals where each letter has one: styles count letters. */
function capitals(text: string): string {
  const upper = text.toUpperCase();
  return upper.length === text.length ? upper : text;
}
