export type { Cast, CastLink, CastMember } from './cast/index.ts';
export { readThroughHtml } from './html/report.ts';
export type { Pacing, ScenePace } from './pacing/index.ts';
export { readThrough } from './read.ts';
export type { Character, ReadThrough, Scene } from './read-through.ts';
export type { Area, Fix, StoryFinding, TextChange } from './story-finding.ts';
