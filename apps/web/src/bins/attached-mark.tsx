import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { Link2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type Attached, attachedName } from './drops.ts';
import { binsMessages } from './messages.ts';
import { giveAlong } from './use-drop.ts';

/**
 * What hangs on a clip, in the clip's line. It can be dragged to another clip or off; keys take it off by the action of
 * the room, so that a line of the list box holds nothing that wants a key.
 */
export function AttachedMark({ attached, clip }: { attached: Attached; clip: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  const held = useRef(attached);
  held.current = attached;
  useEffect(() => {
    const element = mark.current;
    if (!element) return;
    return draggable({ element, getInitialData: () => giveAlong({ attached: held.current }) });
  }, []);
  const name = attachedName(attached, clip);
  return (
    <span ref={mark} className="clip-attached" title={binsMessages.drops.dragOff}>
      <Link2 size={12} aria-hidden />
      {attached.kind === 'sound' ? binsMessages.inSync(name) : binsMessages.proxyIs(name)}
    </span>
  );
}
