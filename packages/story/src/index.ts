export type { Character, ReadThrough, Scene } from './read-through.ts';
