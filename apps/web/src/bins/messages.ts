const number = new Intl.NumberFormat('en');
const count = (value: number, one: string, many: string): string =>
  `${number.format(value)} ${value === 1 ? one : many}`;

/** Where sound begins, as a sentence without its stop. */
const offsetWords = (seconds: number): string =>
  Math.abs(seconds) < 0.0005
    ? 'begins with the picture'
    : `begins ${Math.abs(seconds).toFixed(3)} s ${seconds < 0 ? 'before' : 'after'} the picture`;

/** Words of the bins of a shoot day. */
export const binsMessages = {
  name: 'Bins',
  link: 'Shoot days',
  pick: 'Shoot day',
  empty: 'No shoot day yet',
  emptyLine:
    'Open the folder of a day: its clips are grouped by camera and card, the recorder’s sound is put in sync, and takes go into bins. The files stay where they lie.',
  unknown: 'There is no such shoot day in this production.',
  toDays: 'Go to the shoot days',
  pathLabel: 'Folder on this machine',
  pathHint: '/media/cards/day-03',
  open: 'Open',
  loading: 'Opening the bins',
  notRead: 'This folder is not read yet',
  notReadLine: 'Reading looks at every clip’s header and compares sound; nothing is changed or copied.',
  noClips: 'Nothing to sort in this folder',
  noClipsLine: (folder: string) =>
    `There is no film and no sound in ${folder}. Put clips there and read it again, or open another folder.`,
  tree: 'Bins',
  clips: (bin: string) => `Clips in ${bin}`,
  facts: (clips: number, cameras: number) => `${count(clips, 'clip', 'clips')}, ${count(cameras, 'camera', 'cameras')}`,
  count: (clips: number) => number.format(clips),
  nothing: 'Nothing is in this bin. Drop clips on it, or cut clips elsewhere and paste them here.',
  unreadable: (files: number) => `${count(files, 'file', 'files')} could not be read`,
  chosen: (clips: number) => `${count(clips, 'clip', 'clips')} chosen`,
  cut: (clips: number) => `${count(clips, 'clip', 'clips')} cut; paste into a bin or a camera, or attach to a clip`,
  moved: (clips: number, to: string) => `Moved ${count(clips, 'clip', 'clips')} to ${to}`,
  moveTo: 'Move to…',
  move: 'Move',
  cancel: 'Cancel',
  bin: 'Where',
  bins: 'Bins',
  attachTo: 'Clips to attach it to',
  newTake: 'A new take',
  scene: 'Scene',
  setup: 'Set-up',
  take: 'Take',
  actions: {
    cut: 'Cut the chosen clips',
    paste: 'Paste clips into this bin',
    all: 'Choose all clips of this bin',
    moveTo: 'Move the chosen clips to another bin, camera or clip',
    attach: 'Attach what was cut to this clip',
    takeOff: 'Take the sound or the proxy off this clip',
    leave: 'Choose nothing',
  },
  watch: 'Watch in Footage',
  watchAndLog: 'Watch and log in Footage',
  cameras: 'Cameras',
  turned: { undo: 'Took the last correction back', redo: 'Brought the correction back' },
  newCamera: (name: string) => `New camera: ${name}`,
  newCameraHint: 'Drop clips here, or choose some and press this, to say that one more camera recorded them.',
  proxyIs: (name: string) => `proxy ${name}`,
  drops: {
    syncWith: (clip: string) => `Put in sync with ${clip}`,
    synced: (sound: string, picture: string, offset: number) =>
      `Put ${sound} in sync with ${picture}: ${offsetWords(offset)}`,
    listening: 'Listening to both…',
    proxyOf: (proxy: string, original: string) => `${proxy} is the proxy of ${original}`,
    linked: (proxy: string, original: string) => `Linked the proxy ${proxy} to ${original}`,
    ofCamera: (camera: string) => `Of camera ${camera}`,
    nowOfCamera: (clips: number, camera: string) => `${count(clips, 'clip is', 'clips are')} of camera ${camera} now`,
    takeOff: (what: string, from: string) => `Take ${what} off ${from}`,
    takenOff: (sound: string, picture: string) => `Took ${sound} and ${picture} apart`,
    ownClip: (proxy: string) => `${proxy} is a clip of its own now`,
    dragOff: 'Drag it to another clip, or off',
  },
  export: 'Export',
  formats: {
    otio: 'OpenTimelineIO, bins in bins',
    csv: 'CSV, a row for each clip',
    ale: 'Avid log (ALE)',
    edl: 'EDL, all takes in a row',
    fcpxml: 'Final Cut Pro XML, all takes in a row',
  },
  because: {
    where: 'Where it is',
    byPerson: 'You put it here.',
    // Of what nobody could place there is no guess.
    sure: (confidence: number) =>
      confidence === 0
        ? 'not known'
        : `${confidence > 0.8 ? 'very likely' : confidence > 0.6 ? 'likely' : confidence > 0.3 ? 'perhaps' : 'a guess'} (${confidence.toFixed(2)})`,
    camera: 'Camera',
    card: 'Card',
    timecode: 'Timecode',
    dropFrame: 'drop-frame',
    nonDrop: 'non-drop',
    noTimecode: 'none',
    reel: 'Reel',
    length: 'Length',
    path: 'Original',
    proxy: 'Proxy',
    sound: 'Sound',
    picture: 'Goes with',
    offset: (seconds: number) =>
      Math.abs(seconds) < 0.0005
        ? 'Begins with the picture'
        : `Begins ${Math.abs(seconds).toFixed(3)} s ${seconds < 0 ? 'before' : 'after'} the picture`,
    drift: (ppm: number) => `the clocks drift by ${ppm.toFixed(1)} parts per million`,
    apart: 'Take apart',
    look: 'Looked at as',
    asRecorded: 'As recorded',
    why: 'Because',
  },
  corrections: {
    camera: 'Of camera',
    setCamera: 'Set',
    ofCamera: (name: string) => `Now of camera ${name}`,
    sound: 'Put in sync with sound',
    picture: 'Put in sync with picture',
    offset: 'Seconds from the picture’s first frame to where the sound begins',
    putInSync: 'Put in sync',
    inSync: 'Put in sync',
    proxyOf: 'Proxy of',
    originalOf: (proxy: string) => `Original of ${proxy.split('/').at(-1) ?? proxy}`,
    link: 'Link',
    linked: (original: string) => `Linked to ${original.split('/').at(-1) ?? original}`,
    unlink: 'Unlink the proxy',
    ownClip: 'Now a clip of its own',
    noOriginal: 'It stands for none',
    unlinked: (proxies: number) => `${count(proxies, 'proxy', 'proxies')} without an original`,
  },
  kinds: { picture: 'Picture', sound: 'Sound', raw: 'Camera raw' },
  inSync: (name: string) => `in sync with ${name}`,
} as const;
