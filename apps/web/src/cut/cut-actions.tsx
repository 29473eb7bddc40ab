import type { CutView } from '@second-unit/studio/contract';
import { Redo2, Undo2 } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { url } from '../api/client.ts';
import { messages } from '../messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ExportMenu, exportCutActions } from './export-menu.tsx';
import { HeldBack } from './held-back.tsx';
import { RenderCredentials } from './render-credentials.tsx';
import { type RenderSettings, RenderSettingsDialog } from './render-settings.tsx';
import type { Decide } from './use-decide.ts';

interface Props {
  view: CutView;
  decide: Decide;
  /** Is it being rendered now? */
  busy: boolean;
  onRender: (settings: RenderSettings) => void;
}

/** What can be done with the cut as a whole; one of it is the next thing to do. */
export function CutActions({ view, decide, busy, onRender }: Props) {
  const [playing, setPlaying] = useState(false);
  const [asking, setAsking] = useState(false);
  const ask = () => setAsking(true);
  const accepted = view.status === 'accepted';
  const mayRender = !busy && view.cut.items.length > 0;
  const group = messages.groups.cut;
  useActions([
    offer('cut.render', group, mayRender, ask),
    {
      name: 'client.cut.accept',
      label: messages.cut.accept,
      group,
      enabled: !accepted,
      run: () => decide.change({ kind: 'accept' }),
    },
    {
      name: 'client.cut.reject',
      label: messages.cut.reject,
      group,
      enabled: view.status === 'proposed',
      run: () => decide.change({ kind: 'reject' }),
    },
    ...exportCutActions(view, group),
    {
      name: 'client.cut.play',
      label: messages.cut.playRender,
      group,
      enabled: view.rendered,
      run: () => setPlaying(true),
    },
  ]);
  return (
    <>
      <IconButton icon={Undo2} label={actionView('cut.undo').label} disabled={!view.canUndo} onClick={decide.undo} />
      <IconButton icon={Redo2} label={actionView('cut.redo').label} disabled={!view.canRedo} onClick={decide.redo} />
      <ExportMenu view={view} />
      {view.rendered && (
        <button type="button" className="button" onClick={() => setPlaying(true)}>
          {messages.cut.playRender}
        </button>
      )}
      {view.status === 'proposed' && (
        <button
          type="button"
          className="button"
          aria-label={messages.cut.reject}
          onClick={() => decide.change({ kind: 'reject' })}
        >
          {messages.cut.rejectShort}
          <span className="wide-only">{messages.cut.theCut}</span>
        </button>
      )}
      {accepted ? (
        <button type="button" className="button" data-primary disabled={!mayRender} onClick={ask}>
          {actionView('cut.render').label}
        </button>
      ) : (
        <>
          <button type="button" className="button" disabled={!mayRender} onClick={ask}>
            {actionView('cut.render').label}
          </button>
          <button
            type="button"
            className="button"
            data-primary
            aria-label={messages.cut.accept}
            disabled={view.cut.items.length === 0}
            onClick={() => decide.change({ kind: 'accept' })}
          >
            {messages.cut.acceptShort}
            <span className="wide-only">{messages.cut.theCut}</span>
          </button>
        </>
      )}
      <RenderSettingsDialog view={view} open={asking} onOpenChange={setAsking} onRender={onRender} />
      <RenderDialog view={view} open={playing} onOpenChange={setPlaying} />
    </>
  );
}

function RenderDialog({
  view,
  open,
  onOpenChange,
}: {
  view: CutView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const src = url(`/cuts/${view.id}/render`);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog render" aria-describedby={undefined} aria-modal="true">
          <header className="dialog-head">
            <Dialog.Title>{messages.cut.renderTitle}</Dialog.Title>
            <span className="row">
              {view.exportRefused === undefined ? (
                <a className="button" href={src} download>
                  {messages.cut.saveRender}
                </a>
              ) : (
                <button type="button" className="button" disabled>
                  {messages.cut.saveRender}
                </button>
              )}
              <Dialog.Close className="button" data-plain>
                {messages.frame.closeBecause}
              </Dialog.Close>
            </span>
          </header>
          <HeldBack view={view} onGo={() => onOpenChange(false)} />
          {view.renderNote && <p className="quiet">{view.renderNote}</p>}
          <RenderCredentials of="cuts" id={view.id} />
          <RenderVideo src={src} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Made anew each time the dialog opens: what could not be played may have been rendered in another format since. */
function RenderVideo({ src }: { src: string }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <p>{messages.cut.renderUnplayed}</p>;
  return (
    // biome-ignore lint/a11y/useMediaCaption: a teaser has no caption track of its own yet.
    <video
      src={src}
      controls
      playsInline
      onError={() => setFailed(true)}
      // Of ProRes, some browsers play the sound alone.
      onLoadedMetadata={({ currentTarget }) => setFailed(currentTarget.videoWidth === 0)}
    />
  );
}
