import type { Segment } from '@second-unit/editing';
import type { MediaSummary, PaperView, ProductionView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { queryClient, studioQuery } from '../api/queries.ts';
import { CutTabs } from '../cut/cut-tabs.tsx';
import { JobLine } from '../frame/jobs.tsx';
import { useNarrow } from '../frame/narrow.ts';
import { useAskRights } from '../frame/open-file.tsx';
import { setStage, useSeeker } from '../frame/stage-store.ts';
import { messages } from '../messages.ts';
import { Player } from '../picture/player.tsx';
import { durationOf, secondsOf } from '../picture/timecode.ts';
import { usePictureKeys, usePictureState } from '../picture/use-picture.ts';
import { RoomBar } from '../ui/room-bar.tsx';
import { TitleField } from '../ui/title-field.tsx';
import { EditPane } from './edit-pane.tsx';
import { paperMessages as words } from './messages.ts';
import { PaperActions } from './paper-actions.tsx';
import { PaperMenu } from './paper-menu.tsx';
import { paperQuery, papersQuery } from './queries.ts';
import { SourcePane } from './source-pane.tsx';
import { useChangePaper } from './use-paper.ts';
import { type PaperPlayer, usePaperPlayer } from './use-paper-player.ts';
import { usedStretches } from './used-stretches.ts';

interface Props {
  production: ProductionView;
  /** Logged films. */
  films: readonly MediaSummary[];
  view: PaperView;
  /** Another paper edit, or the newest. */
  onPick: (id: string | undefined) => void;
  onStart: () => void;
}

/** One paper edit: what is said on one side, what was chosen of it on the other, and the picture of both. */
export function PaperStage({ production, films, view, onPick, onStart }: Props) {
  const { segments } = view;
  const { data: papers = [view] } = useQuery(papersQuery(production.id));
  const [renaming, setRenaming] = useState(false);
  const change = useChangePaper(view.id);
  const player = usePaperPlayer(films, segments[0]?.media ?? films[0]!.id, segments);
  const { media, picture } = player;
  const { data: studio } = useQuery(studioQuery);
  const last = studio?.jobs.findLast((one) => one.kind === 'paper-render' && one.subject === view.id);
  // One that failed speaks of the paper edit as it was then.
  const isStale = last?.state === 'failed' && (view.rendered || last.updatedAt < view.updatedAt);
  const job = last && !isStale && ['queued', 'running', 'failed'].includes(last.state) ? last : undefined;
  const ask = useAskRights();
  // The one that the refusal names: the first that the paper edit is made from.
  const unsaid = view.paper.passages
    .map(({ media: of }) => films.find(({ id }) => id === of))
    .find((film) => film?.rights.basis === 'unknown');
  const rights = JSON.stringify(production.media.map((one) => one.rights));
  const told = useRef(rights);
  useEffect(() => {
    // Whether it may go out depends on what was said of its films.
    if (told.current !== rights) void queryClient.invalidateQueries({ queryKey: paperQuery(view.id).queryKey });
    told.current = rights;
  }, [rights, view.id]);
  const narrow = useNarrow();
  const [part, setPart] = useState<'source' | 'edit'>('source');
  usePictureKeys(picture, player.toggle);
  useSeeker(
    'frame',
    useCallback((frame: number) => player.show(media.id, frame), [player.show, media.id]),
  );
  useEffect(() => {
    setStage({
      media: media.id,
      used: usedStretches(segments, media.id).map((stretch) => ({ ...stretch, person: true })),
    });
    return () => setStage({ used: undefined });
  }, [segments, media.id]);
  useEffect(() => {
    setStage({ frame: picture.state().frame });
    return picture.onFrame((frame) => setStage({ frame }));
  }, [picture]);
  return (
    <div className="room paper">
      <CutTabs production={production.id} here="paper" />
      <RoomBar
        pickLabel={words.pick}
        value={view.id}
        options={papers.filter(({ removed }) => !removed)}
        onPick={onPick}
        {...(renaming
          ? {
              title: (
                <TitleField
                  label={words.rename}
                  title={view.title}
                  keep={(title) => {
                    setRenaming(false);
                    if (title !== view.title) change.change({ kind: 'rename', title });
                  }}
                  done={() => setRenaming(false)}
                />
              ),
            }
          : {})}
        facts={<span>{words.facts(view.words, lengthOf(view.duration))}</span>}
      >
        <PaperActions view={view} change={change} onStart={onStart} />
        <PaperMenu paper={view} rename={() => setRenaming(true)} go={onPick} />
      </RoomBar>
      {view.exportRefused && (
        <p className="paper-note quiet">
          {view.exportRefused}{' '}
          {unsaid && (
            <button type="button" className="linkish" onClick={() => ask(unsaid, true)}>
              {words.sayRights(unsaid.title)}
            </button>
          )}
        </p>
      )}
      {job && (
        <div className="cut-job">
          <JobLine job={job} />
        </div>
      )}
      {narrow && (
        <fieldset className="view-choice paper-parts">
          <legend className="visually-hidden">{words.parts}</legend>
          {(['source', 'edit'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="paper-part"
                className="visually-hidden"
                checked={part === one}
                onChange={() => setPart(one)}
              />
              <span>{words[one]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="paper-panes" data-part={narrow ? part : undefined}>
        <SourcePane production={production} films={films} view={view} player={player} change={change} />
        <div className="paper-side">
          <Player
            media={media}
            picture={picture}
            toggle={player.toggle}
            {...(media.rendered ? { badge: messages.footage.rendered } : {})}
          >
            <PaperClock player={player} segments={segments} films={films} />
          </Player>
          <EditPane view={view} films={films} player={player} change={change} />
        </div>
      </div>
    </div>
  );
}

/** Seconds while it is short, and as a clock where nobody counts in seconds any more. */
function lengthOf(seconds: number): string {
  return seconds < 60 ? messages.footage.seconds(seconds) : durationOf(seconds);
}

/** Where one is in the paper edit, beside the film's own timecode. */
function PaperClock({
  player,
  segments,
  films,
}: {
  player: PaperPlayer;
  segments: readonly Segment[];
  films: readonly MediaSummary[];
}) {
  const { segment, picture } = player;
  const frame = usePictureState(picture, (state) => state.frame);
  if (segment === undefined || !segments[segment]) return null;
  const byId = new Map(films.map(({ id, info }) => [id, info]));
  const seconds = (some: readonly Pick<Segment, 'media' | 'inFrame' | 'outFrame'>[]) =>
    some.reduce((sum, { media, inFrame, outFrame }) => {
      const info = byId.get(media);
      return sum + (info ? secondsOf(info, outFrame - inFrame) : 0);
    }, 0);
  const one = segments[segment];
  const at = Math.min(Math.max(frame, one.inFrame), one.outFrame);
  return (
    <span className="time quiet cut-clock">
      {words.clock(
        durationOf(seconds([...segments.slice(0, segment), { ...one, outFrame: at }])),
        durationOf(seconds(segments)),
      )}
    </span>
  );
}
