export { describeShot, type ShotDescription, type VisionModel } from './describe-shot.ts';
export { findThings, type ThingFinder, type ThingSeen, type ThingsOfShot } from './find-things.ts';
export { checkManifest, type OnnxManifest, readManifest } from './manifest.ts';
export { openThingFinder } from './open-finder.ts';
export { SHIPPED_MODEL, SHIPPED_THINGS, type ShippedThing, shippedDetector } from './shipped.ts';
export { SsdDetector } from './ssd-detector.ts';
export { thingFinding } from './thing-finding.ts';
export type { ImageTextModel, Thing, ThingModel } from './thing-model.ts';
