export { type ClipFacts, clipFacts } from './clip-facts.ts';
export { cutPoints } from './cut-points.ts';
export { type DecodeEvent, type DecodeRequest, decode, type FramesEvent, type SoundEvent } from './decode.ts';
export {
  type Clip,
  type ClipCrop,
  type ClipTransition,
  type Edit,
  type FilmClip,
  type LetterSpan,
  type Letters,
  type MusicBed,
  type PictureArea,
  RENDER_FORMATS,
  type ReachedLoudness,
  type RenderFormat,
  type SubtitleLine,
  type TitleClip,
} from './edit.ts';
export { type EncodeAudio, type EncodeOptions, encode } from './encode.ts';
export { MediaError, type MediaErrorCode } from './error.ts';
export { keepFrameIndexes } from './frame-indexes.ts';
export type { FrameMeasure, MeasuredPicture } from './frame-measure.ts';
export { endsEarly, withFrames } from './frame-times.ts';
export { type HearEvent, type HearRequest, hear } from './hear.ts';
export type { Damage, Loudness, MediaInfo, Subtitle } from './info.ts';
export { type PictureColours, pictureColours } from './picture-colours.ts';
export { makePlayable, type PlayableOptions } from './playable.ts';
export { previewOf } from './preview.ts';
export { probe } from './probe.ts';
export { close, closeAll, processIds, type RequestOptions } from './process/pool.ts';
export { type Rendered, type RenderOptions, render } from './render.ts';
export { type SmallPicture, smallPictures } from './small-pictures.ts';
export { type SamplesEvent, type SoundSamplesOptions, soundSamples } from './sound-samples.ts';
export { frameAt, type Still, type StillOptions, stills } from './stills.ts';
export { type FoundSubtitle, subtitles } from './subtitles.ts';
export { type TimeSpan, type WhisperOptions, whisper } from './whisper.ts';
