export { durationOf } from './duration.ts';
export { type EdlRate, edlRates } from './edl/rate.ts';
export { type ReadEdlOptions, readEdl } from './edl/read.ts';
export { type EdlOptions, writeEdl } from './edl/write.ts';
export { TimelineError } from './fault.ts';
export { type Fcp7Xml, readFcp7Xml } from './fcp7/read.ts';
export { writeFcp7Xml } from './fcp7/write.ts';
export { type Fcpxml, readFcpxml } from './fcpxml/read.ts';
export { writeFcpxml } from './fcpxml/write.ts';
export { fileUrl } from './file-url.ts';
export {
  type FoundTimeline,
  type ReadTimelineOptions,
  readTimeline,
  TIMELINE_FORMATS,
  type TimelineFormat,
  type TimelineTextFormat,
  timelineFormatOf,
  writeTimeline,
  xmlTimelineFormat,
} from './formats.ts';
export { mainTrack } from './main-track.ts';
export { mapMedia } from './map-media.ts';
export { mediaEvents } from './media-events.ts';
export { readMlt } from './mlt/read.ts';
export { writeMlt } from './mlt/write.ts';
export {
  type Clip,
  type Composable,
  clip,
  DEFAULT_MEDIA,
  type Effect,
  type ExternalReference,
  editRate,
  type Gap,
  type GeneratorReference,
  gap,
  type Json,
  type JsonObject,
  type Marker,
  type MediaReference,
  type MissingReference,
  mediaReference,
  type Stack,
  type Timeline,
  type Track,
  type Transition,
  timeline,
  track,
  trimmedRange,
  type UnknownSchema,
} from './model.ts';
export { type Collection, writeOtioCollection } from './otio/collection.ts';
export { readOtio } from './otio/read.ts';
export { writeOtio } from './otio/write.ts';
export { pixelAspectText } from './pixel-aspect.ts';
export {
  add,
  compare,
  divide,
  equals,
  fromNumber,
  multiply,
  type Rational,
  type Rounding,
  rational,
  rescale,
  subtract,
  toInteger,
  toNumber,
} from './rational.ts';
export {
  addTime,
  compareTime,
  contains,
  endTimeExclusive,
  exactRate,
  frameRange,
  type RationalTime,
  rationalTime,
  rescaledTo,
  seconds,
  subtractTime,
  type TimeRange,
  timeRange,
  toSeconds,
} from './rational-time.ts';
export { type Relink, type RelinkCandidate, type RelinkOptions, relink } from './relink.ts';
export { CAMERA_MOVEMENTS, type CameraMovement, SHOT_SIZES, type ShotSize } from './shot-words.ts';
export { allowsDropFrame, formatTimecode, framesPerDay, isDropFrame, nominalRate, parseTimecode } from './timecode.ts';
export { mediaKey, type UsedMedia, usedMedia } from './used-media.ts';
