import type { ProductionView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { logQuery, readQuery } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { Barcode } from './barcode.tsx';
import { lastScript } from './last-place.ts';
import { seek, useStage } from './stage-store.ts';
import { frameAtShare, offsetAtShare, sceneBlocks, shareOfFrame, shareOfOffset } from './strip-scale.ts';

/** The whole film at once, the same in each room: the script's scenes above, the film's colours below. */
export function Strip({ production }: { production: ProductionView }) {
  const stageScript = useStage((state) => state.script);
  const stageMedia = useStage((state) => state.media);
  const script =
    production.scripts.find(({ id }) => id === stageScript) ?? lastScript(production.id, production.scripts);
  const media =
    production.media.find(({ id }) => id === stageMedia) ??
    production.media.find(({ logged }) => logged) ??
    production.media[0];
  return (
    <section className="strip" aria-label={messages.strip.name}>
      <span className="label">{messages.strip.scenes}</span>
      {script ? (
        <SceneLane production={production.id} script={script.id} />
      ) : (
        <p className="lane-none">{messages.strip.noScript}</p>
      )}
      <span className="label">{messages.strip.film}</span>
      {media?.logged ? (
        <FilmLane production={production.id} media={media.id} frames={media.info.frames} />
      ) : (
        <p className="lane-none">{media ? messages.strip.notLogged : messages.strip.noFilm}</p>
      )}
    </section>
  );
}

function SceneLane({ production, script }: { production: string; script: string }) {
  const { data } = useQuery(readQuery(script));
  const scenes = data?.scenes;
  const blocks = useMemo(() => sceneBlocks(scenes ?? []), [scenes]);
  const offset = useStage((state) => (state.script === script ? state.offset : undefined));
  const navigate = useNavigate();
  const go = (to: number) => {
    if (seek('offset', to)) return;
    void navigate({ to: '/p/$production/script/{-$script}', params: { production, script }, search: { at: to } });
  };
  if (blocks.length === 0) return <p className="lane-none">{messages.strip.noScene}</p>;
  return (
    <div
      className="lane lane-scenes"
      data-many={blocks.length > 80 || undefined}
      onPointerDown={(event) => {
        if (event.target instanceof HTMLElement && event.target.closest('button')) return;
        go(offsetAtShare(blocks, shareAt(event)));
      }}
    >
      {blocks.map(({ scene, start, end, kind }) => (
        <button
          key={scene.index}
          type="button"
          tabIndex={-1}
          className="scene-block"
          data-kind={kind}
          data-here={offset !== undefined && offset >= scene.from && offset < scene.to ? true : undefined}
          style={{ insetInlineStart: `${start * 100}%`, inlineSize: `${(end - start) * 100}%` }}
          title={messages.strip.scene(scene.index, scene.heading)}
          aria-label={messages.strip.scene(scene.index, scene.heading)}
          onClick={() => go(scene.from)}
        />
      ))}
      {offset !== undefined && (
        <span className="lane-cursor" style={{ insetInlineStart: `${shareOfOffset(blocks, offset) * 100}%` }} />
      )}
    </div>
  );
}

function FilmLane({ production, media, frames }: { production: string; media: string; frames: number }) {
  const { data } = useQuery(logQuery(media));
  const frame = useStage((state) => (state.media === media ? state.frame : undefined));
  const used = useStage((state) => (state.media === media ? state.used : undefined));
  const navigate = useNavigate();
  const total = data?.log.media.frames ?? frames;
  const go = (to: number) => {
    if (seek('frame', to)) return;
    void navigate({ to: '/p/$production/footage/{-$media}', params: { production, media }, search: { frame: to } });
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -0.01, ArrowRight: 0.01, PageUp: -0.1, PageDown: 0.1 }[event.key];
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? 1
          : by === undefined
            ? undefined
            : shareOfFrame(frame ?? 0, total) + by;
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(frameAtShare(Math.min(1, Math.max(0, to)), total));
  };
  return (
    <div
      className="lane lane-film"
      role="slider"
      tabIndex={0}
      aria-label={messages.strip.scrub}
      aria-valuemin={0}
      aria-valuemax={total - 1}
      aria-valuenow={frame ?? 0}
      aria-valuetext={messages.picture.frame(frame ?? 0)}
      onKeyDown={step}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(frameAtShare(shareAt(event), total));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek('frame', frameAtShare(shareAt(event), total));
      }}
    >
      <Barcode colours={data?.log.barcode ?? []} />
      {used?.map(({ inFrame, outFrame, person }) => (
        <span
          key={`${inFrame}-${outFrame}`}
          className="lane-used"
          data-person={person || undefined}
          style={{
            insetInlineStart: `${(inFrame / total) * 100}%`,
            inlineSize: `${((outFrame - inFrame) / total) * 100}%`,
          }}
        />
      ))}
      {frame !== undefined && (
        <span className="lane-cursor" style={{ insetInlineStart: `${shareOfFrame(frame, total) * 100}%` }} />
      )}
    </div>
  );
}

function shareAt(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
}
