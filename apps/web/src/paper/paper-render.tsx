import type { PaperView } from '@second-unit/studio/contract';
import { useState } from 'react';
import { url } from '../api/client.ts';
import { RenderCredentials } from '../cut/render-credentials.tsx';
import { RoomDialog } from '../ui/room-dialog.tsx';
import { paperMessages as words } from './messages.ts';

interface Props {
  view: PaperView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSave: () => void;
}

/** The paper edit as it was rendered, and what the file says of itself. */
export function PaperRender({ view, open, onOpenChange, onSave }: Props) {
  return (
    <RoomDialog title={words.renderOf(view.title)} open={open} onOpenChange={onOpenChange} className="render">
      <p className="render-save">
        <button type="button" className="button" disabled={view.exportRefused !== undefined} onClick={onSave}>
          {words.saveRender}
        </button>
        {view.exportRefused && <span className="quiet">{view.exportRefused}</span>}
      </p>
      {view.renderNote && <p className="quiet">{view.renderNote}</p>}
      <RenderCredentials of="papers" id={view.id} />
      <Film src={url(`/papers/${view.id}/render`)} />
    </RoomDialog>
  );
}

function Film({ src }: { src: string }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <p>{words.renderUnplayed}</p>;
  // biome-ignore lint/a11y/useMediaCaption: what is said is the paper edit itself, beside it.
  return <video src={src} controls playsInline onError={() => setFailed(true)} />;
}
