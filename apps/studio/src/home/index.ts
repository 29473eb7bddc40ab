export { placeFile, syncFolder, writeAtomic } from './atomic.ts';
export { frameIndexes, type Home, homeRoot, itemPath, layout, logParts, storedPath } from './layout.ts';
export { HOME_VERSION, homeEntries, mirrorPath, openHome, RESTORING, writeMark } from './open.ts';
export { readSettings, type Settings } from './settings.ts';
