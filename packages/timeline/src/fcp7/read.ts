import type { JsonObject, Timeline } from '../model.ts';
import { timeline } from '../model.ts';
import { rational } from '../rational.ts';
import { exactTime } from '../rational-time.ts';
import { child, childText, parseXml, problemOf, type XmlElement } from '../xml/tree.ts';
import { FORMAT, markersIn, rateIn, timecodeIn } from './parts.ts';
import { SequenceReader } from './sequence.ts';

/** What an FCP7 XML file holds: a timeline for each sequence that is not only nested in another. */
export interface Fcp7Xml {
  readonly version: string;
  readonly timelines: readonly Timeline[];
}

/**
 * Reads the XML of Final Cut Pro 7 (xmeml 1 to 5), which Premiere and Resolve write too: tracks, clips with their source
 * timecode and reel, transitions, generators, nested sequences, markers, and a constant `timeremap` as a LinearTimeWarp.
 * Filters, links, labels and whatever else the model does not know is kept in `metadata.fcp_xml` and written again.
 * Premiere's `pproTicksIn` and `pproTicksOut` are not: they say in and out a second time and would go stale.
 * @throws TimelineError `input` with the line of what is wrong.
 */
export function readFcp7Xml(text: string): Fcp7Xml {
  const root = parseXml(text, FORMAT);
  if (root.name !== 'xmeml')
    throw problemOf(FORMAT, root.line, `it should begin with <xmeml>, and begins with <${root.name}>`);
  const reader = new SequenceReader(root);
  const sequences: XmlElement[] = [];
  const visit = (of: XmlElement): void => {
    for (const one of of.children) {
      if (one.name === 'sequence') sequences.push(one);
      else if (['project', 'bin', 'children'].includes(one.name)) visit(one);
    }
  };
  visit(root);
  return { version: root.attributes.version ?? '', timelines: sequences.map((one) => timelineOf(one, reader)) };
}

function timelineOf(of: XmlElement, reader: SequenceReader): Timeline {
  const rate = rateIn(of) ?? rateIn(child(of, 'timecode'));
  if (!rate) throw problemOf(FORMAT, of.line, `the sequence “${childText(of, 'name') ?? ''}” says no rate`);
  const { tracks, own } = reader.sequence(of, rate);
  const { start, dropFrame } = timecodeIn(of, rate);
  const metadata: JsonObject = { ...own, ...(dropFrame ? { drop_frame: true } : {}) };
  const made = timeline(childText(of, 'name') ?? '', tracks, {
    globalStartTime: exactTime(start, rate),
    metadata: Object.keys(metadata).length > 0 ? { fcp_xml: metadata } : {},
  });
  const markers = markersIn(of, rate, (frames) => ({ num: frames.num * rate.den, den: frames.den * rate.num }));
  return {
    ...made,
    tracks: {
      ...made.tracks,
      markers: markers.map((one) => ({
        ...one,
        markedRange: { ...one.markedRange, startTime: exactTime(reduce(one.markedRange.startTime), rate) },
      })),
    },
  };
}

function reduce(time: { readonly value: number; readonly rate: { readonly num: number; readonly den: number } }) {
  return rational(time.value * time.rate.den, time.rate.num);
}
