export { logFilmSoon, openFilm } from './films.ts';
export { takeIn } from './take-in.ts';
export { cutSummary, mediaSummary, scriptSummary } from './views.ts';
