export { ACTIONS, type ActionInput, type ActionName, type ActionOutput, type ActionSpec } from './actions.ts';
export {
  carriedOver,
  LINE_CHOICES,
  type LineChoice,
  type LineSaid,
  relabelled,
  type TextEdit,
} from './corrections.ts';
export { EXPORT_FORMATS, type ScriptExport } from './script-formats.ts';
export type {
  ActionView,
  CutSummary,
  CutView,
  ErrorBody,
  ExportedCut,
  ExportedScript,
  JobKind,
  JobState,
  JobView,
  LedgerEntry,
  LogView,
  MediaSummary,
  PdfReadingView,
  ProductionSummary,
  ProductionView,
  Room,
  ScriptOriginalView,
  ScriptSummary,
  ScriptView,
  StudioEvent,
  StudioView,
  UpdateAck,
} from './wire.ts';
