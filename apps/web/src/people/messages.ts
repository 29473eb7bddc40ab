const number = new Intl.NumberFormat('en');
const times = (value: number, one: string, more: string): string =>
  `${number.format(value)} ${value === 1 ? one : more}`;

/** Words of the people seen in a film. */
export const peopleMessages = {
  name: 'People',
  list: 'People in this film',
  find: 'Look for people',
  agree: 'Yes, look for people',
  again: 'Look again',
  asked: (by: string | undefined, when: string): string =>
    `${by ?? 'Somebody'} asked for people to be found here, ${when}.`,
  stale: 'The film was logged again since people were looked for.',
  none: 'No face was found in this film.',
  noneLine: 'Faces that are very small, turned away or in the dark are not found.',
  unnamed: (place: number): string => `Person ${place}`,
  facts: (shots: number, seconds: number): string =>
    `${times(shots, 'shot', 'shots')}, ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`,
  unknown: 'Nobody yet',
  unknownLine: 'Faces that are too small to be told apart. Choose some to say who they are.',
  notFaces: 'Not faces',
  faces: (value: number): string => times(value, 'face', 'faces'),
  face: (timecode: string): string => `Face at ${timecode}`,
  chosen: (value: number): string => `${times(value, 'face', 'faces')} chosen`,
  say: 'Say who this is',
  rename: 'Change name or consent',
  named: (name: string): string => `${name} has a name now, in every film of this production.`,
  merge: 'The same as…',
  mergeWith: (name: string): string => `The same as ${name}`,
  split: 'Somebody else',
  notAFace: 'Not a face',
  aFace: 'A face after all: somebody of their own',
  forget: 'Forget this person',
  forgetAll: 'Forget everybody',
  forgetSure: (name: string): string =>
    `Remove ${name}’s faces and name from this production, and from the copies and backups in this home? This cannot be undone.`,
  forgetAllSure:
    'Remove all faces and names from this production, and from the copies and backups in this home? This cannot be undone. People are looked for again only when somebody agrees again.',
  forgotten: (people: number, faces: number): string =>
    `Forgotten: ${times(people, 'person', 'people')}, ${times(faces, 'face', 'faces')}.`,
  left: (files: readonly string[]): string =>
    `These files could not be cleaned and may still hold them: ${files.join(', ')}`,
  undone: 'Taken back.',
  undo: 'Undo',
  merged: 'They are one person now.',
  apart: 'They are somebody else now.',
  noFace: 'Taken out as not a face.',
  keep: 'Keep',
  cancel: 'Cancel',
  personName: 'Name',
  consent: {
    title: 'Their consent',
    line: 'A name may be kept with a face only where the person agreed, or somebody who may speak for them.',
    index: 'They agreed that their face is found in these films',
    likeness: 'They agreed that their likeness is used',
    voice: 'They agreed that their voice is used',
    givenBy: 'Who said so',
    givenByHint: 'they themselves, a parent, an agent',
    until: 'Until (empty: no end)',
    stands: (by: string, until: string | undefined): string =>
      `Consent by ${by}${until === undefined ? '' : `, until ${until}`}.`,
    kept: 'What they agreed to is on record.',
    lapsed: (value: number): string =>
      `${times(value, 'consent has', 'consents have')} ended: the names are hidden, and the faces under them are gone.`,
  },
};
