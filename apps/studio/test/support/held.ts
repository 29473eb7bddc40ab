import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';

const HOLD = fileURLToPath(new URL('./hold-rename.ts', import.meta.url));

/**
 * What a process is started with, so that it and those it starts stand still where they would give a file a name that
 * fits `at`, and make the file `mark`: a kill then comes at that moment, however slow the machine is.
 */
export function holdingAt(at: RegExp, mark: string): Record<string, string> {
  return { NODE_OPTIONS: `--import="${HOLD}"`, HOLD_AT: at.source, HELD: mark };
}

/** Resolves when it stands there. */
export async function untilHeld(mark: string): Promise<void> {
  await vi.waitFor(() => expect(existsSync(mark)).toBe(true), { timeout: 90_000, interval: 20 });
}
