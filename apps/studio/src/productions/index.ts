export { logFilmSoon, openFilm } from './films.ts';
export { type TakenIn, takeIn } from './take-in.ts';
export { cutSummary, mediaSummary, scriptSummary } from './views.ts';
