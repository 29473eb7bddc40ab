export { fileUrl } from '@second-unit/timeline';
export { type FrameTimes, frameTimes, onGrid, playedSeconds, secondsBetween, sequenceRate } from './frame-grid.ts';
export { logTimeline } from './log-timeline.ts';
export {
  baseName,
  fileNameOf,
  type MediaClipOptions,
  mediaClip,
  mediaGap,
  type Stretch,
} from './media-clip.ts';
