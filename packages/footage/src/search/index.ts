export { type ShotHit, type ShotSearch, searchShots } from './search-shots.ts';
export type { SearchableFilm, ShotReason } from './searchable.ts';
