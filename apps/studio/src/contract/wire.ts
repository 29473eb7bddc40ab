import type { Cut, CutChange, CutProposal } from '@second-unit/editing';
import type { Author, Decision, Person, Proposal, Rights } from '@second-unit/evidence';
import type { SceneLink, ShotLog } from '@second-unit/footage';
import type { MediaInfo } from '@second-unit/media';
import type { TitlePageEntry } from '@second-unit/screenplay';
import type { PdfLine } from '@second-unit/screenplay/pdf-in';
import type { BreakdownCorrection } from '@second-unit/story';
import type { LineSaid } from './corrections.ts';
import type { MusicSummary } from './music.ts';
import type { Viewing } from './viewing.ts';

/** What the API sends. Ids are UUIDv7, times UTC ISO 8601. Browser-safe: types only. */

export interface ProductionSummary {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  /** The production that ships with the studio; its film is rendered, not shot. */
  readonly sample: boolean;
  /** While true, no outgoing call may carry anything of this production. */
  readonly nothingLeaves: boolean;
  readonly createdAt: string;
}

export interface ProductionView extends ProductionSummary {
  readonly scripts: readonly ScriptSummary[];
  /** Scripts that were removed and can be brought back, oldest first. */
  readonly removed: readonly ScriptSummary[];
  readonly media: readonly MediaSummary[];
  readonly cuts: readonly CutSummary[];
  /** Sound files that cuts may be laid over, oldest first, removed ones among them. */
  readonly music: readonly MusicSummary[];
}

export interface ScriptSummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  /** File name of the mirror in `productions/<slug>/`, without the folder. */
  readonly mirror: string;
  /** Set when another program changed the mirror; offered as an import, never taken by itself. */
  readonly mirrorChanged: boolean;
  readonly rights: Rights;
  /** The file of another program that it was read of; the home keeps it as it came. */
  readonly original?: ScriptOriginalView;
  readonly updatedAt: string;
}

export interface ScriptOriginalView {
  /** A file name. */
  readonly name: string;
  /** `fdx`, `pdf`, `docx` and the like. */
  readonly format: string;
  /** Of a PDF: how many of its lines were read with doubt and nobody has looked at yet. */
  readonly doubts?: number;
}

/** `GET /scripts/:id/reading`: how the PDF that a script came from was read. */
export interface PdfReadingView {
  readonly name: string;
  /** Every line of the PDF in reading order, as read. */
  readonly lines: readonly PdfLine[];
  readonly titlePage: readonly TitlePageEntry[];
  readonly warnings: readonly string[];
  /** Lines, by their index, that were read with doubt. */
  readonly doubtful: readonly number[];
  /** What a person said since that lines are, doubtful or not. */
  readonly corrections: readonly LineSaid[];
}

/** A script as a file of some format: what `script.export` answers. */
export interface ExportedScript {
  /** A file name. */
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly encoding: 'utf8' | 'base64';
  readonly content: string;
  /** What the format could not carry, in sentences. */
  readonly notes: readonly string[];
}

export interface ScriptView extends ScriptSummary {
  /** Sequence number of the last update that `state` holds. */
  readonly seq: number;
  /** The Yjs document (text type `text`) as one update, base64. */
  readonly state: string;
}

/** Answer to `POST /scripts/:id/updates`: sent only after the update is on disk (fsync). */
export interface UpdateAck {
  readonly seq: number;
}

export interface MediaSummary {
  readonly id: string;
  readonly production: string;
  readonly title: string;
  readonly info: MediaInfo;
  /** Made by our own renderer, so never to be called footage. */
  readonly rendered: boolean;
  /** How it is looked at; absent where nothing was said or found: as recorded. */
  readonly viewing?: Viewing;
  readonly rights: Rights;
  /** Is there a finished shot log? */
  readonly logged: boolean;
  /** A job that is logging it now. */
  readonly job?: string;
  readonly createdAt: string;
}

/** `GET /media/:id/log`: the log with its links to the production's script, where there is one. */
export interface LogView {
  readonly log: ShotLog;
  readonly script?: string;
  readonly scenes: readonly SceneLink[];
}

export interface CutSummary {
  readonly id: string;
  readonly production: string;
  readonly media: string;
  readonly title: string;
  readonly status: 'proposed' | 'accepted' | 'rejected';
  /** Seconds, of the cut as it stands. */
  readonly duration: number;
  /** Has a finished render? */
  readonly rendered: boolean;
  readonly updatedAt: string;
}

export interface CutView extends CutSummary {
  readonly proposal: CutProposal;
  /** The proposal with every decision that still stands applied. */
  readonly cut: Cut;
  readonly decisions: readonly Decision<CutChange>[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Ids of decisions that stand but no longer fit, as when the swap that a trim was made on is undone. */
  readonly skipped?: readonly string[];
  /** Of its render: how loud it is, and why not as loud as was asked; absent where no loudness was asked. */
  readonly renderNote?: string;
  /** Why neither its render nor a timeline may be saved, by the rights of its film and script. */
  readonly exportRefused?: string;
  /** Id of the film, script, picture or music whose rights those are. */
  readonly heldBackBy?: string;
  /** Name of the music that it was proposed over and that is no music of the production: it plays without until it is asked for again. */
  readonly lostMusic?: string;
  readonly job?: string;
}

/** `GET /letters?text=`: whether words for a card or a subtitle can be set in type. */
export interface LettersView {
  /** Which letters no font of the studio has; absent where all are there. */
  readonly problem?: string;
}

/** A cut, or a film's log, as a file of text: what `cut.export` and `media.export` answer. */
export interface ExportedFile {
  /** A file name. */
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly content: string;
}

/** The change of a Proposal that a finding's fix is: kept in the ledger when a person takes or leaves it. */
export interface TextFix {
  readonly kind: 'text';
  readonly script: string;
  /** What it does, as its button says it. */
  readonly label: string;
  /** The words that the changes stood in: what was left is known again by them, wherever it has moved. */
  readonly before: string;
  /** In order, none over another, of the text as it was. */
  readonly changes: readonly { readonly from: number; readonly to: number; readonly insert: string }[];
}

/** `GET /scripts/:id/corrections`: what was said about the breakdown, in the order in which it is applied. */
export interface KeptCorrection {
  readonly id: string;
  readonly correction: BreakdownCorrection;
  readonly at: string;
}

/** What `script.decideFix` answers: ids in the ledger. */
export interface FixDecided {
  readonly proposal: string;
  readonly decision: string;
}

/** `watch`: a part of a `log` that another worker does. */
export type JobKind =
  | 'sample'
  | 'log'
  | 'watch'
  | 'render'
  | 'paper-render'
  | 'people'
  | 'things'
  | 'describe'
  | 'shoot-day'
  | 'transcribe'
  | 'look'
  | 'music';
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobView {
  readonly id: string;
  readonly kind: JobKind;
  readonly production: string;
  /** What it works on, e.g. the media's id. */
  readonly subject: string;
  readonly label: string;
  readonly state: JobState;
  /** 0 to 1. */
  readonly progress: number;
  /** What it is doing now, in words: `Decoding, 1,204 of 4,271 frames`. */
  readonly doing: string;
  /** Of a failed job: why, in one sentence; of one that is done: what there is to say of its result, if anything. */
  readonly message?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One line of the ledger, newest last. */
export interface LedgerEntry {
  readonly id: string;
  readonly production: string;
  readonly at: string;
  readonly author: Author;
  readonly record:
    | { readonly kind: 'proposal'; readonly proposal: Proposal }
    | { readonly kind: 'decision'; readonly decision: Decision }
    | { readonly kind: 'rights'; readonly item: string; readonly rights: Rights }
    | {
        readonly kind: 'removed' | 'restored';
        readonly item: string;
        readonly title: string;
        /** Absent for a script, and for music. */
        readonly of?: 'paper edit';
      }
    | { readonly kind: 'lock'; readonly nothingLeaves: boolean }
    /** That faces may be found in the production's films; `item` is the production. */
    | { readonly kind: 'peopleAgreed'; readonly item: string }
    /** Tombstone of personal data: `item` is a person's id, or the production's for everybody. Never says a name. */
    | {
        readonly kind: 'forgotten';
        readonly item: string;
        readonly people: number;
        readonly faces: number;
        readonly because: 'asked' | 'consent ended';
      };
}

/** `GET /api/v1/studio`. */
export interface StudioView {
  readonly version: string;
  readonly person?: Person;
  /** A name to offer at first run. */
  readonly suggestedName: string;
  readonly database: 'sqlite' | 'postgresql';
  readonly productions: readonly ProductionSummary[];
  readonly jobs: readonly JobView[];
}

/** Subtitles that came in as a file of their own, by the film whose they are. */
export interface SubtitlesSummary {
  readonly media: string;
  readonly title: string;
  readonly lines: number;
  /** False while the film is still being logged: they are there when that is done. */
  readonly logged: boolean;
}

/** Server-sent events on `GET /api/v1/events`; `event:` is the kind, `data:` the JSON. */
export type StudioEvent =
  | { readonly kind: 'job'; readonly job: JobView }
  | { readonly kind: 'production'; readonly production: string }
  | { readonly kind: 'media'; readonly media: string; readonly production: string }
  /** The breakdown of a script was corrected, or a correction taken back. */
  | { readonly kind: 'breakdown'; readonly script: string; readonly production: string }
  /** Who is seen in the production's films was looked for, corrected or forgotten. */
  | { readonly kind: 'people'; readonly production: string }
  /** A folder of clips was opened, read, or corrected. */
  | { readonly kind: 'shoot-day'; readonly shootDay: string; readonly production: string }
  /** Of a file that has come, by the id its sender gave: the film that is being unpacked of it, and how far it is, 0 to 1. */
  | { readonly kind: 'upload'; readonly upload: string; readonly film: string; readonly share: number }
  | { readonly kind: 'cut'; readonly cut: string; readonly production: string }
  | { readonly kind: 'paper'; readonly paper: string; readonly production: string }
  /** `update` is a Yjs update, base64; `client` the id that the sender gave. */
  | {
      readonly kind: 'script';
      readonly script: string;
      readonly seq: number;
      readonly client: string;
      readonly update: string;
    };

/** Body of every 4xx and 5xx. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly place?: string };
}

/** `GET /api/v1/actions`: what palette, menus and other programs can offer. */
export interface ActionView {
  readonly name: string;
  readonly label: string;
  readonly room: Room;
  readonly shortcut?: string;
  /** JSON Schema of the input. */
  readonly input: Readonly<Record<string, unknown>>;
}

export type Room = 'studio' | 'script' | 'story' | 'footage' | 'cut' | 'ledger';
