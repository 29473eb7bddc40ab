export { type LogOptions, type LogProgress, logFilm } from './log-film.ts';
export type { LogSubtitle, SceneLink, Shot, ShotLog, Sound, TransitionIn } from './shot-log.ts';
