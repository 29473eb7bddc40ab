import { Fault } from '@second-unit/evidence';
import { timelineFormatOf } from '@second-unit/timeline';
import { endingsThat, FORMATS, formatOf, type ScriptFormat } from '../../script-files/formats.ts';
import { beyondFountain } from '../../script-files/losses.ts';
import type { ScriptCarrier } from '../../script-files/read.ts';
import { writeFileBytes } from '../../script-files/write.ts';
import { checkFile, openScript } from '../input.ts';
import { checkOutput, writeOutput } from '../output.ts';
import type { Task } from '../run.ts';
import { type ConvertTimelineOptions, convertTimeline, timelineIn } from './convert-timeline.ts';

export interface ConvertOptions extends ConvertTimelineOptions {
  /** Of a PDF. */
  readonly paper?: 'letter' | 'a4';
  /** Of Final Draft: the breakdown as tags. */
  readonly tags?: boolean;
  /** The file that the script came from, of OUT's format: what it says beyond Fountain stays. */
  readonly original?: string;
}

/** `convert IN OUT`: a screenplay, or a timeline, from one format to another, by the endings of the names. */
export async function convert(from: string, to: string, options: ConvertOptions, task: Task): Promise<void> {
  const timeline = await timelineIn(from);
  if (timeline !== undefined) return convertTimeline(from, timeline, to, options, task);
  if (options.rate !== undefined || options.relink !== undefined || options.media !== undefined) {
    throw new Fault('input', `${from} is no timeline; --rate, --relink and --media are for those.`, { place: from });
  }
  const source = formatThat('reads', from);
  if (formatOf(to) === undefined && timelineFormatOf(to) !== undefined) throw await noTimeline(from, source, to);
  const target = formatThat('writes', to);
  await checkOutput(to, [from, options.original]);
  if (source === target && source === 'fountain') {
    throw new Fault('input', `${from} and ${to} are both Fountain; there is nothing to convert.`, { place: to });
  }
  if (options.tags === true && target !== 'fdx') {
    throw new Fault('input', `${to} is no Final Draft file, and only those hold tags.`, { place: to });
  }
  const original = options.original === undefined ? undefined : await originalOf(options.original, target, to, task);
  const { text, carrier } = await openScript(from, task);
  const into = original ?? carrier;
  const { content, notes } = await writeFileBytes(text, target, {
    ...(options.paper === undefined ? {} : { paper: options.paper }),
    ...(into === undefined ? {} : { into }),
    ...(options.tags === true ? { tags: { corrections: [], all: true } } : {}),
  });
  task.signal.throwIfAborted();
  await writeOutput(to, content);
  const left = carrier === undefined || carrier.format === target ? undefined : beyondFountain(carrier);
  if (left !== undefined) {
    process.stderr.write(`${left} Keep ${from} and give it as --original to write them back.\n`);
  }
  for (const note of notes) process.stderr.write(`${note}\n`);
  // A Fountain script as plain text is its Fountain, unit by unit.
  const kind = target === 'text' ? 'plain text, in Fountain' : FORMATS[target].name;
  process.stderr.write(`Written: ${to} (${kind})\n`);
}

/** What would become a timeline and is none: a screenplay, or what only ends like one of both. */
async function noTimeline(from: string, source: ScriptFormat, to: string): Promise<Fault> {
  await checkFile(from);
  const is = /\.xml$/i.test(from)
    ? `holds no timeline (its first element is none of xmeml, fcpxml and mlt)`
    : `is a screenplay (${FORMATS[source].name})`;
  const endings = endingsThat('writes').join(', ');
  return new Fault('input', `${from} ${is}, and ${to} would be a timeline: a screenplay is written as ${endings}.`, {
    place: from,
  });
}

/** Fountain is plain text, and Fade In's archive holds Open Screenplay Format. */
function plain(format: ScriptFormat): ScriptFormat {
  if (format === 'text') return 'fountain';
  return format === 'fadein' ? 'osf' : format;
}

function formatThat(does: 'reads' | 'writes', path: string): ScriptFormat {
  const format = formatOf(path);
  if (format !== undefined && FORMATS[format][does]) return format;
  const done = does === 'reads' ? 'read' : 'written';
  const endings = endingsThat(does).join(', ');
  throw new Fault('input', `${path} cannot be ${done}: its name must end in one of ${endings}.`, { place: path });
}

async function originalOf(path: string, target: ScriptFormat, to: string, task: Task): Promise<ScriptCarrier> {
  const { carrier } = await openScript(path, task);
  if (carrier === undefined || carrier.format !== plain(target)) {
    throw new Fault('input', `${path} holds nothing that ${to} could keep: --original takes a file of OUT's format.`, {
      place: path,
    });
  }
  return carrier;
}
