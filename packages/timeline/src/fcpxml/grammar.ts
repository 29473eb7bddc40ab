import type { XmlElement } from '../xml/tree.ts';

/** What FCPXML 1.11 lets stand where, as far as it is needed to write valid files of what was read from older ones. */

/** Elements that take a place in time. */
export const STORY: ReadonlySet<string> = new Set(
  'asset-clip clip ref-clip mc-clip sync-clip video audio title gap audition live-drawing caption spine'.split(' '),
);
export const MARKERS: ReadonlySet<string> = new Set(['marker', 'chapter-marker']);

/** Children of a story element in the order that the DTD asks for. */
const ORDER: readonly string[] = [
  'param text text-style-def note conform-rate timeMap',
  'object-tracker adjust-crop adjust-corners adjust-conform adjust-transform adjust-blend adjust-stabilization',
  'adjust-rollingShutter adjust-360-transform adjust-reorient adjust-orientation adjust-cinematic adjust-colorConform',
  'adjust-volume adjust-panner mc-source STORY MARKER audio-channel-source audio-role-source sync-source',
  'filter-video filter-audio metadata reserved',
].flatMap((line) => line.split(' '));
const MARKER_ITEMS: ReadonlySet<string> = new Set(['marker', 'chapter-marker', 'rating', 'keyword', 'analysis-marker']);

function rankOf(name: string): number {
  if (STORY.has(name)) return ORDER.indexOf('STORY');
  if (MARKER_ITEMS.has(name)) return ORDER.indexOf('MARKER');
  return ORDER.indexOf(name === 'filter-video-mask' ? 'filter-video' : name);
}

/** The children that may stand in a story element, in order. */
export function ordered(children: readonly XmlElement[]): XmlElement[] {
  return children.filter(({ name }) => rankOf(name) >= 0).sort((a, b) => rankOf(a.name) - rankOf(b.name));
}

const CLIP = 'name start duration enabled lane offset';
const SPLIT = 'audioStart audioDuration modDate';
const ATTRIBUTES: Readonly<Record<string, string>> = {
  'asset-clip': `${CLIP} ${SPLIT} ref srcEnable format tcStart tcFormat audioRole videoRole`,
  clip: `${CLIP} ${SPLIT} format tcStart tcFormat`,
  'sync-clip': `${CLIP} ${SPLIT} format tcStart tcFormat`,
  'ref-clip': `${CLIP} ${SPLIT} ref srcEnable useAudioSubroles`,
  'mc-clip': `${CLIP} ${SPLIT} ref srcEnable`,
  video: `${CLIP} ref srcID role`,
  audio: `${CLIP} ref srcID role srcCh outCh`,
  title: `${CLIP} ref role`,
  caption: `${CLIP} role`,
  'live-drawing': `${CLIP} role dataLocator animationType`,
  gap: 'name offset start duration enabled',
  transition: 'name offset duration',
  sequence: 'format duration tcStart tcFormat audioLayout audioRate renderFormat keywords',
  multicam: 'format duration tcStart tcFormat renderFormat',
  media: 'id name uid projectRef modDate',
  project: 'name uid id modDate',
  event: 'name uid',
  library: 'location colorProcessing',
  format: 'id name frameDuration fieldOrder width height paspH paspV colorSpace projection stereoscopic',
  asset:
    'id name uid start duration hasVideo format hasAudio videoSources audioSources audioChannels audioRate ' +
    'customLUTOverride colorSpaceOverride projectionOverride stereoscopicOverride auxVideoFlags',
  effect: 'id name uid src',
  locator: 'id url',
};

/** The attributes that an element may have in 1.11. */
export function allowed(name: string, attributes: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Set((Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name]! : '').split(' '));
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => names.has(key)));
}
