import type { PaperView } from '@second-unit/studio/contract';
import { useNavigate } from '@tanstack/react-router';
import { FileOutput, Film, Plus, Redo2, Scissors, Undo2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act, download } from '../api/client.ts';
import { cutQuery, productionQuery, queryClient, studioQuery } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { paperMessages as words } from './messages.ts';
import { PaperRender } from './paper-render.tsx';
import { paperQuery } from './queries.ts';
import type { ChangePaper } from './use-paper.ts';

interface Props {
  view: PaperView;
  change: ChangePaper;
  onStart: () => void;
}

const FORMATS = ['otio', 'fcpxml', 'xml', 'edl', 'mlt'] as const;

/** What can be done with the paper edit as a whole. */
export function PaperActions({ view, change, onStart }: Props) {
  const navigate = useNavigate();
  const [playing, setPlaying] = useState(false);
  const isEmpty = view.segments.length === 0;
  const isOne = new Set(view.segments.map(({ media }) => media)).size === 1;
  const mayExport = !isEmpty && view.exportRefused === undefined;
  const save = (format: (typeof FORMATS)[number]) =>
    void download(`/papers/${view.id}/export?format=${format}`, `${view.title}.${format}`).catch(tellWrong);
  const saveRender = () => void download(`/papers/${view.id}/render`, `${view.title}.mp4`).catch(tellWrong);
  const render = () => {
    act('paper.render', { paper: view.id })
      .then(() =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: studioQuery.queryKey }),
          queryClient.invalidateQueries({ queryKey: paperQuery(view.id).queryKey }),
        ]),
      )
      .catch(tellWrong);
  };
  const toCut = () => {
    act('paper.toCut', { paper: view.id })
      .then(async (cut) => {
        queryClient.setQueryData(cutQuery(cut.id).queryKey, cut);
        await queryClient.invalidateQueries({ queryKey: productionQuery(cut.production).queryKey });
        await navigate({ to: '/p/$production/cut/{-$cut}', params: { production: cut.production, cut: cut.id } });
      })
      .catch(tellWrong);
  };
  useActions([
    offer('paper.undo', words.group, view.canUndo, change.undo),
    offer('paper.redo', words.group, view.canRedo, change.redo),
    offer('paper.create', words.group, true, onStart),
    offer('paper.render', words.group, mayExport && !view.rendered && view.job === undefined, render),
    {
      name: 'client.paper.playRender',
      label: words.playRender,
      group: words.group,
      enabled: view.rendered,
      run: () => setPlaying(true),
    },
    offer('paper.toCut', words.group, isOne, toCut),
    ...FORMATS.map((format) => ({
      ...offer('paper.export', words.group, mayExport, () => save(format)),
      name: `paper.export.${format}`,
      label: `${words.export}: ${words.formats[format]}`,
    })),
  ]);
  const exportLabel = actionView('paper.export').label;
  return (
    <>
      <IconButton icon={Plus} label={words.another} onClick={onStart} />
      <IconButton icon={Undo2} label={actionView('paper.undo').label} disabled={!view.canUndo} onClick={change.undo} />
      <IconButton icon={Redo2} label={actionView('paper.redo').label} disabled={!view.canRedo} onClick={change.redo} />
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <IconButton
            icon={FileOutput}
            label={exportLabel}
            title={view.exportRefused ?? exportLabel}
            disabled={!mayExport}
          />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
            <DropdownMenu.Label className="menu-label">{exportLabel}</DropdownMenu.Label>
            {FORMATS.map((format) => (
              <DropdownMenu.Item key={format} className="menu-item" onSelect={() => save(format)}>
                {words.formats[format]}
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Separator className="paper-menu-line" />
            {view.rendered ? (
              <DropdownMenu.Item className="menu-item" onSelect={saveRender}>
                {words.saveRender}
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.Item className="menu-item" disabled={view.job !== undefined} onSelect={render}>
                {words.render}
              </DropdownMenu.Item>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {view.rendered && (
        <button type="button" className="button" aria-label={words.playRender} onClick={() => setPlaying(true)}>
          <Film className="narrow-only" size={16} aria-hidden />
          <span className="wide-only">{words.playRender}</span>
        </button>
      )}
      <PaperRender view={view} open={playing} onOpenChange={setPlaying} onSave={saveRender} />
      <button
        type="button"
        className="button"
        aria-label={actionView('paper.toCut').label}
        title={!isEmpty && !isOne ? words.toCutSeveral : undefined}
        disabled={!isOne}
        onClick={toCut}
      >
        <Scissors className="narrow-only" size={16} aria-hidden />
        <span className="wide-only">{actionView('paper.toCut').label}</span>
      </button>
    </>
  );
}
