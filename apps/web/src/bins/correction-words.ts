import type { BinPlace, DayCorrection } from '@second-unit/studio/contract';

const one = (clips: readonly string[]): string => {
  const name = clips[0]?.split('/').at(-1) ?? '';
  return clips.length === 1 ? name : `${name} and ${clips.length - 1} more`;
};

function placeWords(place: BinPlace): string {
  if (place.kind !== 'take')
    return { 'b-roll': 'B-roll', 'wild-sound': 'Wild sound', unsorted: 'Unsorted' }[place.kind];
  return `scene ${place.setup}${place.take === undefined ? '' : `, take ${place.take}`}`;
}

/** What a person said of a shoot day, as the ledger tells it. */
export function dayCorrectionInWords(correction: DayCorrection): string {
  switch (correction.kind) {
    case 'move':
      return `Moved ${one(correction.clips)} to ${placeWords(correction.to)}`;
    case 'camera':
      return `Said that ${one(correction.clips)} is of camera ${correction.camera}`;
    case 'sync':
      return `${correction.offset === null ? 'Took apart' : 'Put in sync'} ${one([correction.sound])} and ${one([correction.picture])}`;
    case 'look':
      return `Looked at ${one(correction.clips)} ${correction.curve === null ? 'as recorded' : `as ${correction.curve}`}`;
    case 'relink':
      return correction.original === null
        ? `Unlinked the proxy ${one([correction.proxy])}`
        : `Linked the proxy ${one([correction.proxy])} to ${one([correction.original])}`;
  }
}
