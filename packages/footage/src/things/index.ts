export { describeShot, type ShotDescription, type VisionModel } from './describe-shot.ts';
export { findThings, type ThingFinder, type ThingSeen, type ThingsOfShot } from './find-things.ts';
export { checkManifest, type OnnxManifest, readManifest } from './manifest.ts';
export { openThingFinder } from './open-finder.ts';
export type { ImageTextModel, Thing, ThingModel } from './thing-model.ts';
