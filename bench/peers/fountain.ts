import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Types and texts of a script's elements in order, under our names for types: the least that every parser gives. */
export type Run = readonly (readonly [type: string, text: string])[];

/** Another Fountain parser. */
interface Peer {
  readonly name: string;
  readonly version: string;
  /** Parses and gives whatever it gives: for timing. */
  readonly parse: (text: string) => unknown;
  /** May throw, or reject, what the parser throws. */
  readonly read: (text: string) => Run | Promise<Run>;
}

/** A parser that is not here, and how to have it. */
export interface Absent {
  readonly name: string;
  readonly how: string;
}

export interface Peers {
  readonly here: readonly Peer[];
  readonly absent: readonly Absent[];
}

const require = createRequire(import.meta.url);

/**
 * The parsers that the npm registry has as development dependencies, and those that must be fetched by hand: one is
 * not on npm, one has a dependency that is not. Both are MIT.
 */
export async function fountainPeers(): Promise<Peers> {
  const here: Peer[] = [fountainJs(), awParser(), jouvence()];
  const absent: Absent[] = [];
  const tools = process.env.SCREENPLAY_TOOLS;
  if (tools === undefined) {
    absent.push({
      name: 'screenplay-tools',
      how: 'clone https://github.com/wildwinter/screenplay-tools and set SCREENPLAY_TOOLS to the folder',
    });
  } else here.push(await screenplayTools(resolve(tools)));
  const parser = process.env.FOUNTAIN_PARSER;
  if (parser === undefined) {
    absent.push({
      name: 'fountain-parser',
      how: 'unpack `npm pack fountain-parser@1.1.2` and set FOUNTAIN_PARSER to its package folder',
    });
  } else here.push(fountainParser(resolve(parser)));
  return { here, absent };
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function versionOf(name: string): string {
  return versionIn(resolve(import.meta.dirname, `../../node_modules/${name}/package.json`));
}

interface Token {
  readonly type: string;
  readonly text?: string;
}

/** What is not here does not print, or is theirs alone. */
const NAMES: Readonly<Record<string, string>> = {
  scene_heading: 'sceneHeading',
  action: 'action',
  character: 'character',
  dialogue: 'dialogue',
  parenthetical: 'parenthetical',
  lyrics: 'lyrics',
  transition: 'transition',
  centered: 'centered',
  section: 'section',
  synopsis: 'synopsis',
  page_break: 'pageBreak',
};

function ofTokens(tokens: readonly Token[]): Run {
  return tokens.flatMap(({ type, text }) => {
    const name = NAMES[type];
    return name === undefined ? [] : [[name, name === 'pageBreak' ? '' : (text ?? '')] as const];
  });
}

function fountainJs(): Peer {
  const { Fountain } = require('fountain-js') as {
    Fountain: new () => { parse(text: string, tokens: boolean): { tokens: readonly Token[] } };
  };
  return {
    name: 'fountain-js',
    version: versionOf('fountain-js'),
    parse: (text) => new Fountain().parse(text, true),
    read: (text) => ofTokens(new Fountain().parse(text, true).tokens),
  };
}

function awParser(): Peer {
  const { parser } = require('aw-parser') as {
    parser: { parse(text: string, config: object): { tokens: readonly Token[] } };
  };
  const all = {
    print_headers: true,
    print_actions: true,
    print_dialogues: true,
    print_notes: true,
    print_sections: true,
    print_synopsis: true,
  };
  return {
    name: 'aw-parser',
    version: versionOf('aw-parser'),
    parse: (text) => parser.parse(text, {}),
    read: (text) => ofTokens(parser.parse(text, all).tokens),
  };
}

/** Jouvence tells what it reads by calls, and its `parse` is a promise. It has no lyrics. */
function jouvence(): Peer {
  const library = require('jouvence') as {
    parser(): { parse(input: unknown, notification: object): Promise<void> };
    input(): { fromString(text: string): unknown };
  };
  const called = async (text: string): Promise<Run> => {
    const run: [string, string][] = [];
    const add =
      (type: string) =>
      (own: string): void => {
        run.push([type, own]);
      };
    const nothing = (): void => {};
    await library.parser().parse(library.input().fromString(text), {
      startOfDocument: nothing,
      titlePage: nothing,
      sceneHeading: add('sceneHeading'),
      action: (own: string, _blocks: unknown, options: { alignment?: string } | undefined) =>
        run.push([options?.alignment === 'centered' ? 'centered' : 'action', own]),
      pageBreak: () => run.push(['pageBreak', '']),
      dualDialogueStart: nothing,
      dualDialogueEnd: nothing,
      dialogueStart: nothing,
      dialogueEnd: nothing,
      character: (own: string, option: { extension?: string }) =>
        run.push(['character', option.extension === undefined ? own : `${own} (${option.extension})`]),
      parenthetical: add('parenthetical'),
      dialogue: add('dialogue'),
      transition: add('transition'),
      section: add('section'),
      synopsis: add('synopsis'),
      block: nothing,
      endOfDocument: nothing,
    });
    return run;
  };
  return { name: 'jouvence', version: versionOf('jouvence'), parse: called, read: called };
}

interface ToolsElement {
  readonly type: string;
  /** With `[[0]]` and the like where notes and boneyards stood; its `text`, without, leaves `/*` behind. */
  readonly textRaw: string;
  readonly centered?: boolean;
  readonly name?: string;
  readonly extension?: string | null;
}

const TOOLS_NAMES: Readonly<Record<string, string>> = {
  HEADING: 'sceneHeading',
  ACTION: 'action',
  CHARACTER: 'character',
  DIALOGUE: 'dialogue',
  PARENTHETICAL: 'parenthetical',
  LYRIC: 'lyrics',
  TRANSITION: 'transition',
  PAGEBREAK: 'pageBreak',
  SECTION: 'section',
  SYNOPSIS: 'synopsis',
};

async function screenplayTools(folder: string): Promise<Peer> {
  const file = pathToFileURL(`${folder}/javascript/src/fountain/parser.js`).href;
  const { FountainParser } = (await import(file)) as {
    FountainParser: new () => { addText(text: string): void; script: { elements: readonly ToolsElement[] } };
  };
  const parse = (text: string): readonly ToolsElement[] => {
    const parser = new FountainParser();
    parser.addText(text);
    return parser.script.elements;
  };
  const textOf = ({ textRaw, name, extension }: ToolsElement): string =>
    name === undefined ? textRaw : extension ? `${name} (${extension})` : name;
  return {
    name: 'screenplay-tools',
    version: versionIn(`${folder}/package.json`),
    parse,
    read: (text) =>
      parse(text).flatMap((element) => {
        const type = element.centered === true ? 'centered' : TOOLS_NAMES[element.type];
        return type === undefined ? [] : [[type, textOf(element)] as const];
      }),
  };
}

function fountainParser(folder: string): Peer {
  const { parse, tokenize } = require(folder) as {
    parse(text: string): unknown;
    tokenize(text: string): readonly Token[];
  };
  return {
    name: 'fountain-parser',
    version: versionIn(`${folder}/package.json`),
    parse,
    read: (text) => ofTokens(tokenize(text)),
  };
}
