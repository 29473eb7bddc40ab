import { messages } from '../messages.ts';
import type { OfferedFix } from './fixes.ts';

const words = messages.story.fix;

interface Props {
  readonly fix: OfferedFix;
  readonly text: string;
  /** Absent where the script cannot be changed: then it is only shown. */
  readonly onDecide?: (verdict: 'accepted' | 'rejected') => void;
}

/** A Proposal: what would change, never changed until a person says so. */
export function FixOffer({ fix, text, onDecide }: Props) {
  const [first] = fix.changes;
  if (!first) return null;
  const [start, end] = [text.lastIndexOf('\n', first.from - 1) + 1, text.indexOf('\n', first.to)];
  const stop = end === -1 ? text.length : end;
  // The line that it stands in, so that a comma is not shown without its sentence.
  const before = text.slice(Math.max(start, first.from - 60), first.from);
  const after = text.slice(first.to, Math.min(stop, first.to + 60));
  return (
    <div className="story-fix">
      <p className="script-text" dir="auto">
        {before}
        {first.to > first.from && <del>{shown(text.slice(first.from, first.to))}</del>}
        {first.insert !== '' && <ins>{shown(first.insert)}</ins>}
        {after}
      </p>
      {fix.changes.length > 1 && <p className="quiet">{words.more(fix.changes.length - 1)}</p>}
      {onDecide ? (
        <div className="row">
          <button type="button" className="button" onClick={() => onDecide('accepted')}>
            {fix.label}
          </button>
          <button type="button" className="button" data-plain onClick={() => onDecide('rejected')}>
            {words.leave}
          </button>
        </div>
      ) : (
        <p className="quiet">{fix.label}</p>
      )}
    </div>
  );
}

/** Spaces and line breaks that are the whole change can be seen. */
function shown(text: string): string {
  return text.trim() === '' ? text.replace(/ /gu, '·').replace(/\n/gu, '↵') : text;
}
