import type { ShootClip, ShootDay } from '@second-unit/footage/shoot-day';
import type { DayCorrection } from '@second-unit/studio/contract';
import { useId, useState } from 'react';
import { likelyOffset } from './drops.ts';
import { binsMessages } from './messages.ts';
import { PickOne } from './pick-clip.tsx';

const words = binsMessages.corrections;

interface Props {
  day: ShootDay;
  clip: ShootClip;
  camera: string;
  onCorrect: (correction: DayCorrection, done: string) => void;
}

/** What a person can say of a clip beside its bin: its camera, the sound that goes with it, and what it is a proxy of. */
export function ClipCorrections({ day, clip, camera, onCorrect }: Props) {
  const others = day.clips.filter(({ id }) => id !== clip.id);
  return (
    <>
      {clip.kind !== 'sound' && (
        <section>
          <PickOne
            key={camera}
            label={words.camera}
            done={words.setCamera}
            choices={day.cameras.map(({ name }) => name)}
            initial={camera}
            free
            onPick={(name) => onCorrect({ kind: 'camera', clips: [clip.id], camera: name }, words.ofCamera(name))}
          />
        </section>
      )}
      {clip.kind !== 'raw' && <PutInSync clip={clip} others={others} day={day} onCorrect={onCorrect} />}
      {clip.kind === 'picture' && (
        <section>
          <PickOne
            label={words.proxyOf}
            done={words.link}
            choices={others.flatMap(({ id, kind }) => (kind === 'sound' ? [] : [id]))}
            onPick={(original) => onCorrect({ kind: 'relink', proxy: clip.id, original }, words.linked(original))}
          />
        </section>
      )}
    </>
  );
}

interface SyncProps {
  clip: ShootClip;
  others: readonly ShootClip[];
  day: ShootDay;
  onCorrect: Props['onCorrect'];
}

/** A picture and a recording, and how many seconds after its first frame the recording begins. */
function PutInSync({ clip, others, day, onCorrect }: SyncProps) {
  const field = useId();
  const [offset, setOffset] = useState('0');
  const isSound = clip.kind === 'sound';
  const fitting = others.filter(({ kind }) => (isSound ? kind === 'picture' : kind === 'sound'));
  const pairOf = (other: string) => (isSound ? { sound: clip.id, picture: other } : { sound: other, picture: clip.id });
  const seconds = Number(offset);
  /** What is known of a pair is where a person begins: an earlier answer, or timecode. */
  const begin = (written: string) => {
    const other = fitting.find(({ id }) => id === written);
    if (other === undefined) return;
    const [picture, sound] = isSound ? [other, clip] : [clip, other];
    setOffset(String(likelyOffset(day, sound, picture)));
  };
  if (fitting.length === 0) return null;
  return (
    <section>
      <PickOne
        label={isSound ? words.picture : words.sound}
        done={words.putInSync}
        choices={fitting.map(({ id }) => id)}
        onWrite={begin}
        onPick={(other) => {
          if (!Number.isFinite(seconds) || Math.abs(seconds) > 86_400) return;
          onCorrect({ kind: 'sync', ...pairOf(other), offset: seconds }, words.inSync);
        }}
      >
        <label className="visually-hidden" htmlFor={field}>
          {words.offset}
        </label>
        <input
          id={field}
          className="field pick-seconds"
          type="number"
          step="any"
          title={words.offset}
          value={offset}
          onChange={(event) => setOffset(event.target.value)}
        />
      </PickOne>
    </section>
  );
}
