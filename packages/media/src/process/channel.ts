import { readSync, writeSync } from 'node:fs';
import { HEADER_BYTES, type Message, pack, readHeader, unpack } from './wire.ts';

/**
 * The child's end of the pipes. Everything blocks, on purpose: a full pipe stops the decoder (back-pressure), and a
 * closed one means that our parent is gone, so we end too.
 */
const IN = 0;
const OUT = 3;

const wait = new Int32Array(new SharedArrayBuffer(4));
const isAgain = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EAGAIN';

function readInto(target: Uint8Array): boolean {
  let at = 0;
  while (at < target.length) {
    try {
      const read = readSync(IN, target, at, target.length - at, null);
      if (read === 0) return false;
      at += read;
    } catch (error) {
      if (!isAgain(error)) return false;
      Atomics.wait(wait, 0, 0, 1);
    }
  }
  return true;
}

/** The next message from the parent; ends the process when there is no parent any more. */
export function receive(): Message {
  const header = Buffer.alloc(HEADER_BYTES);
  if (!readInto(header)) process.exit(0);
  const { total, json } = readHeader(header);
  const body = Buffer.allocUnsafeSlow(total);
  if (!readInto(body)) process.exit(0);
  return unpack(body, json);
}

/** Sends one message; waits while the parent does not read; ends the process when there is no parent any more. */
export function send(message: Message): void {
  for (const part of pack(message)) {
    let at = 0;
    while (at < part.length) {
      try {
        at += writeSync(OUT, part, at, part.length - at);
      } catch (error) {
        if (!isAgain(error)) process.exit(0);
        Atomics.wait(wait, 0, 0, 1);
      }
    }
  }
}

const PULSE_MS = 1000;
let pulsedAt = 0;

/** Tells the parent, about once a second, that work goes on where there is nothing to send yet. */
export function pulse(): void {
  const now = performance.now();
  if (now - pulsedAt < PULSE_MS) return;
  pulsedAt = now;
  send({ type: 'pulse' });
}
