export { binId, makeBins, placeName, walkBins } from './bins.ts';
export { groupCameras } from './cameras.ts';
export type { DayCorrection } from './corrections.ts';
export { curveSeen } from './curve-guess.ts';
export { curveOfFile } from './curve-of-file.ts';
export { type Ale, dayAles, notInAles } from './day-ale.ts';
export { dayCsv } from './day-csv.ts';
export { dayOtio, dayTimeline } from './day-otio.ts';
export { rawSentence } from './folder.ts';
export { hearPair } from './hear-day.ts';
export { LOG_CURVES, type LogCurve, sceneLight } from './log-curves.ts';
export type { DayScene } from './placing.ts';
export { type ReadDayOptions, readDay } from './read-day.ts';
export { type Relinked, relink } from './relink.ts';
export type {
  Bin,
  BinClip,
  BinPlace,
  CameraGroup,
  Card,
  Clap,
  CurveGuess,
  Placing,
  ProxyLink,
  ShootClip,
  ShootDay,
  Slate,
  Sync,
  UnlinkedProxy,
  Unreadable,
} from './shoot-day.ts';
export { slateInSpeech } from './slate-words.ts';
export { type ReadDay, type SortOptions, sortDay } from './sort-day.ts';
export { VIEWING_VERSION, viewed, viewingCube, viewingTransform } from './viewing-transform.ts';
