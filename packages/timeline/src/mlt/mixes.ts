import type { JsonObject } from '../model.ts';
import type { Rational } from '../rational.ts';
import { toJson, type XmlElement } from '../xml/tree.ts';
import { framesIn, property, propertyElement } from './parts.ts';

/** What a transition is beside where it lies. */
export interface Mix {
  /** OTIO's transition type. */
  readonly type: string;
  /** `metadata.mlt`, with which it is written again. */
  readonly own: JsonObject;
}

/** A transition at a frame of its track: its length, and how much of it lies before the cut. */
export interface Crossing extends Mix {
  readonly length: number;
  readonly before: number;
}

/**
 * The mixes of a Kdenlive track by the frame at which they begin. One of `luma` without a wipe's picture is a dissolve,
 * as one of sound is; a slide or wipe is a custom transition. What makes it one is kept in the shape of Shotcut's, in
 * which it is written.
 */
export function mixesOf(track: XmlElement, rate: Rational): ReadonlyMap<number, Mix> {
  const mixes = new Map<number, Mix>();
  for (const one of track.children) {
    if (one.name !== 'transition') continue;
    const start = framesIn(one, 'in', rate) ?? 0;
    const end = framesIn(one, 'out', rate);
    if (end === undefined) continue;
    const type = typeOf([one]);
    const { id: _id, in: _in, out: _out, ...attributes } = one.attributes;
    const moved = { ...one, attributes: { ...attributes, in: '0', out: String(end - start) } };
    const children = [propertyElement('shotcut:transition', 'lumaMix'), moved].map(toJson);
    mixes.set(start, { type, own: { children } });
  }
  return mixes;
}

/** Dissolve or not, by the elements of a transition. */
export function typeOf(children: readonly XmlElement[]): string {
  const transitions = children.filter(({ name }) => name === 'transition');
  const plain = transitions.every((one) => {
    const service = property(one, 'mlt_service') ?? one.attributes.mlt_service;
    if (service === 'mix') return true;
    return service === 'luma' && (property(one, 'resource') ?? '') === '';
  });
  return plain ? 'SMPTE_Dissolve' : 'Custom_Transition';
}
