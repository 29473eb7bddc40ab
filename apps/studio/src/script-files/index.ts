/** What a page that needs no studio uses of it: nothing here or below may touch Node. */
export { endingsThat, formatOf, type ScriptFormat } from './formats.ts';
export { type ReadFile, readFileBytes } from './read.ts';
