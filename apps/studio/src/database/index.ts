export { dropCorrection, keepCorrections, listCorrections } from './breakdown-corrections.ts';
export {
  type CutRow,
  createCut,
  decideCut,
  getCut,
  getCutHistory,
  listCuts,
  saveRender,
} from './cuts.ts';
export { atomically } from './dialect.ts';
export { dropNobodies } from './face-search.ts';
export { newId, now } from './ids.ts';
export type { JobFilter, JobRequest, JobRow } from './jobs.ts';
export { appendLedger, decisionsOn, listLedger } from './ledger.ts';
export {
  createMedia,
  findLog,
  getMedia,
  getShotLog,
  type LogRow,
  listMedia,
  logRevisions,
  type MediaRow,
  moveMedia,
  saveShotLog,
  setViewing,
} from './media.ts';
export { SCHEMA_VERSION } from './migrate.ts';
export { type Database, openDatabase } from './open.ts';
export {
  correctLines,
  findOriginal,
  getPdfReading,
  keepOriginal,
  type LineCorrection,
  type PdfReading,
  type ScriptOriginal,
} from './originals.ts';
export { listOutgoing, type Outgoing } from './outgoing.ts';
export {
  agreementView,
  assignTracks,
  dropPeopleCorrection,
  ensurePerson,
  type FaceTrackRow,
  filmsOfPeople,
  findAgreement,
  findFaceSearch,
  findFaceTrack,
  isHeld,
  keepAgreement,
  keepPeopleCorrection,
  listFaceTracks,
  listPeople,
  listPeopleCorrections,
  listRunOut,
  type PersonRow,
  putConsent,
  type ShotScale,
  setPersonName,
  turnOfPeople,
} from './people.ts';
export { createProduction, findSample, getProduction, listProductions, lockProduction } from './productions.ts';
export { getAllRights, getRights, productionOfItem, setRights } from './rights.ts';
export {
  allScripts,
  appendScriptUpdate,
  compactScript,
  createScript,
  getScript,
  listScripts,
  listScriptUpdates,
  loadScript,
  loadScriptUpdates,
  noteMirror,
  renameScript,
  type ScriptRow,
  type ScriptUpdate,
  setScriptRemoved,
} from './scripts.ts';
export { getPerson, getSetting, namePerson, setSetting } from './settings.ts';
export type { Signals } from './signals.ts';
export type { Store } from './tables.ts';
export { type CutDecision, decisionsOfTaste, resetTaste, unresetTaste } from './taste.ts';
export { listThingSearches, type ShotThings, saveThingSearch, type ThingSearch } from './things.ts';
export {
  createTimeline,
  cutOfTimeline,
  getTimeline,
  linkTimeline,
  listTimelines,
  type TimelineLink,
  type TimelineRow,
  timelineOfCut,
} from './timelines.ts';
