/** Productions for which somebody asked for faces to be found and told apart. */
export interface PeopleAgreementTable {
  production: string;
  /** Person id. */
  by: string;
  at: string;
}

/** Somebody seen in films of a production: a cluster of faces. */
export interface PersonTable {
  id: string;
  production: string;
  /** Given by a person; nowhere else but here and in what can be undone of it. */
  name: string | null;
  created_at: string;
}

/** What a named person agreed to. */
export interface PeopleConsentTable {
  person: string;
  /** Faces may be found and told from others. */
  may_index: number;
  may_use_likeness: number;
  may_use_voice: number;
  /** Who said yes: the person, a parent, an agent. */
  given_by: string;
  /** Person id of who wrote it down. */
  recorded_by: string;
  recorded_at: string;
  /** The last moment at which it holds; null for none. */
  until: string | null;
  /** Its end came, and what was indexed under it is gone. */
  ended: number;
}

/** One face as it goes through one shot. */
export interface FaceTrackTable {
  id: string;
  production: string;
  media: string;
  /** The job that is finding it; null once that is done. Nobody sees those of a job. */
  job: string | null;
  /** Null while it is no face, or nobody's yet. */
  person: string | null;
  start_frame: number;
  end_frame: number;
  /** FaceSeen[]. */
  seen: string;
  /** Index in `seen`. */
  best: number;
  /** Name and version of the model that made the descriptor. */
  model: string;
  /** 32-bit floats; null where it is too small to be told from others. */
  descriptor: Uint8Array | null;
}

/** What a person said of who is who. Their order is the order in which they are taken. */
export interface PeopleCorrectionTable {
  id: string;
  production: string;
  /** PeopleCorrection. */
  correction: string;
  /** What undo brings back: the person of each track, and a name. */
  before: string;
  author: string;
  at: string;
}

/** Films in which faces were looked for. */
export interface FaceSearchTable {
  media: string;
  production: string;
  /** Revision of the log whose shots were looked at. */
  log: string;
  model: string;
  /** How large people are in each shot: ShotScale[]. Says nothing of who they are. */
  scales: string;
  at: string;
}
