import type { Shot } from '@second-unit/footage';
import type { LogView, MediaSummary, ProductionView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readQuery } from '../api/queries.ts';
import { Because } from '../frame/because.tsx';
import { messages } from '../messages.ts';
import { Still } from '../picture/still.tsx';
import { timecodeOf } from '../picture/timecode.ts';
import { pathOf } from './camera-path.ts';
import { footageMessages } from './messages.ts';

interface Props {
  production: ProductionView;
  media: MediaSummary;
  view: LogView;
  shot: Shot;
  onSeek: (frame: number) => void;
  onClose: () => void;
}

const words = messages.footage.because;
const more = footageMessages.because;

/** Why a shot begins where it is said to, and what was measured in it. */
export function ShotBecause({ production, media, view, shot, onSeek, onClose }: Props) {
  const { info } = media;
  const { transitionIn } = shot;
  const before = transitionIn.startFrame - 1;
  const link = view.scenes.find((scene) => scene.shots.includes(shot.id));
  const still = (frame: number, label: string) => (
    <button key={label} type="button" className="evidence-still" onClick={() => onSeek(frame)}>
      <Still media={media.id} frame={frame} alt="" />
      <span>{label}</span>
      <span className="time quiet">{timecodeOf(info, frame)}</span>
    </button>
  );
  return (
    <Because title={shot.index === 0 ? messages.footage.shot(0) : words.title(shot.index)} onClose={onClose}>
      <section>
        <p>
          {transitionIn.type === 'none'
            ? words.beginsFirst
            : words.begins(
                messages.footage.transitions[transitionIn.type],
                timecodeOf(info, transitionIn.startFrame),
                shot.confidence,
              )}
        </p>
        <div className="evidence-stills">
          {before >= 0 && still(before, words.before)}
          {still(shot.startFrame, words.first)}
          {still(shot.keyFrame, words.key)}
        </div>
      </section>
      <section>
        <h3 className="label">{words.measured}</h3>
        <dl className="measures">
          <Measure label={words.brightness} value={shot.brightness} of={1} text={shot.brightness.toFixed(2)} />
          <Measure label={words.contrast} value={shot.contrast} of={0.5} text={shot.contrast.toFixed(2)} />
          <Measure label={words.motion} value={shot.motion} of={0.25} text={shot.motion.toFixed(3)} />
          <Measure
            label={words.loudness}
            value={shot.loudness === undefined ? 0 : shot.loudness + 60}
            of={60}
            text={shot.loudness === undefined ? messages.footage.silent : messages.footage.loudness(shot.loudness)}
          />
          {shot.warmth !== undefined && (
            <Measure label={more.warmth} value={shot.warmth + 0.5} of={1} text={more.warm(shot.warmth)} />
          )}
        </dl>
      </section>
      <Seen view={view} shot={shot} onSeek={onSeek} />
      {shot.palette.length > 0 && (
        <section>
          <h3 className="label">{words.palette}</h3>
          <div className="palette-bar">
            {shot.palette.map(({ colour, share }) => (
              <span
                key={colour}
                role="img"
                title={words.share(colour, share)}
                aria-label={words.share(colour, share)}
                style={{ background: colour, flexGrow: share }}
              />
            ))}
          </div>
        </section>
      )}
      <section>
        <h3 className="label">{words.lines}</h3>
        {shot.lines.length === 0 && <p className="quiet">{words.noLines}</p>}
        {shot.lines.map((index) => {
          const line = view.log.subtitles[index];
          return (
            line && (
              <button key={index} type="button" className="line-link" onClick={() => onSeek(line.startFrame)}>
                <span>{line.text}</span>
                <span className="time quiet">{timecodeOf(info, line.startFrame)}</span>
              </button>
            )
          );
        })}
      </section>
      {link && view.script && <SceneLine production={production.id} script={view.script} link={link} />}
    </Because>
  );
}

/** What a person would write on a shot list: size, camera, where it belongs, what is wrong with it. */
function Seen({ view: { log }, shot, onSeek }: Pick<Props, 'view' | 'shot' | 'onSeek'>) {
  const { scale, camera } = shot;
  const sure = messages.script.because.sure;
  const scene = log.scenes?.find(({ firstShot, lastShot }) => firstShot <= shot.index && shot.index <= lastShot);
  const faults = log.faults?.filter((one) => one.startFrame < shot.endFrame && one.endFrame > shot.startFrame) ?? [];
  if (!scale && !camera && !scene && faults.length === 0) return null;
  return (
    <section>
      {scale && (
        <p>{`${footageMessages.sizes[scale.size]} ${footageMessages.scaleBy[scale.by]}, ${sure(scale.confidence)}.`}</p>
      )}
      {camera && (
        <p>{more.path(footageMessages.movements[camera.movement], sure(camera.confidence), pathOf(camera))}</p>
      )}
      {scene && log.scenes && (
        <button type="button" className="line-link" onClick={() => onSeek(scene.startFrame)}>
          <span>{more.scene(scene.index + 1, log.scenes.length)}</span>
          <span className="time quiet">{timecodeOf(log.media, scene.startFrame)}</span>
        </button>
      )}
      {faults.length > 0 && <h3 className="label">{more.faults}</h3>}
      {faults.map((fault) => (
        <button
          key={`${fault.kind} ${fault.startFrame}`}
          type="button"
          className="line-link"
          onClick={() => onSeek(fault.startFrame)}
        >
          <span>{`${footageMessages.faults[fault.kind]}, ${sure(fault.confidence)}`}</span>
          <span className="time quiet">{timecodeOf(log.media, fault.startFrame)}</span>
        </button>
      ))}
    </section>
  );
}

function Measure({ label, value, of, text }: { label: string; value: number; of: number; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <span className="measure-bar">
          <span style={{ inlineSize: `${Math.min(100, Math.max(0, (value / of) * 100))}%` }} />
        </span>
        <span className="time">{text}</span>
      </dd>
    </>
  );
}

function SceneLine({
  production,
  script,
  link,
}: {
  production: string;
  script: string;
  link: LogView['scenes'][number];
}) {
  const { data } = useQuery(readQuery(script));
  const scene = data?.scenes[link.scene];
  if (!scene) return null;
  return (
    <section>
      <h3 className="label">{words.scene}</h3>
      <Link
        className="line-link"
        to="/p/$production/script/{-$script}"
        params={{ production, script }}
        search={{ at: scene.from }}
      >
        <span>{scene.heading}</span>
      </Link>
      <p className="quiet">{`${messages.script.because.sure(link.confidence)}: ${words.sceneBy[link.method]}.`}</p>
    </section>
  );
}
