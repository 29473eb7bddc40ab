import type { Clip, JsonObject, Stack, Timeline } from '../model.ts';
import { timeline } from '../model.ts';
import { exactTime } from '../rational-time.ts';
import { child, parseXml, problemOf, toJson, type XmlElement } from '../xml/tree.ts';
import { FcpxmlResources } from './resources.ts';
import { SequenceReader } from './sequence.ts';
import { timeOf, ZERO } from './time.ts';

/** What an FCPXML file holds: a timeline for each project, and the clips of its events that are in none. */
export interface Fcpxml {
  readonly version: string;
  readonly timelines: readonly Timeline[];
  readonly clips: readonly (Clip | Stack)[];
}

/**
 * Reads FCPXML 1.0 to 1.11. The primary storyline and each lane of connected clips become tracks (`metadata.fcpxml.lane`),
 * secondary storylines lie in their lane's track, compound and multicam clips are nested stacks, and the sound of an
 * asset-clip is a clip of its own on the track of sound below its picture's. A `timeMap` of constant speed is a
 * LinearTimeWarp. What the model does not know (filters, adjustments, notes, keywords, roles) is kept in
 * `metadata.fcpxml` and written again by `writeFcpxml`.
 * @throws TimelineError `input` with the line of what is wrong.
 */
export function readFcpxml(text: string): Fcpxml {
  const root = parseXml(text, 'FCPXML');
  if (root.name !== 'fcpxml')
    throw problemOf('FCPXML', root.line, `it should begin with <fcpxml>, and begins with <${root.name}>`);
  const version = root.attributes.version ?? '';
  if (!/^1\.\d{1,2}$/.test(version))
    throw problemOf('FCPXML', root.line, `versions 1.0 to 1.11 are read, and this is “${version}”`);
  const resources = new FcpxmlResources(child(root, 'resources'));
  const reader = new SequenceReader(resources);
  const timelines: Timeline[] = [];
  const clips: (Clip | Stack)[] = [];
  const shared = { resources: resources.kept.map(toJson) };

  const visit = (of: XmlElement, around: JsonObject): void => {
    for (const one of of.children) {
      if (one.name === 'library' || one.name === 'event') visit(one, { ...around, [one.name]: one.attributes });
      else if (one.name === 'project') timelines.push(projectOf(one, reader, { ...around, ...shared }));
      else if (['asset-clip', 'clip', 'ref-clip', 'mc-clip', 'sync-clip', 'audition'].includes(one.name)) {
        const item = reader.eventClip(one);
        const own = item.metadata.fcpxml as JsonObject;
        clips.push({ ...item, metadata: { ...item.metadata, fcpxml: { ...own, ...around, ...shared } } });
      }
    }
  };
  visit(root, {});
  return { version, timelines, clips };
}

function projectOf(project: XmlElement, reader: SequenceReader, around: JsonObject): Timeline {
  const sequence = child(project, 'sequence');
  if (!sequence)
    throw problemOf('FCPXML', project.line, `the project “${project.attributes.name ?? ''}” has no sequence`);
  const { tracks, rate, own } = reader.sequence(sequence);
  const { name = '', ...attributes } = project.attributes;
  return timeline(name, tracks, {
    globalStartTime: exactTime(timeOf(sequence, 'tcStart') ?? ZERO, rate),
    metadata: { fcpxml: { project: attributes, sequence: own, ...around } },
  });
}
