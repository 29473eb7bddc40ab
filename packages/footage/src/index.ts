export * from './alignment/index.ts';
export { csvOf } from './csv.ts';
export { filmTimecode } from './film-timecode.ts';
export type { SpokenLine } from './hear-film.ts';
export { type HeardMusic, hearMusic } from './hear-music.ts';
export { logCsv } from './log-csv.ts';
export { helpLogFilm, type LogOptions, type LogProgress, logFilm } from './log-film.ts';
export { logHtml } from './log-html.ts';
export { type ScenesOptions, scenesOf } from './scenes/scenes-of.ts';
export { packViews, unpackViews, type ViewsOfShot } from './scenes/view.ts';
export type {
  Camera,
  FilmScene,
  Heard,
  LogSubtitle,
  PictureFault,
  Scale,
  SceneLink,
  Shot,
  ShotLog,
  Sound,
  TransitionIn,
} from './shot-log.ts';
export { withSpokenLines, withSubtitles } from './spoken-lines.ts';
export { validateShotLog } from './validate.ts';
