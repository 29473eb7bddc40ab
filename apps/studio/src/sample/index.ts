export { renderSampleFilm, SampleFilm, subtitlesOf } from './film.ts';
export { samplePlan } from './plan.ts';
export { readSampleScript, sampleScriptPath } from './script.ts';
