/**
 * What FFmpeg may open: containers, and codecs that cameras, editors and the web make. Everything else (play lists
 * that open other files, game formats, devices) is refused: each parser more is one more that a hostile file can reach.
 */
export const DEMUXERS = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'avi',
  'mpegts',
  'mpeg',
  'mxf',
  'flv',
  'ogg',
  'asf',
  'dv',
  'ivf',
  'wav',
  'mp3',
  'aac',
  'flac',
  'aiff',
].join(',');

/** Sidecar subtitles only. */
export const SUBTITLE_DEMUXERS = 'srt,webvtt';

/** Pictures that somebody uploads: JPEG, PNG, WebP. Read by `pictureColours` only. */
export const PICTURE_DEMUXERS = 'jpeg_pipe,png_pipe,webp_pipe';
export const PICTURE_DECODERS = 'mjpeg,png,webp';

export const DECODERS = [
  // pictures
  ['h264', 'hevc', 'libdav1d', 'vp8', 'vp9', 'mpeg1video', 'mpeg2video', 'mpeg4', 'msmpeg4', 'msmpeg4v2', 'h263'],
  ['prores', 'dnxhd', 'cfhd', 'dvvideo', 'mjpeg', 'ffv1', 'huffyuv', 'ffvhuff', 'utvideo', 'v210', 'rawvideo'],
  ['qtrle', 'png', 'theora', 'vc1', 'wmv1', 'wmv2', 'wmv3', 'flv'],
  // sound
  ['aac', 'mp2float', 'mp3float', 'ac3', 'eac3', 'dca', 'opus', 'vorbis', 'flac', 'alac', 'wmav1', 'wmav2'],
  ['amrnb', 'amrwb', 'adpcm_ms', 'adpcm_ima_wav', 'adpcm_ima_qt', 'pcm_alaw', 'pcm_mulaw', 'pcm_u8', 'pcm_s8'],
  ['pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_s32be', 'pcm_f32le', 'pcm_f32be'],
  ['pcm_f64le', 'pcm_f64be', 'pcm_bluray', 'pcm_dvd'],
  // words
  ['mov_text', 'subrip', 'srt', 'webvtt', 'ass', 'ssa', 'text'],
]
  .flat()
  .join(',');

/** Of a picture: as many as the largest cameras have. */
export const MAX_PICTURE_PIXELS = 100_000_000;

/** A little over 8K (7680 × 4320). */
export const MAX_PIXELS = 40_000_000;
