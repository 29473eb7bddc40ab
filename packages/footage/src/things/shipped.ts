import SHIPPED from '../../models/things.json' with { type: 'json' };
import { SSD_NAME, SSD_VERSION, SsdDetector } from './ssd-detector.ts';
import type { ThingModel } from './thing-model.ts';

/** A word that the detector which comes along says, and how well it does on pictures held out. */
export interface ShippedThing {
  readonly word: string;
  /** From which confidence on it is said. */
  readonly threshold: number;
  /** Pictures it was said of, and of how many of them rightly. */
  readonly said: number;
  readonly right: number;
  /** Pictures that show one. */
  readonly present: number;
}

/** Name and version of the detector that comes along. */
export const SHIPPED_MODEL = `${SSD_NAME} ${SSD_VERSION}`;

/** What the detector that comes along says: the words it knows and is not right enough in are left out. */
export const SHIPPED_THINGS: readonly ShippedThing[] = SHIPPED.things;

/** The detector that comes along. Takes about 60 MB; use it in a process of its own. Throws a Fault, 'internal' where its file is damaged. */
export function shippedDetector(): Promise<ThingModel> {
  return SsdDetector.open((label) => SHIPPED_THINGS.find(({ word }) => word === label)?.threshold);
}
