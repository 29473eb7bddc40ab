export { FRAME, renderSampleFilm, SampleFilm, type SampleRenderOptions, subtitlesOf } from './film.ts';
export { type PlannedLine, type PlannedShot, type SamplePlan, samplePlan } from './plan.ts';
export { readSampleScript, sampleScriptPath } from './script.ts';
