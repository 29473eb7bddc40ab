import { TimelineError } from '../fault.ts';
import { type Clip, editRate, type JsonObject, type Stack, type Timeline } from '../model.ts';
import { pictureSize } from '../picture.ts';
import { seconds } from '../rational-time.ts';
import { element, formatXml, stringsOf, type XmlElement } from '../xml/tree.ts';
import { allowed } from './grammar.ts';
import { fcpxmlOf } from './items.ts';
import type { Fcpxml } from './read.ts';
import { StoryWriter } from './story.ts';
import { ResourceTable } from './write-resources.ts';

/**
 * FCPXML 1.11, valid by its DTD, of a timeline or of all that a file holds: a project each, the first track of pictures
 * as its primary storyline, the others as connected clips and storylines in their lanes, nested stacks as compound
 * clips, speeds as a `timeMap`, and an asset for each media file with its own start, size and channels. Sound that is
 * cut as its picture plays with it; other sound is connected below. What `readFcpxml` kept is written as it was.
 * @throws TimelineError `input` for what the format cannot hold, and for clips whose media file or its length is not known.
 */
export function writeFcpxml(of: Timeline | Pick<Fcpxml, 'timelines' | 'clips'>): string {
  const { timelines, clips } = 'timelines' in of ? of : { timelines: [of], clips: [] };
  const table = new ResourceTable();
  const events: {
    readonly key: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly items: XmlElement[];
  }[] = [];
  let library: Record<string, string> | undefined;
  const put = (own: JsonObject, name: string, item: XmlElement): void => {
    const attributes = own.event === undefined ? { name } : allowed('event', stringsOf(own.event));
    // Read from a file without events, it goes into one without.
    const loose = own.resources !== undefined && own.event === undefined;
    if (own.library !== undefined || !loose) library ??= allowed('library', stringsOf(own.library));
    const key = loose ? '' : JSON.stringify(attributes);
    const event = events.find((one) => one.key === key);
    if (event) event.items.push(item);
    else events.push({ key, attributes, items: [item] });
  };
  for (const one of clips) put(fcpxmlOf(one), 'Clips', clipElement(one, table));
  for (const one of timelines) put(fcpxmlOf(one), one.name || 'Untitled', projectElement(one, table));
  const loose = events.every(({ key }) => key === '');
  const content = loose
    ? events.flatMap(({ items }) => items)
    : events.map(({ attributes, items }) => element('event', attributes, items));
  const inLibrary =
    !loose && library !== undefined && hasLibrary([...clips, ...timelines])
      ? [element('library', library, content)]
      : content;
  const root = element('fcpxml', { version: '1.11' }, [element('resources', {}, table.elements()), ...inLibrary]);
  return formatXml(root, 'fcpxml');
}

/** All but what was read from a file without a library goes into one. */
function hasLibrary(all: readonly (Timeline | Clip | Stack)[]): boolean {
  return all.some((one) => {
    const own = fcpxmlOf(one);
    return own.library !== undefined || own.resources === undefined;
  });
}

function projectElement(of: Timeline, table: ResourceTable): XmlElement {
  const own = fcpxmlOf(of);
  const rate = editRate(of);
  if (!rate)
    throw new TimelineError('input', 'FCPXML needs a frame rate, and this timeline has no clips that say one.');
  const adopted = table.adopt(own.resources);
  const writer = new StoryWriter(table, adopted, own.resources === undefined, pictureSize(of));
  const start = of.globalStartTime ? seconds(of.globalStartTime) : { num: 0, den: 1 };
  const sequence = writer.sequence(of.tracks.children, own.sequence as JsonObject | undefined, rate, start);
  const name = of.name || (own.project === undefined ? 'Untitled' : '');
  const attributes = allowed('project', { ...(name ? { name } : {}), ...stringsOf(own.project) });
  return element('project', attributes, [sequence]);
}

function clipElement(of: Clip | Stack, table: ResourceTable): XmlElement {
  const own = fcpxmlOf(of);
  const writer = new StoryWriter(table, table.adopt(own.resources), own.resources === undefined);
  const range = of.sourceRange;
  if (!range) throw new TimelineError('input', `FCPXML needs the length of “${of.name}”.`);
  return writer.eventClip(of, range.duration.rate);
}
