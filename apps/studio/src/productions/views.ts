import type { CutSummary, MediaSummary, ScriptSummary } from '../contract/index.ts';
import type { CutRow, MediaRow, ScriptRow } from '../database/index.ts';

/** What a client sees of each: nothing of how and where it is stored. */

export function scriptSummary(row: ScriptRow): ScriptSummary {
  const { mirrorHash: _hash, lastSeq: _seq, ...summary } = row;
  return summary;
}

export function mediaSummary(row: MediaRow): MediaSummary {
  const { file: _file, ...summary } = row;
  return summary;
}

export function cutSummary(row: CutRow): CutSummary {
  const { proposal: _proposal, render: _render, ...summary } = row;
  return summary;
}
