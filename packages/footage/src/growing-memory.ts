/** Bytes that are reserved, and not used before they are needed: numbers of 32 bits for a film of three weeks. */
const MOST_BYTES = 2 ** 28;
const STEP_BYTES = 2 ** 16;

/**
 * Memory for what is kept of every frame or moment of a film. It grows where it lies: an array that is made twice as
 * long and copied, again and again, leaves holes behind that the process keeps.
 */
export function growingMemory(): ArrayBuffer {
  return new ArrayBuffer(STEP_BYTES, { maxByteLength: MOST_BYTES });
}

/** Makes it longer by a step; arrays that reach to its end are longer too. Throws a RangeError where there is no more. */
export function grow(memory: ArrayBuffer): void {
  memory.resize(memory.byteLength + STEP_BYTES);
}
