import type { CutSummary, MediaSummary, ScriptSummary } from '../contract/index.ts';
import type { CutRow, MediaRow, ScriptRow } from '../database/index.ts';
import { type Home, storedPath } from '../home/index.ts';

/** What a client sees of each: nothing of how it is stored. */

export function scriptSummary(row: ScriptRow): ScriptSummary {
  const { mirrorHash: _hash, lastSeq: _seq, removedAt: _removed, ...summary } = row;
  return summary;
}

/** The path of an imported film is where its home is now, which may not be where it was. */
export function mediaSummary(
  { file, info, fingerprint: _fingerprint, ...summary }: MediaRow,
  home: Home,
): MediaSummary {
  return { ...summary, info: { ...info, originalPath: storedPath(home, file) } };
}

export function cutSummary(row: CutRow): CutSummary {
  const { proposal: _proposal, log: _log, render: _render, ...summary } = row;
  return summary;
}
