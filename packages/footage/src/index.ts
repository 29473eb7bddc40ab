export type { SceneLink, Shot, ShotLog, Sound, TransitionIn } from './shot-log.ts';
