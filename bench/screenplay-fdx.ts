import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readFdx, readOsf, writeFadeIn, writeFdx } from '@second-unit/screenplay/formats';
import { ParseOption, XmlDocument } from 'libxml2-wasm';
import type { Bench, Row, Skipped } from './row.ts';

const data = process.env.SECOND_UNIT_DATA ?? resolve(import.meta.dirname, '../../shared/data');
const folder = `${data}/screenplays`;

/**
 * The canonical form of XML (C14N 1.0) by libxml2, which has no part in our reading or writing: without white space
 * between elements, attributes in order, references resolved, comments kept.
 */
function canonical(xml: string | Uint8Array): string {
  // The document is freed by hand: it lives outside the collected heap.
  const bytes = typeof xml === 'string' ? new TextEncoder().encode(xml) : xml;
  const document = XmlDocument.fromBuffer(bytes, {
    option: ParseOption.XML_PARSE_NOBLANKS | ParseOption.XML_PARSE_NONET,
  });
  try {
    return document.canonicalizeToString({ withComments: true });
  } finally {
    document.dispose();
  }
}

interface Trip {
  readonly id: string;
  readonly data: string;
  /** The file again, or nothing where it has no place to try this. */
  readonly again: (bytes: Uint8Array, name: string) => string | undefined;
}

const TRIPS: readonly Trip[] = [
  {
    id: 'screenplay.fdx.roundtrip',
    data: 'read, and written of its Fountain text',
    again(bytes, name) {
      const from = readFdx(bytes, name);
      return writeFdx(from.fountain, { from });
    },
  },
  {
    id: 'screenplay.fdx.roundtrip.json',
    data: 'read, and written of its JSON',
    again(bytes, name) {
      const from = readFdx(bytes, name);
      return writeFdx(JSON.parse(JSON.stringify(from.document)), { from });
    },
  },
  {
    id: 'screenplay.fdx.roundtrip.edited',
    data: 'a word written into the first line of action or dialogue, and taken out of the file again',
    again(bytes, name) {
      const from = readFdx(bytes, name);
      const line = from.elements
        .find(({ element }) => element.type === 'action' || element.type === 'dialogue')
        ?.element.text.split('\n')[0];
      if (line === undefined) return undefined;
      const at = from.fountain.indexOf(line) + line.length;
      const written = writeFdx(`${from.fountain.slice(0, at)} Zebra.${from.fountain.slice(at)}`, { from });
      return written.includes(' Zebra.') ? written.replace(' Zebra.', '') : '<lost/>';
    },
  },
];

const bench: Bench = async function* (): AsyncIterable<Row | Skipped> {
  if (!existsSync(folder)) {
    yield { id: 'screenplay.fdx', skipped: `no ${folder}; set SECOND_UNIT_DATA` };
    return;
  }
  // Some lie there twice.
  const files = new Map<string, string>();
  for (const file of globSync('**/*.fdx', { cwd: folder }).sort()) {
    files.set(
      createHash('sha256')
        .update(readFileSync(`${folder}/${file}`))
        .digest('hex'),
      file,
    );
  }
  for (const { id, data, again } of TRIPS) {
    let tried = 0;
    const unequal: string[] = [];
    for (const file of files.values()) {
      const bytes = readFileSync(`${folder}/${file}`);
      const written = again(bytes, file);
      if (written === undefined) continue;
      tried++;
      if (canonical(written) !== canonical(bytes)) unequal.push(file);
    }
    const rest = unequal.length === 0 ? '' : `; not ${unequal.join(', ')}`;
    yield {
      id,
      value: tried - unequal.length,
      unit: `of ${tried} XML-equal but for white space`,
      data: `${data}; canonical XML by libxml2; ${files.size} files${rest}`,
    };
  }
  const fadeIns = globSync('**/*.fadein', { cwd: folder });
  const equal = fadeIns.filter((file) => {
    const from = readOsf(readFileSync(`${folder}/${file}`), file);
    const again = readOsf(writeFadeIn(from.fountain, { from }), file);
    return canonical(again.tree.source) === canonical(from.tree.source);
  });
  yield {
    id: 'screenplay.fadein.roundtrip',
    value: equal.length,
    unit: `of ${fadeIns.length} XML-equal but for white space`,
    data: 'read, and written of its Fountain text; canonical XML by libxml2',
  };
};

export default bench;
