/** The formats of screenplay files, each by what its file is, not by the program that made it. */
export type ScriptFormat =
  | 'fountain'
  | 'text'
  | 'fdx'
  | 'fadein'
  | 'osf'
  | 'highland'
  | 'celtx'
  | 'docx'
  | 'pdf'
  | 'json'
  | 'html';

interface FormatSpec {
  /** What people call it, in a sentence. */
  readonly name: string;
  /** Endings of names, the usual one first. */
  readonly endings: readonly string[];
  readonly reads: boolean;
  readonly writes: boolean;
  /** Media type. */
  readonly type: string;
}

export const FORMATS: Readonly<Record<ScriptFormat, FormatSpec>> = {
  fountain: {
    name: 'Fountain',
    endings: ['.fountain', '.spmd'],
    reads: true,
    writes: true,
    type: 'text/plain; charset=utf-8',
  },
  // Read by its layout where it has one; written it is Fountain, which is plain text.
  text: { name: 'plain text', endings: ['.txt'], reads: true, writes: true, type: 'text/plain; charset=utf-8' },
  fdx: {
    name: 'Final Draft',
    endings: ['.fdx', '.fdxt'],
    reads: true,
    writes: true,
    type: 'application/xml; charset=utf-8',
  },
  fadein: { name: 'Fade In', endings: ['.fadein'], reads: true, writes: true, type: 'application/zip' },
  osf: {
    name: 'Open Screenplay Format',
    endings: ['.osf', '.xml'],
    reads: true,
    writes: true,
    type: 'application/xml; charset=utf-8',
  },
  highland: {
    name: 'Highland',
    endings: ['.highland', '.textpack'],
    reads: true,
    writes: true,
    type: 'application/zip',
  },
  celtx: { name: 'Celtx', endings: ['.celtx'], reads: true, writes: false, type: 'application/zip' },
  docx: { name: 'Word', endings: ['.docx'], reads: true, writes: false, type: 'application/octet-stream' },
  pdf: { name: 'PDF', endings: ['.pdf'], reads: true, writes: true, type: 'application/pdf' },
  json: { name: 'JSON', endings: ['.json'], reads: true, writes: true, type: 'application/json; charset=utf-8' },
  html: { name: 'HTML', endings: ['.html', '.htm'], reads: false, writes: true, type: 'text/html; charset=utf-8' },
};

const BY_ENDING: ReadonlyMap<string, ScriptFormat> = new Map(
  (Object.keys(FORMATS) as ScriptFormat[]).flatMap((format) =>
    FORMATS[format].endings.map((ending): [string, ScriptFormat] => [ending, format]),
  ),
);

/** The format that a file's name says; undefined where its ending is none of a screenplay's. */
export function formatOf(name: string): ScriptFormat | undefined {
  // Not node:path, as a page asks this too. A name that is nothing but an ending has none.
  return BY_ENDING.get(/[^/\\](\.[^./\\]+)$/u.exec(name)?.[1]?.toLowerCase() ?? '');
}

/** Endings of the formats that can be read, or written, in the order of the table. */
export function endingsThat(does: 'reads' | 'writes'): readonly string[] {
  return Object.values(FORMATS).flatMap((spec) => (spec[does] ? spec.endings : []));
}
