import type { LinedScript, LinedTake, MediaSummary } from '@second-unit/studio/contract';
import { useId, useState } from 'react';
import { Because } from '../frame/because.tsx';
import { Still } from '../picture/still.tsx';
import { timecodeOf } from '../picture/timecode.ts';
import { linedMessages } from './messages.ts';
import { shotNumbers, takeTitle } from './take-words.ts';
import type { Moving } from './use-move-take.ts';

const words = linedMessages.because;
/** Pairs that are shown; a long take has hundreds. */
const MOST = 40;

interface Props {
  media: MediaSummary;
  lined: LinedScript;
  take: LinedTake;
  moving: Moving;
  onSeek: (frame: number) => void;
  onPlay: (frame: number) => void;
  onClose: () => void;
}

/** Why a take is said to be of these lines, and the way to put it elsewhere. */
export function TakeBecause({ media, lined, take, moving, onSeek, onPlay, onClose }: Props) {
  const { info } = media;
  const shots = shotNumbers(lined, take);
  const lineAt = new Map(lined.lines.map((line) => [line.from, line.text]));
  const unmatched = take.lines.filter(({ said }) => said === 'unmatched');
  return (
    <Because title={takeTitle(lined, take)} onClose={onClose}>
      <section>
        <p>{lined.scenes[take.scene]?.heading}</p>
        <p className="quiet">
          {[
            ...(shots ? [linedMessages.shotsOf(...shots)] : []),
            linedMessages.covers(take.lines.length, take.coverage),
            take.pin === undefined ? linedMessages.sure(take.confidence) : linedMessages.put,
          ].join('; ')}
          .
        </p>
        <button type="button" className="evidence-still" onClick={() => onPlay(take.startFrame)}>
          <Still media={media.id} frame={Math.min(take.startFrame + 12, take.endFrame - 1)} alt="" />
          <span>{words.play}</span>
          <span className="time quiet">{timecodeOf(info, take.startFrame)}</span>
        </button>
      </section>
      <section>
        <h3 className="label">{words.heard}</h3>
        {take.pairs.length === 0 && <p className="quiet">{words.nothing}</p>}
        {take.pairs.slice(0, MOST).map((pair) => {
          const heard = lined.subtitles[pair.subtitle];
          return (
            <button
              key={`${pair.subtitle} ${pair.from}`}
              type="button"
              className="line-link take-pair"
              onClick={() => onSeek(heard?.startFrame ?? take.startFrame)}
            >
              <span>{heard?.text}</span>
              <span className="quiet">{lineAt.get(pair.from)}</span>
              <span className="time quiet">{pair.alike.toFixed(2)}</span>
            </button>
          );
        })}
        {take.pairs.length > MOST && <p className="quiet">{words.more(take.pairs.length - MOST)}</p>}
        <p className="quiet">{words.method}</p>
      </section>
      {unmatched.length > 0 && (
        <section>
          <h3 className="label">{words.unmatched}</h3>
          {unmatched.map((line) => (
            <button key={line.line} type="button" className="line-link" onClick={() => onSeek(line.startFrame)}>
              <span>{lined.lines[line.line]?.text}</span>
              <span className="time quiet">{timecodeOf(info, line.startFrame)}</span>
            </button>
          ))}
          <p className="quiet">{words.unmatchedLine}</p>
        </section>
      )}
      <MoveTake key={take.id} lined={lined} take={take} moving={moving} />
    </Because>
  );
}

function MoveTake({ lined, take, moving }: Pick<Props, 'lined' | 'take' | 'moving'>) {
  const [scene, setScene] = useState(take.scene);
  const own = lined.lines.flatMap((line, index) => (line.scene === scene ? [{ ...line, index }] : []));
  const [line, setLine] = useState<number>();
  const sceneId = useId();
  const lineId = useId();
  const spoken = new Set(lined.lines.map((one) => one.scene));
  const to = own.find(({ index }) => index === line)?.index ?? own[0]?.index;
  return (
    <section className="move-take">
      <h3 className="label">{words.move}</h3>
      <p className="quiet">{words.moveLine}</p>
      <label htmlFor={sceneId}>{words.scene}</label>
      <select id={sceneId} className="field" value={scene} onChange={(event) => setScene(Number(event.target.value))}>
        {lined.scenes.map(
          ({ number, heading }, index) =>
            spoken.has(index) && (
              <option key={`${number} ${heading}`} value={index}>
                {`${number} ${heading}`}
              </option>
            ),
        )}
      </select>
      <label htmlFor={lineId}>{words.line}</label>
      <select id={lineId} className="field" value={to} onChange={(event) => setLine(Number(event.target.value))}>
        {own.map(({ index, text }) => (
          <option key={index} value={index}>
            {text.length > 70 ? `${text.slice(0, 69)}…` : text}
          </option>
        ))}
      </select>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={to === undefined}
          onClick={() => to !== undefined && moving.move(take, to)}
        >
          {words.go}
        </button>
        <button type="button" className="button" onClick={() => moving.move(take, null)}>
          {words.out}
        </button>
        {take.pin !== undefined && (
          <button type="button" className="button" onClick={() => take.pin !== undefined && moving.takeBack(take.pin)}>
            {words.back}
          </button>
        )}
      </div>
    </section>
  );
}
