export { wordsLeft } from './query.ts';
export { type ShotHit, type ShotSearch, searchShots } from './search-shots.ts';
export type { AlikeWords, SearchableFilm, ShotReason } from './searchable.ts';
