import type { CameraGroup, LogCurve, ProxyLink, ShootClip, ShootDay, Sync } from '@second-unit/footage/shoot-day';
import { CURVE_CHOICES, type DayCorrection } from '@second-unit/studio/contract';
import { useId } from 'react';
import { Because } from '../frame/because.tsx';
import { ClipCorrections } from './clip-corrections.tsx';
import { baseName, type ListedClip, pictureOf } from './clip-list.tsx';
import { binsMessages } from './messages.ts';
import { OpenClip } from './open-clip.tsx';

const words = binsMessages.because;

interface Props {
  day: string;
  sorted: ShootDay;
  listed: ListedClip;
  title: string;
  camera: CameraGroup | undefined;
  card: string | undefined;
  syncs: readonly Sync[];
  proxy: { readonly link: ProxyLink; readonly clip: ShootClip } | undefined;
  onCorrect: (correction: DayCorrection, done?: string) => void;
  onClose: () => void;
}

/** Why a clip lies where it lies, what is known of it, and what a person can say otherwise. */
export function ClipBecause({ day, sorted, listed, title, camera, card, syncs, proxy, onCorrect, onClose }: Props) {
  const { clip, placing } = listed;
  const look = useId();
  const timecode = clip.startTimecode
    ? `${clip.startTimecode} ${clip.dropFrame ? words.dropFrame : words.nonDrop}`
    : words.noTimecode;
  return (
    <Because title={baseName(clip.id)} onClose={onClose}>
      {clip.kind === 'picture' && (
        <>
          <img className="because-picture" src={pictureOf(day, clip)} alt="" />
          <OpenClip day={day} clip={clip} />
        </>
      )}
      <section data-by={placing.by === 'person' ? 'person' : 'model'} className="because-place">
        <h3>{title}</h3>
        <p>{placing.reason}</p>
        {placing.by !== 'person' && <p className="quiet">{words.sure(placing.confidence)}</p>}
        {clip.note && <p>{clip.note}</p>}
      </section>
      <dl className="clip-facts">
        <dt>{words.timecode}</dt>
        <dd className="time">{timecode}</dd>
        {clip.reel && (
          <>
            <dt>{words.reel}</dt>
            <dd>{clip.reel}</dd>
          </>
        )}
        {camera && (
          <>
            <dt>{words.camera}</dt>
            <dd>
              {camera.name}, {words.sure(camera.confidence)}
              <span className="quiet"> {camera.reason}</span>
            </dd>
          </>
        )}
        {card && (
          <>
            <dt>{words.card}</dt>
            <dd>{card}</dd>
          </>
        )}
        {clip.seconds !== undefined && (
          <>
            <dt>{words.length}</dt>
            <dd className="time">{clip.seconds.toFixed(2)} s</dd>
          </>
        )}
        <dt>{words.path}</dt>
        <dd className="clip-path">{clip.originalPath}</dd>
        {proxy && (
          <>
            <dt>{words.proxy}</dt>
            <dd className="clip-path">
              {proxy.clip.originalPath}
              <span className="quiet"> {proxy.link.reasons.join(', ')}</span>{' '}
              <button
                type="button"
                className="button"
                onClick={() =>
                  onCorrect(
                    { kind: 'relink', proxy: proxy.link.proxy, original: null },
                    binsMessages.corrections.ownClip,
                  )
                }
              >
                {binsMessages.corrections.unlink}
              </button>
            </dd>
          </>
        )}
      </dl>
      {syncs.map((sync) => (
        <section key={`${sync.sound} ${sync.picture}`} data-by={sync.by === 'person' ? 'person' : 'model'}>
          <h3>
            {sync.picture === clip.id ? words.sound : words.picture}:{' '}
            {baseName(sync.picture === clip.id ? sync.sound : sync.picture)}
          </h3>
          <p>
            {words.offset(sync.offset)}. {sync.reason}
          </p>
          {sync.drift && <p>{words.drift(sync.drift.ppm)}</p>}
          <p className="quiet">{words.sure(sync.confidence)}</p>
          <button
            type="button"
            className="button"
            onClick={() => onCorrect({ kind: 'sync', sound: sync.sound, picture: sync.picture, offset: null })}
          >
            {words.apart}
          </button>
        </section>
      ))}
      <ClipCorrections day={sorted} clip={clip} camera={camera?.name ?? ''} onCorrect={onCorrect} />
      {clip.kind === 'picture' && (
        <section>
          <label htmlFor={look}>{words.look}</label>
          <select
            id={look}
            className="field"
            value={clip.curve?.curve ?? ''}
            onChange={(event) => {
              const curve = event.target.value === '' ? null : (event.target.value as LogCurve);
              onCorrect({ kind: 'look', clips: [clip.id], curve });
            }}
          >
            <option value="">{words.asRecorded}</option>
            {CURVE_CHOICES.map((curve) => (
              <option key={curve} value={curve}>
                {curve}
              </option>
            ))}
          </select>
          {clip.curve && (
            <p className="quiet">
              {clip.curve.reason} {words.sure(clip.curve.confidence)}
            </p>
          )}
        </section>
      )}
    </Because>
  );
}
