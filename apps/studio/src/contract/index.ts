export type { ActionSpec } from './action-spec.ts';
export { ACTIONS, type ActionInput, type ActionName, type ActionOutput } from './actions.ts';
export {
  carriedOver,
  LINE_CHOICES,
  type LineChoice,
  type LineSaid,
  relabelled,
  type TextEdit,
} from './corrections.ts';
export type { CredentialsSettings, CredentialsView } from './credentials.ts';
export type { CutBundleView } from './cut-lists.ts';
export type {
  LinedPage,
  LinedRow,
  LinedScript,
  LinedTake,
  LinedView,
  TakeMove,
  TakeStroke,
  TakeUnmove,
} from './lined.ts';
export type { LookReference, LookSource, LookSummary, LooksView, StillSummary } from './looks.ts';
export type { MusicSummary } from './music.ts';
export type { LineTakesView, LineTakeView, PaperAsk, PaperSummary, PaperView, WordsView } from './paper.ts';
export {
  type ConsentView,
  type FaceTrackView,
  PEOPLE_QUESTION,
  type PeopleForgotten,
  type PeopleView,
  type PersonView,
} from './people.ts';
export { EXPORT_FORMATS, type ScriptExport } from './script-formats.ts';
export type { AskedCorrection } from './shoot-day-actions.ts';
export {
  type BinPlace,
  CURVE_CHOICES,
  DAY_FORMATS,
  type DayCorrection,
  type DayFormat,
  type ExportedDay,
  type ShootDaySummary,
  type ShootDayView,
} from './shoot-days.ts';
export type { TasteEvidence, TasteReset, TasteView } from './taste.ts';
export type { ShotsAlike, ThingModels, ThingModelsView, ThingsView } from './things.ts';
export type {
  KeptLane,
  RateChoice,
  TimelineMediaView,
  TimelineSummary,
  TimelineView,
} from './timelines.ts';
export type { TranscriptionSetting, TranscriptionView } from './transcription.ts';
export type { Viewing } from './viewing.ts';
export type {
  ActionView,
  CutSummary,
  CutView,
  ErrorBody,
  ExportedFile,
  ExportedScript,
  FixDecided,
  JobKind,
  JobState,
  JobView,
  KeptCorrection,
  LedgerEntry,
  LettersView,
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
  SubtitlesSummary,
  TextFix,
  UpdateAck,
} from './wire.ts';
