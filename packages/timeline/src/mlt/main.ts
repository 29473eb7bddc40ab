import { problemOf, type XmlElement } from '../xml/tree.ts';
import { FORMAT, property } from './parts.ts';

/** The element that plays: a tractor, or a playlist where nothing plays beside it; and its name where it says one. */
export interface Main {
  readonly of: XmlElement;
  readonly title?: string;
}

/**
 * What of a project is its timeline. Shotcut and `melt` say it by the root's `producer`, or it is the last tractor.
 * Kdenlive since 23.04 keeps its sequences as tractors with a uuid and plays the one that is open in a project tractor
 * of one track; without looking into that, a project would be one empty track.
 * @throws TimelineError `input` for a file that plays nothing.
 */
export function mainOf(root: XmlElement, byId: ReadonlyMap<string, XmlElement>): Main {
  const named = byId.get(root.attributes.producer ?? '');
  const tractors = root.children.filter(({ name }) => name === 'tractor');
  const project = tractors.find((one) => property(one, 'kdenlive:projectTractor') === '1');
  if (project) {
    const bin = byId.get('main_bin');
    const open =
      byId.get(property(bin, 'kdenlive:docproperties.activetimeline') ?? '') ??
      byId.get(project.children.find(({ name }) => name === 'track')?.attributes.producer ?? '');
    if (open?.name === 'tractor') return titled(open);
  }
  const last = named?.name === 'tractor' ? named : tractors.at(-1);
  if (last) return titled(last);
  // What `melt` writes of a list of files, and a Shotcut playlist that was never made a timeline.
  const list = named?.name === 'playlist' ? named : root.children.findLast(({ name }) => name === 'playlist');
  if (list?.children.some(({ name }) => name === 'entry' || name === 'producer')) return { of: list };
  throw problemOf(FORMAT, root.line, 'it has no tractor, which would say what its tracks are, and no list of clips');
}

function titled(of: XmlElement): Main {
  const title = property(of, 'kdenlive:projectTractor') === undefined ? property(of, 'kdenlive:clipname') : undefined;
  return title ? { of, title } : { of };
}

/** Is it a track of Kdenlive's: a tractor of playlists only, one or two? Other tractors are sequences in a sequence. */
export function isKdenliveTrack(of: XmlElement, byId: ReadonlyMap<string, XmlElement>): boolean {
  if (of.name !== 'tractor') return false;
  const tracks = of.children.filter(({ name }) => name === 'track');
  return (
    property(of, 'kdenlive:uuid') === undefined &&
    tracks.length <= 2 &&
    tracks.every(({ attributes }) => byId.get(attributes.producer ?? '')?.name === 'playlist')
  );
}
