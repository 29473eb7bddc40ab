import { type Dict, Name, objectsOf, type PdfObjects, Reader, Ref, type Value } from './objects.ts';

const STANDARD = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD Span Quote Note Reference Code Link'.split(
    ' ',
  ),
);
const GROUPING = new Set(['Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote']);
/** What draws: text and paths. Clipping and state do not. */
const DRAWS = new Set(['Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'S', 's', 'B', 'b', 'B*', 'b*', 'Do', 'sh']);

/**
 * What PDF/UA-1 (ISO 14289-1) asks for and a program can see, and this file does not have, in sentences with the
 * clause. Not a validator: what no file of ours can hold (forms, links, pictures, scripts) is not looked for.
 */
export function faultsOf(bytes: Uint8Array): string[] {
  const pdf = objectsOf(bytes);
  return [...ofFile(pdf), ...ofStructure(pdf), ...ofFonts(pdf)];
}

function nameOf(value: Value | undefined): string {
  return value instanceof Name ? value.name : '';
}

function ofFile({ catalog, dict, stream, at }: PdfObjects): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  const xmp = stream(catalog.get('Metadata'));
  check(catalog.has('MarkInfo') && dict(catalog.get('MarkInfo')).get('Marked') === true, '7.1: not marked as tagged');
  check(typeof at(catalog.get('Lang')) === 'string' && catalog.get('Lang') !== '', '7.2: no language');
  check(
    catalog.has('ViewerPreferences') && dict(catalog.get('ViewerPreferences')).get('DisplayDocTitle') === true,
    '7.1: its title is not shown',
  );
  check(/<pdfuaid:part>1<\/pdfuaid:part>/.test(xmp), '5: does not say that it conforms');
  check(/<dc:title>[\s\S]*<rdf:li[^>]*>[^<]+<\/rdf:li>[\s\S]*<\/dc:title>/.test(xmp), '7.1: no title in its metadata');
  return faults;
}

/** Pages in order. */
export function pagesOf({ catalog, dict, list }: PdfObjects): Dict[] {
  const walk = (value: Value | undefined): Dict[] => {
    const node = dict(value);
    return nameOf(node.get('Type')) === 'Page' ? [node] : list(node.get('Kids')).flatMap(walk);
  };
  return walk(catalog.get('Pages'));
}

function ofStructure(pdf: PdfObjects): string[] {
  const { catalog, dict, list, at } = pdf;
  const faults: string[] = [];
  if (!catalog.has('StructTreeRoot')) return ['7.1: no structure tree'];
  const root = dict(catalog.get('StructTreeRoot'));
  const roles = root.has('RoleMap') ? dict(root.get('RoleMap')) : new Map<string, Value>();
  const typeOf = (value: Value | undefined): string => {
    let name = nameOf(value);
    for (let step = 0; roles.has(name) && step < 10; step++) name = nameOf(at(roles.get(name)));
    return name;
  };
  for (const name of roles.keys()) if (STANDARD.has(name)) faults.push(`7.1: the standard type ${name} is mapped`);
  /** Which element holds which marked content, by page object and number. */
  const holders = new Map<string, number>();
  let level = 0;
  const walk = (value: Value, parent: number | undefined, grouping: boolean): void => {
    const id = value instanceof Ref ? value.id : -1;
    const element = dict(value);
    const type = typeOf(element.get('S'));
    if (!STANDARD.has(type))
      faults.push(`7.1: the type ${nameOf(element.get('S'))} is mapped to none that is standard`);
    const above = element.get('P');
    if (parent !== undefined && !(above instanceof Ref && above.id === parent))
      faults.push('a wrong parent in the tree');
    if (GROUPING.has(type) && !grouping) faults.push(`${type} within a text`);
    const heading = /^H(\d)$/.exec(type)?.[1];
    if (heading !== undefined) {
      if (Number(heading) > level + 1)
        faults.push(`7.4.2: a heading of level ${heading} follows one of level ${level}`);
      level = Number(heading);
    }
    for (const kid of list(element.get('K'))) {
      if (typeof kid === 'number') hold(element.get('Pg'), kid, id);
      else if (nameOf(dict(kid).get('Type')) === 'MCR') hold(dict(kid).get('Pg'), Number(dict(kid).get('MCID')), id);
      else walk(kid, id, GROUPING.has(type));
    }
  };
  const hold = (page: Value | undefined, mark: number, id: number): void => {
    const key = `${page instanceof Ref ? page.id : '?'} ${mark}`;
    if (holders.has(key)) faults.push('marked content in two places of the tree');
    holders.set(key, id);
  };
  for (const kid of list(root.get('K'))) walk(kid, undefined, true);
  const parents = new Map<number, readonly Value[]>();
  const numbers = list(dict(root.get('ParentTree')).get('Nums'));
  for (let index = 0; index < numbers.length; index += 2) parents.set(Number(numbers[index]), list(numbers[index + 1]));
  for (const page of pagesOf(pdf)) {
    const id = [...pdf.all].find(([, value]) => value === page)?.[0];
    const above = parents.get(Number(page.get('StructParents'))) ?? [];
    faults.push(
      ...ofContent(list(page.get('Contents')).length === 0 ? '' : pdf.stream(page.get('Contents')), (mark) => {
        const holder = above[mark];
        return holder instanceof Ref && holders.get(`${id} ${mark}`) === holder.id;
      }),
    );
  }
  return faults;
}

/** Faults of a page's content; `isHeld` tells whether the tree has a marked content, and the parent tree agrees. */
function ofContent(content: string, isHeld: (mark: number) => boolean): string[] {
  const faults = new Set<string>();
  const reader = new Reader(content);
  const open: ('artifact' | 'content' | 'within')[] = [];
  const seen = new Set<number>();
  let operands: Value[] = [];
  for (let token = reader.token(); token !== undefined; token = reader.token()) {
    if (token === null || typeof token !== 'object' || !('operator' in token)) {
      operands.push(token);
      continue;
    }
    const { operator } = token;
    if (operator === 'BMC' || operator === 'BDC') {
      const properties = operands[1];
      const mark = properties instanceof Map ? properties.get('MCID') : undefined;
      if (nameOf(operands[0]) === 'Artifact') {
        if (open.includes('content')) faults.add('7.1: an artifact within content');
        open.push('artifact');
      } else if (typeof mark === 'number') {
        if (open.includes('artifact')) faults.add('7.1: content within an artifact');
        if (seen.has(mark)) faults.add('a marked content twice on a page');
        if (!isHeld(mark)) faults.add('marked content that is not in the tree');
        seen.add(mark);
        open.push('content');
      } else open.push('within');
    } else if (operator === 'EMC') {
      if (open.pop() === undefined) faults.add('a marked content ended twice');
    } else if (DRAWS.has(operator) && !open.includes('content') && !open.includes('artifact')) {
      faults.add('7.1: something drawn that is neither content nor an artifact');
    }
    operands = [];
  }
  if (open.length > 0) faults.add('a marked content without an end');
  return [...faults];
}

function ofFonts({ all, dict, list, stream }: PdfObjects): string[] {
  const faults: string[] = [];
  for (const font of all.values()) {
    if (
      !(font instanceof Map) ||
      nameOf(font.get('Type')) !== 'Font' ||
      nameOf(font.get('Subtype')).startsWith('CIDFont')
    )
      continue;
    const name = nameOf(font.get('BaseFont'));
    const unicode = stream(font.get('ToUnicode'));
    if (!unicode.includes('beginbfrange') && !unicode.includes('beginbfchar'))
      faults.push(`7.21.7: ${name} has no Unicode`);
    if (nameOf(font.get('Subtype')) !== 'Type0') {
      faults.push(`7.21.4.1: ${name} is not embedded`);
      continue;
    }
    for (const one of list(font.get('DescendantFonts'))) {
      const descriptor = dict(dict(one).get('FontDescriptor'));
      if (!descriptor.has('FontFile2') && !descriptor.has('FontFile3'))
        faults.push(`7.21.4.1: ${name} is not embedded`);
      if (nameOf(dict(one).get('Subtype')) === 'CIDFontType2' && !dict(one).has('CIDToGIDMap')) {
        faults.push(`7.21.3.2: ${name} has no CIDToGIDMap`);
      }
    }
  }
  return faults;
}
