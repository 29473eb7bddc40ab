import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  editRate,
  readEdl,
  readFcp7Xml,
  readFcpxml,
  readMlt,
  readOtio,
  type Timeline,
  TimelineError,
  writeEdl,
  writeFcp7Xml,
  writeFcpxml,
  writeMlt,
  writeOtio,
} from '@second-unit/timeline';
import { openOtioz, planOtioz, writeOtiozFile } from '@second-unit/timeline/node';
import type { Bench, Row, Skipped } from './row.ts';

const data = resolve(import.meta.dirname, '..', process.env.SECOND_UNIT_DATA ?? '../shared/data', 'timelines');
/**
 * A folder of `.mlt` and `.kdenlive` projects. The public ones (of Kdenlive's and MLT's own tests) are under the GPL, so
 * none is among our data.
 */
const mltSamples = process.env.MLT_SAMPLES;

interface Format {
  readonly name: string;
  /** Below the data's own folder, or absolute. */
  readonly folder: string;
  readonly ending: string | RegExp;
  readonly read: (text: string) => unknown;
  /** What was read, written and read again; or a promise of it. */
  readonly again: (read: never) => unknown;
  /** Made of the samples of another: they are read there. */
  readonly made?: true;
}

/** Without media each file stays where it is, which the writer says as a missing reference: so the timeline as written. */
async function bundledAgain(of: Timeline): Promise<Timeline> {
  const folder = await mkdtemp(join(tmpdir(), 'otioz-'));
  try {
    const plan = await planOtioz(of, new Map());
    const path = join(folder, 'cut.otioz');
    await writeOtiozFile(path, plan);
    await using bundle = await openOtioz(path);
    const read = await bundle.timeline();
    return isDeepStrictEqual(read, plan.timeline) ? of : read;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const FORMATS: readonly Format[] = [
  { name: '.otio', folder: 'otio', ending: '.otio', read: readOtio, again: (of: Timeline) => readOtio(writeOtio(of)) },
  {
    name: '.otioz of the .otio',
    made: true,
    folder: 'otio',
    ending: '.otio',
    read: readOtio,
    again: bundledAgain,
  },
  {
    name: 'EDL',
    folder: 'edl',
    ending: '.edl',
    read: (text) => readEdl(text),
    again: (of: Timeline) => readEdl(writeEdl(of), { rate: editRate(of)! }),
  },
  {
    name: 'FCPXML',
    folder: 'fcpxml',
    ending: '.fcpxml',
    read: (text) => {
      const { timelines, clips } = readFcpxml(text);
      return { timelines, clips };
    },
    again: (of: ReturnType<typeof readFcpxml>) => {
      const { timelines, clips } = readFcpxml(writeFcpxml(of));
      return { timelines, clips };
    },
  },
  {
    name: 'FCP7 XML',
    folder: 'fcp7',
    ending: '.xml',
    read: (text) => readFcp7Xml(text).timelines,
    again: (timelines: Timeline[]) => readFcp7Xml(writeFcp7Xml({ timelines })).timelines,
  },
  ...(mltSamples === undefined
    ? []
    : [
        {
          name: 'MLT XML',
          folder: resolve(mltSamples),
          ending: /\.(?:mlt|kdenlive)$/,
          read: readMlt,
          again: (of: Timeline) => readMlt(writeMlt(of)),
        },
      ]),
];

/** Every sample of every format, read; and what was read, written and read again, equal to it. */
const bench: Bench = async function* (name): AsyncGenerator<Row | Skipped> {
  const ids = ['editing.timelines.read', 'editing.timelines.roundtrip'] as const;
  const wanted = ids.filter((id) => name === undefined || id === name || id === `editing.${name}`);
  if (wanted.length === 0) return;
  if (!existsSync(data)) {
    for (const id of wanted) yield { id, skipped: 'SECOND_UNIT_DATA holds no timelines' };
    return;
  }
  const counts = { samples: 0, read: 0, tried: 0, equal: 0 };
  const by: Record<(typeof ids)[number], string[]> = { [ids[0]]: [], [ids[1]]: [] };
  const exceptions: Record<(typeof ids)[number], string[]> = { [ids[0]]: [], [ids[1]]: [] };
  for (const format of FORMATS) {
    const folder = resolve(data, format.folder);
    const files = readdirSync(folder).filter((file) =>
      typeof format.ending === 'string' ? file.endsWith(format.ending) : format.ending.test(file),
    );
    let [read, equal] = [0, 0];
    for (const file of files) {
      let first: unknown;
      try {
        first = format.read(readFileSync(join(folder, file), 'utf8'));
        read += 1;
      } catch (thrown) {
        if (!(thrown instanceof TimelineError)) throw thrown;
        exceptions[ids[0]].push(`${file}: ${thrown.message}`);
        continue;
      }
      try {
        if (isDeepStrictEqual(await format.again(first as never), first)) equal += 1;
        else exceptions[ids[1]].push(`${format.name} ${file}: differs`);
      } catch (thrown) {
        if (!(thrown instanceof TimelineError)) throw thrown;
        exceptions[ids[1]].push(`${format.name} ${file}: ${thrown.message}`);
      }
    }
    if (!format.made) by[ids[0]].push(`${format.name} ${read} of ${files.length}`);
    by[ids[1]].push(`${format.name} ${equal} of ${read}`);
    if (!format.made) {
      counts.samples += files.length;
      counts.read += read;
    }
    counts.tried += read;
    counts.equal += equal;
  }
  const said = (id: (typeof ids)[number]): string =>
    `${by[id].join(', ')}${exceptions[id].length > 0 ? `; not: ${exceptions[id].join(' ')}` : ''}${mltSamples === undefined ? '; MLT XML not tried: name a folder of projects with MLT_SAMPLES' : ''}`;
  for (const id of wanted) {
    const [value, of] = id === ids[0] ? [counts.read, counts.samples] : [counts.equal, counts.tried];
    yield { id, value, unit: `of ${of}`, data: said(id) };
  }
};
export default bench;
