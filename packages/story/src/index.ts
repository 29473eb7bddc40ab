export { readThroughHtml } from './html/report.ts';
export { readThrough } from './read.ts';
export type { Character, ReadThrough, Scene } from './read-through.ts';
export type { Area, Fix, StoryFinding, TextChange } from './story-finding.ts';
