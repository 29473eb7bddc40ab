import type { ShotLog } from '@second-unit/footage';
import type { LogView, MediaSummary } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { readQuery } from '../api/queries.ts';
import { useLight } from '../frame/light.ts';
import { messages } from '../messages.ts';
import type { Picture } from '../picture/picture.ts';
import { timecodeOf } from '../picture/timecode.ts';
import { usePictureState } from '../picture/use-picture.ts';
import { type Ink, type Lane, type LaneView, lanesOf } from './lane-drawings.ts';
import { footageMessages } from './messages.ts';
import { scriptLane } from './script-lane.ts';

interface Props {
  media: MediaSummary;
  view: LogView;
  picture: Picture;
}

const words = footageMessages.lanes;
/** Frames that the view shows at least. */
const CLOSEST = 50;

/** Every signal of the film over time, one lane each; a click or a drag goes there, and one can look closer. */
export function SignalLanes({ media, view, picture }: Props) {
  const { log, scenes, script } = view;
  const { data: read } = useQuery({ ...readQuery(script ?? ''), enabled: script !== undefined && scenes.length > 0 });
  const lanes = useMemo(() => {
    const written = scriptLane(log, scenes, read?.scenes);
    return written === undefined ? lanesOf(log) : [written, ...lanesOf(log)];
  }, [log, scenes, read]);
  const frames = Math.max(1, log.media.frames);
  const [span, setSpan] = useState(frames);
  const frame = usePictureState(picture, (state) => state.frame);
  const [from, setFrom] = useState(0);
  useEffect(() => {
    // The playhead stays in sight: the view turns a page when it leaves it.
    if (frame < from || frame >= from + span) setFrom(Math.max(0, Math.min(frames - span, frame - span / 10)));
  }, [frame, from, span, frames]);
  const look = (next: number) => {
    const wide = Math.min(frames, Math.max(Math.min(CLOSEST, frames), Math.round(next)));
    // What is under the playhead stays where it is.
    const share = Math.min(1, Math.max(0, (frame - from) / span));
    setSpan(wide);
    setFrom(Math.max(0, Math.min(frames - wide, frame - share * wide)));
  };
  const group = messages.groups.footage;
  useActions([
    {
      name: 'client.lanes.closer',
      label: words.closer,
      group,
      shortcut: '=',
      alsoKeys: ['+'],
      enabled: span > CLOSEST,
      run: () => look(span / 2),
    },
    {
      name: 'client.lanes.further',
      label: words.further,
      group,
      shortcut: '-',
      enabled: span < frames,
      run: () => look(span * 2),
    },
    {
      name: 'client.lanes.whole',
      label: words.whole,
      group,
      shortcut: '0',
      enabled: span < frames,
      run: () => look(frames),
    },
  ]);
  const seekAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    picture.seek(Math.min(frames - 1, Math.floor(from + share * span)));
  };
  const to = Math.min(frames, from + span);
  return (
    <section className="lanes" aria-label={words.name}>
      <header className="lanes-bar">
        <span className="quiet time">
          {words.shown(timecodeOf(media.info, Math.round(from)), timecodeOf(media.info, Math.round(to)))}
        </span>
        <span className="quiet wide-only">{words.table}</span>
        <span className="lanes-zoom">
          <Icon label={words.further} disabled={span >= frames} onClick={() => look(span * 2)}>
            <ZoomOut size={16} aria-hidden />
          </Icon>
          <Icon label={words.closer} disabled={span <= CLOSEST} onClick={() => look(span / 2)}>
            <ZoomIn size={16} aria-hidden />
          </Icon>
          <Icon label={words.whole} disabled={span >= frames} onClick={() => look(frames)}>
            <Maximize2 size={16} aria-hidden />
          </Icon>
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: lanes below the edge are reached by keys where nothing in them takes the focus. */}
      <div className="lanes-scroll" tabIndex={0}>
        <div className="lanes-names">
          {lanes.map(({ name, height }) => (
            <span key={name} style={{ blockSize: height }}>
              {name}
            </span>
          ))}
        </div>
        <div
          className="lanes-field"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            picture.pause();
            seekAt(event);
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) seekAt(event);
          }}
          onWheel={(event) => {
            if (event.ctrlKey || event.metaKey) look(span * (event.deltaY > 0 ? 1.25 : 0.8));
          }}
        >
          {lanes.map((lane) => (
            <LaneCanvas key={lane.name} lane={lane} log={log} from={from} to={to} />
          ))}
          {frame >= from && frame < to && (
            <span className="lane-cursor" style={{ insetInlineStart: `${((frame - from) / span) * 100}%` }} />
          )}
        </div>
      </div>
    </section>
  );
}

function Icon({
  label,
  disabled,
  onClick,
  children,
}: {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      className="button"
      data-plain
      data-icon
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

function LaneCanvas({ lane, log, from, to }: { lane: Lane; log: ShotLog; from: number; to: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const light = useLight();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its colours are those of the light.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const dense = window.devicePixelRatio;
    element.width = Math.round(width * dense);
    element.height = Math.round(lane.height * dense);
    context.scale(dense, dense);
    const ink = inkOf(element);
    context.font = `11px ${ink.font}`;
    lane.draw(context, viewOf(log, width, lane.height, from, to), ink);
  }, [lane, log, from, to, width, light]);
  return (
    <canvas
      ref={canvas}
      className="lane-canvas"
      role="img"
      aria-label={`${lane.name}: ${lane.summary}`}
      style={{ blockSize: lane.height }}
    />
  );
}

function viewOf(log: ShotLog, width: number, height: number, from: number, to: number): LaneView {
  const { frameRate, duration, frames } = log.media;
  const x = (frame: number): number => ((frame - from) / (to - from)) * width;
  // Of a film of which the rate varies the average is near enough to draw by.
  const rate = duration > 0 ? frames / duration : frameRate.num / frameRate.den;
  return { width, height, fromFrame: from, toFrame: to, x, xOfSecond: (second) => x(second * rate) };
}

function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: of('text'),
    quiet: of('quiet'),
    line: of('line'),
    raised: of('raised'),
    wrong: of('wrong'),
    ground: of('ground'),
    font: style.fontFamily,
  };
}
