import type { CutSummary, MediaSummary, ScriptSummary } from '../contract/index.ts';
import type { CutRow, MediaRow, ScriptRow } from '../database/index.ts';
import type { Home } from '../home/index.ts';
import { infoOf } from './media-info.ts';

/** What a client sees of each: nothing of how it is stored. */

export function scriptSummary(row: ScriptRow): ScriptSummary {
  const { mirrorHash: _hash, lastSeq: _seq, removedAt: _removed, ...summary } = row;
  return summary;
}

export function mediaSummary(media: MediaRow, home: Home): MediaSummary {
  const { file: _file, fingerprint: _fingerprint, ...summary } = media;
  return { ...summary, info: infoOf(home, media) };
}

export function cutSummary(row: CutRow): CutSummary {
  const { proposal: _proposal, log: _log, render: _render, ...summary } = row;
  return summary;
}
