import type { Kysely } from 'kysely';
import type {
  FaceSearchTable,
  FaceTrackTable,
  PeopleAgreementTable,
  PeopleConsentTable,
  PeopleCorrectionTable,
  PersonTable,
} from './people-tables.ts';

/**
 * The one schema, in types that SQLite and PostgreSQL both have: ids are UUIDv7 text, times UTC
 * ISO 8601 text, JSON text, truth 0 or 1.
 */
export interface Tables {
  schema_versions: { version: number; at: string };
  settings: { name: string; value: string };
  productions: ProductionTable;
  scripts: ScriptTable;
  script_updates: ScriptUpdateTable;
  script_snapshots: ScriptSnapshotTable;
  script_originals: ScriptOriginalTable;
  pdf_readings: PdfReadingTable;
  line_corrections: LineCorrectionTable;
  breakdown_corrections: BreakdownCorrectionTable;
  media: MediaTable;
  shot_logs: ShotLogTable;
  earlier_logs: EarlierLogTable;
  cuts: CutTable;
  ledger: LedgerTable;
  rights: RightsTable;
  outgoing: OutgoingTable;
  jobs: JobTable;
  people_agreements: PeopleAgreementTable;
  people: PersonTable;
  people_consents: PeopleConsentTable;
  face_tracks: FaceTrackTable;
  people_corrections: PeopleCorrectionTable;
  face_searches: FaceSearchTable;
  thing_searches: ThingSearchTable;
  shoot_days: ShootDayTable;
  shoot_day_clips: ShootDayClipTable;
  shoot_day_corrections: ShootDayCorrectionTable;
  paper_edits: PaperEditTable;
  reference_stills: ReferenceStillTable;
  looks: LookTable;
  music: MusicTable;
  timelines: TimelineTable;
}

export interface ProductionTable {
  id: string;
  title: string;
  /** Folder of the mirrors. */
  slug: string;
  sample: number;
  nothing_leaves: number;
  /** Sequence number of the newest ledger record; its row lock orders the ledger. */
  ledger_seq: number;
  created_at: string;
}

interface ScriptTable {
  id: string;
  production: string;
  title: string;
  /** File name of the mirror in the production's folder. */
  mirror: string;
  /**
   * SHA-256, hex, of what we last wrote to the mirror; null before the first write. Two hashes, what
   * stands and what is about to, while a write is under way: after a crash either is ours.
   */
  mirror_hash: string | null;
  mirror_changed: number;
  /** Sequence number of the newest update; its row lock keeps the numbers without gaps. */
  last_seq: number;
  created_at: string;
  updated_at: string;
  /** When a person put it away; null while it is part of the production. */
  removed_at: string | null;
}

interface ScriptUpdateTable {
  script: string;
  /** 1, 2, 3 … without gaps. */
  seq: number;
  /** A Yjs update (v1 encoding). */
  data: Uint8Array;
  author: string;
  client: string;
  at: string;
}

interface ScriptSnapshotTable {
  script: string;
  /** Every update up to and including this one is in `data`. */
  seq: number;
  data: Uint8Array;
  at: string;
}

/** The file of another program that a script was read of. */
interface ScriptOriginalTable {
  script: string;
  /** As the person who brought it knows it. */
  name: string;
  /** A ScriptFormat. */
  format: string;
  /** Relative to the home. */
  file: string;
  at: string;
}

/** What the lines of a PDF were read as when it came in. */
interface PdfReadingTable {
  script: string;
  /** PdfLine[]. */
  lines: string;
  /** TitlePageEntry[]. */
  title_page: string;
  /** string[]: what a person should know about how it was read. */
  warnings: string;
  /** How many of the lines were read with doubt, and nobody has looked at yet. */
  doubts: number;
}

/** What a person said that a line of a PDF is, where that is not the reading, or the reading was doubtful. */
interface LineCorrectionTable {
  script: string;
  /** Index among the lines of the reading. */
  line: number;
  /** LineType. */
  type: string;
  author: string;
  at: string;
}

/** What a person, or the file that the script was read of, said about the breakdown. */
interface BreakdownCorrectionTable {
  /** Their order is the order in which they are applied. */
  id: string;
  script: string;
  /** BreakdownCorrection. */
  correction: string;
  author: string;
  at: string;
}

interface MediaTable {
  id: string;
  production: string;
  title: string;
  /** Relative to the home for imported files, absolute for films opened where they lie. */
  file: string;
  /** MediaInfo. */
  info: string;
  rendered: number;
  /** What the file was when it was taken in or last logged; null where it lies in the home. */
  fingerprint: string | null;
  /** Viewing; null where nothing was said or found. */
  viewing: string | null;
  created_at: string;
}

interface ShotLogTable {
  media: string;
  /** Name of this log among all that the film ever had. */
  revision: string;
  /** ShotLog. */
  log: string;
  /** What the file was that was logged; null where it lies in the home. */
  fingerprint: string | null;
  at: string;
}

/** Logs that were replaced and that a cut still stands on. */
type EarlierLogTable = ShotLogTable;

export interface CutTable {
  id: string;
  production: string;
  media: string;
  title: string;
  /** Id of the Proposal in the ledger, from which everything here can be made again. */
  proposal: string;
  /** Revision of the shot log that it was proposed with. */
  log: string;
  status: string;
  /** Seconds. */
  duration: number;
  /** Counts the decisions that changed what the cut shows. */
  revision: number;
  /** Rendered file relative to the home; null where none is up to date. */
  render: string | null;
  created_at: string;
  updated_at: string;
}

export interface LedgerTable {
  id: string;
  production: string;
  /** Order within the production: 1, 2, 3 … without gaps. */
  seq: number;
  version: number;
  kind: string;
  /** Proposal id for proposals and decisions, item id for rights, production id for locks. */
  subject: string;
  at: string;
  /** Canonical JSON (RFC 8785). */
  author: string;
  record: string;
}

interface RightsTable {
  item: string;
  production: string;
  /** Rights; the ledger holds how they came to be so. */
  rights: string;
  at: string;
}

/** What left this machine, or was kept from leaving. */
interface OutgoingTable {
  id: string;
  production: string | null;
  at: string;
  what: string;
  /** Person id or model name on whose behalf. */
  sender: string;
  /** Origin only: a query string may hold what must not be kept. */
  destination: string;
  /** JSON array of item ids. */
  items: string;
  /** Bytes of the body; null where it was streamed. */
  bytes: number | null;
  outcome: string;
}

export interface JobTable {
  id: string;
  kind: string;
  production: string;
  subject: string;
  label: string;
  state: string;
  progress: number;
  doing: string;
  message: string | null;
  input: string;
  checkpoint: string | null;
  /** Counts the claims; a runner that was given up on can no longer write. */
  attempt: number;
  /** Counts the visible changes. */
  revision: number;
  /** How often its runner vanished since a person last asked for it. */
  lost: number;
  cancel_asked: number;
  runner: string | null;
  heartbeat_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface ShootDayTable {
  id: string;
  production: string;
  title: string;
  /** Absolute. */
  folder: string;
  /** What is in sync and what could not be read: `{ syncs, unreadable }`; null before the folder was read to its end. */
  heard: string | null;
  created_at: string;
}

/** A clip of a folder as it was read: kept while the file does not change. */
interface ShootDayClipTable {
  shoot_day: string;
  /** In the folder, with `/`. */
  path: string;
  /** ShootClip. */
  clip: string;
}

/** What people said of where clips belong. Their order is the order in which they are applied. */
interface ShootDayCorrectionTable {
  id: string;
  shoot_day: string;
  /** DayCorrection. */
  correction: string;
  author: string;
  at: string;
  taken_back: number;
}

/** A paper edit; what is in it are its decisions in the ledger, filed under its id. */
export interface PaperEditTable {
  id: string;
  production: string;
  title: string;
  /** Seconds, as it stands. */
  duration: number;
  /** How many are kept. */
  words: number;
  /** Rendered file relative to the home; null where none is up to date. */
  render: string | null;
  /** Counts the decisions that changed what it plays. */
  revision: number;
  /** When it was put away; null while it is there. */
  removed_at: string | null;
  created_at: string;
  updated_at: string;
}

/** A timeline that came in from an editing program. */
export interface TimelineTable {
  id: string;
  production: string;
  title: string;
  /** Of its file. */
  name: string;
  format: string;
  /** OpenTimelineIO's JSON. */
  otio: string;
  /** JSON: sentences. */
  notes: string;
  /** JSON: TimelineRow['links']. */
  links: string;
  cut: string | null;
  created_at: string;
  updated_at: string;
}

/** What models of the owner's own said of a film's shots. */
interface ThingSearchTable {
  media: string;
  /** ThingSearchKind. */
  kind: string;
  /** Revision of the log whose shots they are. */
  log: string;
  model: string;
  /** By kind: things of each shot, ids of shots, or findings. */
  shots: string;
  /** Of an image-text encoder: 32-bit floats, as many for each shot. */
  encodings: Uint8Array | null;
  at: string;
}

/** A picture that somebody uploaded to be a reference. */
export interface ReferenceStillTable {
  id: string;
  production: string;
  title: string;
  /** Relative to the home. */
  file: string;
  /** Media type, by its first bytes. */
  type: string;
  created_at: string;
}

/** A look that was fitted, or is being. */
export interface LookTable {
  id: string;
  production: string;
  title: string;
  /** LookSource. */
  source: string;
  /** LookReference. */
  reference: string;
  /** The table, relative to the home; null until it is fitted. */
  file: string | null;
  /** What was measured when it was fitted; null until then. */
  fitted: string | null;
  removed: number;
  created_at: string;
}

/** A sound file that somebody gave to lie under cuts. */
export interface MusicTable {
  id: string;
  production: string;
  title: string;
  /** Relative to the home. */
  file: string;
  /** Length by the header. */
  seconds: number;
  channels: number;
  /** HeardMusic; null until it was heard. */
  heard: string | null;
  removed_at: string | null;
  created_at: string;
}

/** What the repository functions take: the database, or a transaction on it. */
export type Store = Kysely<Tables>;

/** Every table that holds somebody's data, in an order in which foreign keys can be restored. */
export const DATA_TABLES = [
  'settings',
  'productions',
  'scripts',
  'script_updates',
  'script_snapshots',
  'script_originals',
  'pdf_readings',
  'line_corrections',
  'breakdown_corrections',
  'media',
  'shot_logs',
  'earlier_logs',
  'cuts',
  'ledger',
  'rights',
  'outgoing',
  'jobs',
  'people_agreements',
  'people',
  'people_consents',
  'face_tracks',
  'people_corrections',
  'face_searches',
  'thing_searches',
  'shoot_days',
  'shoot_day_clips',
  'shoot_day_corrections',
  'paper_edits',
  'timelines',
  'reference_stills',
  'looks',
  'music',
] as const satisfies readonly (keyof Tables)[];

export type DataTable = (typeof DATA_TABLES)[number];
