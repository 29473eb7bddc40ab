import type { Beaten, CutItem, Reason } from '@second-unit/editing';
import type { Evidence } from '@second-unit/evidence';
import type { Shot } from '@second-unit/footage';
import type { CutView, LogView, MediaSummary, ProductionView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { sentence } from '../api/client.ts';
import { alternativesQuery } from '../api/queries.ts';
import { Because } from '../frame/because.tsx';
import { messages } from '../messages.ts';
import { Still } from '../picture/still.tsx';
import { secondsOf, timecodeOf } from '../picture/timecode.ts';
import { clock } from '../ui/when.ts';
import { hundredths } from './shown-amounts.ts';
import { standing } from './standing.ts';
import type { Decide } from './use-decide.ts';

interface Props {
  production: ProductionView;
  media: MediaSummary;
  view: CutView;
  log: LogView;
  item: CutItem;
  place: number;
  shots: ReadonlyMap<string, Shot>;
  decide: Decide;
  onSeek: (frame: number) => void;
  onClose: () => void;
  tools?: ReactNode;
}

const words = messages.cut.because;

/** Why a shot stands in the cut, what a person did with it, and what could stand there instead. */
export function ItemBecause(props: Props) {
  const { media, view, item, place, shots, onSeek, onClose, tools } = props;
  const shot = shots.get(item.shot);
  const by = view.proposal.by;
  const decisions = standing(view.decisions).filter(({ change }) => 'item' in change && change.item === item.id);
  return (
    <Because title={words.title(place + 1)} onClose={onClose}>
      {tools}
      <section className="item-picture">
        <button type="button" className="evidence-still" onClick={() => onSeek(item.inFrame)}>
          <Still media={media.id} frame={item.inFrame} alt="" />
          <span>{messages.footage.shot(shot?.index ?? 0)}</span>
          <span className="time quiet">
            {words.frames(timecodeOf(media.info, item.inFrame), timecodeOf(media.info, item.outFrame))}
          </span>
        </button>
      </section>
      <section>
        {item.reasons.length === 0 ? (
          <p className="quiet">{words.noReasons}</p>
        ) : (
          <>
            <p>{words.score(figure(hundredths(item.reasons.map(({ amount }) => amount)).sum / 100))}</p>
            <Reasons {...props} reasons={item.reasons} />
          </>
        )}
        {item.beat && <Beat media={media} beat={item.beat} shots={shots} onSeek={onSeek} />}
        <p className="quiet method">{words.by(by.name, by.version, String(by.settings.seed ?? view.cut.brief.seed))}</p>
      </section>
      {decisions.length > 0 && (
        <section>
          <h3 className="label">{words.decisions}</h3>
          <ul className="item-decisions">
            {decisions.map(({ id, change, by: person, at, why }) => (
              <li key={id}>
                <span>{messages.cut.decision[change.kind]}</span>
                <span className="quiet">{`${person.name}, ${clock(at)}${why ? `: ${why}` : ''}`}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Alternatives {...props} />
    </Because>
  );
}

/** Additive parts of the score, each as long as it weighs, in words, with what it rests on. */
function Reasons({ reasons, ...props }: Props & { reasons: readonly Reason[] }) {
  const { parts } = hundredths(reasons.map(({ amount }) => amount));
  const most = Math.max(...reasons.map(({ amount }) => Math.abs(amount)), Number.EPSILON);
  return (
    <ol className="reasons">
      {reasons
        .map((reason, index) => ({ ...reason, part: parts[index] ?? 0 }))
        .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
        .map((reason) => (
          <li key={`${reason.term}-${reason.words}`}>
            <span className="reason-line">
              <span className="reason-words">{reason.words}</span>
              <span className="time">{`${reason.part < 0 ? '' : '+'}${figure(reason.part / 100)}`}</span>
            </span>
            <span className="reason-bar" data-against={reason.amount < 0 || undefined}>
              <span style={{ inlineSize: `${(Math.abs(reason.amount) / most) * 100}%` }} />
            </span>
            <span className="reason-links">
              {[...new Map(reason.evidence.map((one) => [JSON.stringify(one), one]))].map(([key, evidence]) => (
                <EvidenceLink key={key} evidence={evidence} {...props} />
              ))}
            </span>
          </li>
        ))}
    </ol>
  );
}

function EvidenceLink({ evidence, production, media, log, onSeek }: Props & { evidence: Evidence }) {
  if (evidence.kind === 'film') {
    return (
      <button
        type="button"
        className="linkish time"
        aria-label={`${words.toFrame}, ${timecodeOf(media.info, evidence.startFrame)}`}
        onClick={() => onSeek(evidence.startFrame)}
      >
        {timecodeOf(media.info, evidence.startFrame)}
      </button>
    );
  }
  if (evidence.kind === 'script') {
    const script = evidence.script ?? log.script;
    if (!script) return null;
    return (
      <Link
        className="linkish"
        to="/p/$production/script/{-$script}"
        params={{ production: production.id, script }}
        search={{ at: evidence.from, to: evidence.to }}
      >
        {words.toLine}
      </Link>
    );
  }
  return <span className="quiet">{`${evidence.name} ${figure(evidence.value)} × ${figure(evidence.weight)}`}</span>;
}

/** The best other shot for the place, and what decided. */
function Beat({ media, beat, shots, onSeek }: Pick<Props, 'media' | 'shots' | 'onSeek'> & { beat: Beaten }) {
  const shot = shots.get(beat.shot);
  if (!shot) return null;
  return (
    <div className="item-beat">
      <h3 className="label">{words.beat}</h3>
      <button
        type="button"
        className="evidence-still"
        aria-label={`${words.seen} ${messages.footage.shot(shot.index)}`}
        onClick={() => onSeek(beat.inFrame)}
      >
        <Still media={media.id} frame={beat.inFrame} alt="" />
        <span>{words.beatShot(shot.index + 1, figure(beat.by))}</span>
        <span className="quiet">
          {beat.terms
            .slice(0, 3)
            .map(({ term, amount }) => `${term} ${figure(amount)}`)
            .join(', ')}
        </span>
      </button>
    </div>
  );
}

/** Two places and a real minus sign. */
function figure(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

function Alternatives({ media, view, item, shots, decide, onSeek }: Props) {
  const { data, error } = useQuery(alternativesQuery(view.id, item.id));
  const lockedId = useId();
  return (
    <section>
      <h3 className="label">{words.alternatives}</h3>
      {item.locked && (
        <p id={lockedId} className="quiet">
          {words.unlockToSwap}
        </p>
      )}
      {error && <p role="alert">{sentence(error)}</p>}
      {!data && !error && <p className="quiet">{words.alternativesLoading}</p>}
      {data?.length === 0 && <p className="quiet">{words.alternativesNone}</p>}
      {data && data.length > 0 && <p className="quiet alternatives-rank">{words.alternativesRank}</p>}
      <ol className="alternatives">
        {data?.slice(0, 8).map((other) => {
          const shot = shots.get(other.shot);
          if (!shot) return null;
          const best = other.reasons.toSorted((a, b) => b.amount - a.amount)[0];
          return (
            <li key={other.shot}>
              <button
                type="button"
                className="evidence-still"
                aria-label={`${words.seen} ${messages.footage.shot(shot.index)}`}
                onClick={() => onSeek(shot.startFrame)}
              >
                <Still media={media.id} frame={shot.keyFrame} alt="" />
              </button>
              <div>
                <p className="alternative-head">
                  <span>{messages.footage.shot(shot.index)}</span>
                  <span className="time quiet">
                    {messages.footage.seconds(secondsOf(media.info, shot.endFrame - shot.startFrame))}
                  </span>
                </p>
                {best && <p className="quiet alternative-why">{best.words}</p>}
                <button
                  type="button"
                  className="button"
                  aria-label={words.swapFor(shot.index + 1)}
                  disabled={item.locked}
                  aria-describedby={item.locked ? lockedId : undefined}
                  onClick={() => decide.change({ kind: 'swap', item: item.id, shot: other.shot })}
                >
                  {messages.cut.swap}
                </button>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
