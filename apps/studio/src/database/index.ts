export {
  type CutRow,
  createCut,
  decideCut,
  getCut,
  getCutHistory,
  listCuts,
  saveRender,
} from './cuts.ts';
export { atomically, type Dialect } from './dialect.ts';
export { newId, now } from './ids.ts';
export { getJob, type JobFilter, type JobRequest, type JobRow, jobView, listJobs } from './jobs.ts';
export { appendLedger, getProposal, LEDGER_VERSION, listLedger } from './ledger.ts';
export { createMedia, getMedia, getShotLog, listMedia, type MediaRow, saveShotLog } from './media.ts';
export { SCHEMA_VERSION } from './migrate.ts';
export { type Database, type OpenDatabaseOptions, openDatabase } from './open.ts';
export { listOutgoing, type Outgoing } from './outgoing.ts';
export { createProduction, findSample, getProduction, listProductions, lockProduction } from './productions.ts';
export { getAllRights, getRights, productionOfItem, setRights } from './rights.ts';
export {
  appendScriptUpdate,
  compactScript,
  createScript,
  getScript,
  listScripts,
  listScriptUpdates,
  loadScript,
  noteMirror,
  renameScript,
  type ScriptRow,
  type ScriptUpdate,
} from './scripts.ts';
export { getPerson, getSetting, namePerson, setSetting } from './settings.ts';
export type { Store } from './tables.ts';
