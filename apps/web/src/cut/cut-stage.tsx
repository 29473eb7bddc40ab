import type { CutView, LogView, MediaSummary, ProductionView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { FileInput, Palette } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { act } from '../api/client.ts';
import { queryClient, studioQuery } from '../api/queries.ts';
import { JobLine } from '../frame/jobs.tsx';
import { useNarrow } from '../frame/narrow.ts';
import { setStage, useSeeker } from '../frame/stage-store.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import { Player } from '../picture/player.tsx';
import { secondsOf } from '../picture/timecode.ts';
import { usePicture, usePictureKeys, usePictureState } from '../picture/use-picture.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { RoomBar } from '../ui/room-bar.tsx';
import { AsRenderedButton, useAsRendered } from './as-rendered.tsx';
import { AskForm } from './ask-form.tsx';
import { onBeats } from './beats.ts';
import { CardBar } from './card-bar.tsx';
import { CutActions } from './cut-actions.tsx';
import { cutNames } from './cut-names.ts';
import { CutStrip } from './cut-strip.tsx';
import { CutTabs } from './cut-tabs.tsx';
import { HeldBack } from './held-back.tsx';
import { ItemBar } from './item-bar.tsx';
import { ItemBecause } from './item-because.tsx';
import { LookDialog } from './look-dialog.tsx';
import { usePreview } from './preview.ts';
import { cutFrameOf, cutFrames } from './preview-schedule.ts';
import type { RenderSettings } from './render-settings.tsx';
import { idOf, type Shown, shownOf } from './shown.ts';
import { handOf } from './standing.ts';
import { TasteLine } from './taste-dialog.tsx';
import { useCutKeys } from './use-cut-keys.ts';
import { useDecide } from './use-decide.ts';

interface Props {
  production: ProductionView;
  media: MediaSummary;
  view: CutView;
  log: LogView;
  onPick: (id: string) => void;
}

/** One cut: its picture, its shots in order, and what a person does with each. */
export function CutStage({ production, media, view, log, onPick }: Props) {
  const { items } = view.cut;
  const picture = usePicture(media, log.log, items[0]?.inFrame ?? 0);
  const shown = useMemo(() => shownOf(view.cut, media.info), [view.cut, media.info]);
  const { music } = view.cut.brief;
  const beats = useMemo(
    () => (music ? onBeats(shown, media.info, music) : new Set<number>()),
    [shown, media.info, music],
  );
  const preview = usePreview(picture, shown, media.info);
  const decide = useDecide(view.id);
  const narrow = useNarrow();
  const [looking, setLooking] = useState(false);
  const [chosenId, choose] = useState<string>();
  const chosenIndex = shown.findIndex((one) => idOf(one) === chosenId);
  const chosenShown = shown[chosenIndex];
  const chosen = chosenShown && 'item' in chosenShown ? chosenShown.item : undefined;
  const chosenPlace = chosenShown && 'item' in chosenShown ? chosenShown.place : -1;
  const card = chosenShown && 'card' in chosenShown ? chosenShown.card : undefined;
  const shots = useMemo(() => new Map(log.log.shots.map((shot) => [shot.id, shot])), [log]);
  const { data: studio } = useQuery(studioQuery);
  // Of the newest render only: one that failed is no news once another was made.
  const last = studio?.jobs.findLast(({ kind, subject }) => kind === 'render' && subject === view.id);
  const job = last && ['queued', 'running', 'failed'].includes(last.state) ? last : undefined;

  const goTo = useCallback(
    (index: number) => {
      const at = Math.max(0, Math.min(shown.length - 1, index));
      const one = shown[at];
      if (!one) return;
      choose(idOf(one));
      preview.goTo(at);
    },
    [shown, preview.goTo],
  );
  // A swap, trim or move shows what it made: the shot from its first frame.
  const look = chosen && `${chosen.shot} ${chosen.inFrame} ${chosen.outFrame} ${chosenIndex}`;
  const seen = useRef({ chosenId, look });
  useEffect(() => {
    const changed = seen.current.chosenId === chosenId && seen.current.look !== look;
    seen.current = { chosenId, look };
    if (changed && look !== undefined) preview.goTo(chosenIndex);
  }, [chosenId, look, chosenIndex, preview.goTo]);
  const move = (from: number, gap: number) => {
    const one = shown[from];
    if (!one || gap === from || gap === from + 1) return;
    const next = shown.slice(gap).find((other) => 'item' in other);
    const before = next && 'item' in next ? next.item.id : undefined;
    if ('card' in one) {
      decide.change({ kind: 'move-card', card: one.card.id, ...(before === undefined ? {} : { before }) });
      return;
    }
    // The place is counted among the shots, without the one that is moved.
    const to = shown.slice(0, gap).filter((other) => 'item' in other && other !== one).length;
    if (to === one.place) return;
    decide.change({ kind: 'move', item: one.item.id, to });
    tell(messages.cut.moved(to + 1, items.length));
  };
  const step = (by: number) => {
    if (card) return stepCard(card.id, by);
    if (!chosen) return;
    decide.change(({ cut }) => {
      const from = cut.items.findIndex(({ id }) => id === chosen.id);
      const to = from + by;
      if (from < 0 || to < 0 || to >= cut.items.length) return undefined;
      tell(messages.cut.moved(to + 1, cut.items.length));
      return { kind: 'move', item: chosen.id, to };
    });
  };
  const stepCard = (id: string, by: number) =>
    decide.change(({ cut }) => {
      const stands = cut.cards?.find((one) => one.id === id)?.before;
      const at = stands === undefined ? cut.items.length : cut.items.findIndex((item) => item.id === stands);
      const to = at + by;
      if (to < 0 || to > cut.items.length) return undefined;
      const before = cut.items[to]?.id;
      return { kind: 'move-card', card: id, ...(before === undefined ? {} : { before }) };
    });
  const addCard = () => {
    const id = crypto.randomUUID();
    const before = chosen?.id ?? card?.before;
    decide.change({
      kind: 'add-card',
      card: id,
      text: messages.cut.newCard,
      seconds: 2,
      ...(before === undefined ? {} : { before }),
    });
    choose(id);
  };
  const render = (settings: RenderSettings) => {
    act('cut.render', { ...settings, cut: view.id })
      .then(() => queryClient.invalidateQueries({ queryKey: studioQuery.queryKey }))
      .catch(tellWrong);
  };
  useSeeker(
    'frame',
    useCallback((frame: number) => picture.seek(frame), [picture]),
  );
  const rendered = useAsRendered({
    view,
    info: media.info,
    shown,
    index: chosenIndex < 0 ? preview.index : chosenIndex,
    picture,
    preview,
  });
  const player = rendered.on ? rendered : preview;
  usePictureKeys(picture, player.toggle);
  useCutKeys({
    view,
    picture,
    preview,
    decide,
    shown,
    chosenIndex,
    goTo,
    step,
    addCard,
    showLooks: () => setLooking(true),
    shots,
    leave: () => choose(undefined),
    ...(chosen ? { chosen } : {}),
  });
  useEffect(() => {
    setStage({
      media: media.id,
      used: items.map((item) => ({
        inFrame: item.inFrame,
        outFrame: item.outFrame,
        person: view.status === 'accepted' || handOf(item, view.decisions) !== 'proposed',
      })),
    });
    return () => setStage({ used: undefined });
  }, [items, media.id, view.status, view.decisions]);
  useEffect(() => {
    setStage({ frame: picture.state().frame });
    const off = picture.onFrame((frame) => setStage({ frame }));
    return () => {
      off();
      picture.pause();
    };
  }, [picture]);

  // Under the sheet of a narrow screen nothing can be reached, so there the tools lie in it.
  const tools = chosen && (
    <ItemBar
      key={`${chosen.id}-${chosen.inFrame}-${chosen.outFrame}`}
      item={chosen}
      place={chosenPlace}
      of={items.length}
      picture={picture}
      rate={media.info.frameRate}
      decide={decide}
      onStep={step}
      onCard={addCard}
      {...(shots.get(chosen.shot) ? { shot: shots.get(chosen.shot)! } : {})}
    />
  );
  const cardTools = card && (
    <CardBar
      key={`${card.id}-${card.text}-${card.seconds}`}
      card={card}
      decide={decide}
      first={items[0] === undefined || card.before === items[0].id}
      last={card.before === undefined}
      onStep={step}
    />
  );
  const screenIndex = rendered.index ?? preview.index;
  const onScreen = shown[screenIndex];
  const seconds = (frames: number) => messages.footage.seconds(secondsOf(media.info, frames));
  const asked = messages.footage.seconds(view.cut.brief.seconds);
  return (
    <div className="room cut" data-status={view.status}>
      <CutTabs production={production.id} here="cut" />
      <RoomBar
        pickLabel={messages.cut.pick}
        value={view.id}
        options={cutNames(production.cuts)}
        onPick={onPick}
        facts={
          <>
            <span className="cut-status">{messages.cut.status[view.status]}</span>
            <span className="cut-length">{messages.cut.length(seconds(cutFrames(shown)), asked)}</span>
          </>
        }
      >
        <IconButton
          icon={FileInput}
          label={messages.cut.timelines.open}
          onClick={() => setStage({ timelines: true })}
        />
        <IconButton
          icon={Palette}
          label={messages.cut.looks.title}
          aria-pressed={view.cut.look !== undefined}
          onClick={() => {
            picture.pause();
            setLooking(true);
          }}
        />
        <CutActions view={view} decide={decide} busy={job !== undefined && job.state !== 'failed'} onRender={render} />
      </RoomBar>
      <HeldBack view={view} className="cut-note" />
      {view.lostMusic !== undefined && <p className="cut-note quiet">{messages.cut.lostMusic(view.lostMusic)}</p>}
      {view.skipped && view.skipped.length > 0 && (
        <p className="cut-note quiet" role="status">
          {messages.cut.skipped(
            view.decisions
              .filter(({ id }) => view.skipped?.includes(id))
              .map(({ change }) => messages.cut.decision[change.kind]),
          )}
        </p>
      )}
      {job && (
        <div className="cut-job">
          <JobLine job={job} />
        </div>
      )}
      <Player
        media={media}
        picture={picture}
        toggle={player.toggle}
        playing={player.playing}
        {...(rendered.on ? { over: rendered.over } : {})}
        {...(!rendered.on && onScreen && 'card' in onScreen
          ? {
              over: (
                <p className="card-over" dir="auto">
                  {onScreen.card.text}
                </p>
              ),
            }
          : {})}
        {...(media.rendered ? { badge: messages.footage.rendered } : {})}
      >
        <AsRenderedButton rendered={rendered} />
        <CutClock picture={picture} shown={shown} index={screenIndex} seconds={seconds} />
      </Player>
      <CutStrip
        media={media}
        view={view}
        shown={shown}
        shots={shots}
        playing={screenIndex}
        beats={beats}
        {...(chosenShown ? { chosen: idOf(chosenShown) } : {})}
        onChoose={goTo}
        onMove={move}
      />
      {music && (
        <p className="cut-note quiet">
          {messages.cut.music.under(
            production.music.find(({ id }) => id === music.media)?.title ?? music.title ?? messages.cut.music.gone,
            music.from ?? 0,
            beats.size,
            Math.max(0, shown.length - 1),
            music.beats.length > 0,
          )}
        </p>
      )}
      {items.length === 0 && <p className="cut-none quiet">{messages.cut.stalled}</p>}
      {!chosenShown && items.length > 0 && (
        <div className="item-bar quiet">
          <p>{messages.cut.choose}</p>
          <button type="button" className="button" onClick={addCard}>
            {messages.cut.addCard}
          </button>
        </div>
      )}
      {!narrow && tools}
      {cardTools}
      <LookDialog
        view={view}
        media={media}
        films={production.media}
        frame={picture.state().frame}
        decide={decide}
        open={looking}
        onOpenChange={setLooking}
      />
      <div className="cut-ask">
        <TasteLine film={media} sample={production.sample} />
        <AskForm key={view.id} films={production.media.filter(({ logged }) => logged)} from={view} onCut={onPick} />
      </div>
      {chosen && (
        <ItemBecause
          key={chosen.id}
          production={production}
          media={media}
          view={view}
          log={log}
          item={chosen}
          place={chosenPlace}
          shots={shots}
          decide={decide}
          tools={narrow ? tools : undefined}
          onSeek={(frame) => {
            picture.pause();
            picture.seek(frame);
          }}
          onClose={() => choose(undefined)}
        />
      )}
    </div>
  );
}

interface ClockProps {
  picture: Picture;
  shown: readonly Shown[];
  index: number;
  seconds: (frames: number) => string;
}

/** Where one is in the cut, beside the film's own timecode. */
function CutClock({ picture, shown, index, seconds }: ClockProps) {
  const frame = usePictureState(picture, (state) => state.frame);
  return (
    <span className="time quiet cut-clock">
      {`${seconds(cutFrameOf(shown, index, frame))} / ${seconds(cutFrames(shown))}`}
    </span>
  );
}
