export { type DecodeEvent, type DecodeRequest, decode, type FramesEvent, type SoundEvent } from './decode.ts';
export { type EncodeAudio, type EncodeOptions, encode } from './encode.ts';
export { MediaError, type MediaErrorCode } from './error.ts';
export type { Damage, Loudness, MediaInfo, Subtitle } from './info.ts';
export { probe } from './probe.ts';
export { close, processIds, type RequestOptions } from './process/pool.ts';
export { type Clip, type ClipTransition, type Edit, type RenderOptions, render } from './render.ts';
export { frameAt, type Still, type StillOptions, stills } from './stills.ts';
