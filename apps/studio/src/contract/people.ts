import type { Box, FaceSeen } from '@second-unit/footage/people';
import { z } from 'zod';

/** What the API sends and takes of people seen in films. Personal data: it stays in this production and this home. */

/** What a person, or who speaks for them, agreed to. */
export const consentSchema = z.object({
  /** Their faces may be found in this production's films and told from others. Without it neither name nor index is kept. */
  index: z.boolean(),
  /** Their likeness may be used. Kept on record; nothing here uses it yet. */
  likeness: z.boolean().default(false),
  /** Their voice may be used. Kept on record; nothing here uses it yet. */
  voice: z.boolean().default(false),
  /** Who said yes: they themselves, a parent, an agent. */
  givenBy: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine((words) => words.isWellFormed() && !/\p{Cc}/u.test(words), 'it must be one line of text'),
  /** The last moment at which it holds, UTC ISO 8601; null for no end. */
  until: z.iso.datetime().nullable().default(null),
});

export interface ConsentView {
  readonly index: boolean;
  readonly likeness: boolean;
  readonly voice: boolean;
  readonly givenBy: string;
  readonly until: string | null;
  /** Id of the person who wrote it down. */
  readonly recordedBy: string;
  readonly recordedAt: string;
  /** Its end has come: the name is hidden and the faces that were indexed under it are gone. */
  readonly ended: boolean;
}

/** One face as it goes through one shot. */
export interface FaceTrackView {
  readonly id: string;
  /** Id of the shot in the film's log; absent where the log has changed and no shot covers it. */
  readonly shot?: string;
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** Where the face was seen: the evidence. Boxes are in shares of the picture as shown. */
  readonly seen: readonly FaceSeen[];
  /** The clearest view. */
  readonly best: { readonly frame: number; readonly box: Box; readonly confidence: number };
  /** Path under `/api/v1` of a JPEG of the clearest view, cut out of the film when asked for; `?size=` pixels, 160 if absent. */
  readonly picture: string;
  /** Too small to be told from others: only a person can say who it is. */
  readonly small: boolean;
}

/** Somebody seen in the film: a cluster of faces, with a name once a person gave one. */
export interface PersonView {
  readonly id: string;
  readonly production: string;
  /** Absent while nobody said who it is, and once consent has ended. */
  readonly name?: string;
  readonly consent?: ConsentView;
  /** In this film, in film order; the one to show first is that with the highest confidence. */
  readonly tracks: readonly FaceTrackView[];
  /** Ids of shots of this film, in film order. */
  readonly shots: readonly string[];
  /** Seconds in this film in which the face is seen, other than between looks. */
  readonly screenTime: number;
  /** Ids of all films of the production that they are seen in. */
  readonly films: readonly string[];
}

/** `GET /media/:id/people`. */
export interface PeopleView {
  readonly media: string;
  readonly production: string;
  /**
   * Who asked for faces to be found in this production, by id and name, and when; absent while nobody did: then nothing is
   * looked for.
   */
  readonly agreed?: { readonly by: string; readonly name?: string; readonly at: string };
  /** The question to ask before `people.find` is sent with `agreed: true`. */
  readonly question: string;
  /** Were faces looked for in this film? */
  readonly found: boolean;
  /** They were, but in an earlier log of it: shots may have changed. */
  readonly stale: boolean;
  /** A job that is looking now. */
  readonly job?: string;
  /** What found them, e.g. `face-api 1.7.15`. */
  readonly model?: string;
  /** Most screen time first. */
  readonly people: readonly PersonView[];
  /** Faces that nobody is taken for: too small to be told from others. `people.split` without a person makes them one. */
  readonly unknown: readonly FaceTrackView[];
  /** What a person said is no face; `people.undo` brings back the last. */
  readonly notFaces: readonly FaceTrackView[];
  /** Who had a name until consent ended: a new consent (`people.consent`) shows it again; their faces must be found anew. */
  readonly lapsed: readonly { readonly id: string; readonly until: string }[];
  /** Has this production a correction that can be taken back? */
  readonly canUndo: boolean;
}

/** What `people.forget` answers. */
export interface PeopleForgotten {
  /** Persons, and faces with their descriptors, that are gone from the database. */
  readonly people: number;
  readonly faces: number;
  /** Files in the home that they were removed from as well: copies of the database and backups. */
  readonly files: readonly string[];
  /** Files in the home that could not be cleaned: they may still hold what was to go. */
  readonly left: readonly string[];
}

/** Asked before the first search in a production. */
export const PEOPLE_QUESTION =
  'Look for faces in the films of this production and tell people apart by them? This is personal data: do it only for people who agreed, or where the law lets you. It stays on this machine, and “Forget” removes all of it.';
