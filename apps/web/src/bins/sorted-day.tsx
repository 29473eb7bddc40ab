import type { ShootClip } from '@second-unit/footage/shoot-day';
import type { AskedCorrection, ShootDayView } from '@second-unit/studio/contract';
import { useMemo, useRef, useState } from 'react';
import { offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { RightsLine } from '../ui/rights-line.tsx';
import { BinList } from './bin-list.tsx';
import { ClipBecause } from './clip-because.tsx';
import { ClipList, type ListedClip } from './clip-list.tsx';
import { attachedTo, type Drop, dropOnCamera, dropOnClip, type InHand, nextCamera, takeOff } from './drops.ts';
import { binsMessages } from './messages.ts';
import { MoveTo } from './move-to.tsx';
import { type BinRow, binRows, type CameraRow, cameraRows } from './places.ts';
import { shootDayQuery } from './queries.ts';
import { TakeOff } from './take-off.tsx';
import { UnlinkedProxies } from './unlinked-proxies.tsx';

type Day = NonNullable<ShootDayView['day']>;

interface Props {
  view: ShootDayView;
  day: Day;
  readAgain: () => void;
}

/** A day that was read: bins and cameras, the clips of one of them, and every way to say that a guess is wrong. */
export function SortedDay({ view, day, readAgain }: Props) {
  const rows = useMemo(() => binRows(day.bins), [day]);
  const cameras = useMemo(() => cameraRows(day, rows), [day, rows]);
  const clips = useMemo(() => new Map(day.clips.map((clip) => [clip.id, clip])), [day]);
  const [shownId, setShownId] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string>();
  const [cut, setCut] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState('');
  // A bin goes when its last clip does, and so does a camera.
  const row: BinRow | CameraRow | undefined =
    [...rows, ...cameras].find(({ id }) => id === shownId) ?? rows.find((one) => one.clips.length > 0) ?? rows[0];
  const listed = useMemo(() => listedOf(row, day, clips), [row, day, clips]);
  // One after the other, so that quick keys arrive in their order and the last answer is the newest.
  const line = useRef<Promise<void>>(Promise.resolve());
  const send = (work: () => Promise<ShootDayView>, then: (next: ShootDayView) => void) => {
    line.current = line.current
      .then(work)
      .then((next) => {
        queryClient.setQueryData(shootDayQuery(view.id).queryKey, next);
        then(next);
      })
      .catch(tellWrong);
  };
  const correct = (correction: AskedCorrection, done?: Drop['done']) => {
    if (correction.kind === 'sync' && correction.listen === true) setTold(binsMessages.drops.listening);
    send(
      () => act('shootDay.correct', { shootDay: view.id, correction }),
      (next) => {
        if (typeof done === 'string') setTold(done);
        else if (done !== undefined && next.day) setTold(done(next.day));
      },
    );
  };
  const drop = ({ correction, done }: Drop) => {
    correct(correction, done);
    setCut(new Set());
    // What was moved is not under the hand any more; what got something attached is.
    if (correction.kind === 'move') setChosen(new Set());
  };
  const binDrop = (hand: InHand, to: Pick<BinRow, 'place' | 'title'>): Drop | undefined => {
    if ('attached' in hand || hand.clips.length === 0) return undefined;
    return {
      correction: { kind: 'move', clips: [...hand.clips], to: to.place },
      name: to.title,
      done: binsMessages.moved(hand.clips.length, to.title),
    };
  };
  const move = (ids: readonly string[], place: BinRow['place'], title: string) => {
    const put = binDrop({ clips: ids }, { place, title });
    if (put) drop(put);
  };
  const turn = (which: 'undo' | 'redo') => {
    send(
      () => act(`shootDay.${which}`, { shootDay: view.id }),
      () => setTold(binsMessages.turned[which]),
    );
  };
  const shown = chosen.size === 1 ? listed.find(({ clip }) => clip.id === current) : undefined;
  const pasted = row && cut.size > 0 ? pasteInto(row, [...cut]) : undefined;
  function pasteInto(into: BinRow | CameraRow, ids: readonly string[]): Drop | undefined {
    return 'camera' in into ? dropOnCamera(clips, { clips: ids }, into.camera) : binDrop({ clips: ids }, into);
  }
  const attach = shown && cut.size > 0 ? dropOnClip(day, clips, { clips: [...cut] }, shown.clip.id) : undefined;
  const [hangs] = shown?.attached ?? [];
  const off = hangs && takeOff(hangs);
  const oneMore = nextCamera(day.cameras);
  const newCamera = dropOnCamera(clips, { clips: [...chosen] }, { name: oneMore, cards: [] });
  const group = messages.groups.footage;
  const words = binsMessages.actions;
  useActions([
    offer('shootDay.read', group, view.job === undefined, readAgain),
    offer('shootDay.undo', group, view.canUndo, () => turn('undo')),
    offer('shootDay.redo', group, view.canRedo, () => turn('redo')),
    {
      name: 'client.bins.cut',
      label: words.cut,
      group,
      shortcut: 'Mod-x',
      enabled: chosen.size > 0,
      run: () => {
        setCut(chosen);
        setTold(binsMessages.cut(chosen.size));
      },
    },
    {
      name: 'client.bins.paste',
      label: words.paste,
      group,
      shortcut: 'Mod-v',
      enabled: pasted !== undefined,
      run: () => pasted && drop(pasted),
    },
    {
      name: 'client.bins.attach',
      label: attach?.name ?? words.attach,
      group,
      shortcut: 'Mod-Shift-v',
      enabled: attach !== undefined,
      run: () => attach && drop(attach),
    },
    {
      name: 'client.bins.takeOff',
      label: off?.name ?? words.takeOff,
      group,
      shortcut: 'u',
      enabled: off !== undefined,
      run: () => off && drop(off),
    },
    {
      name: 'client.bins.chooseAll',
      label: words.all,
      group,
      shortcut: 'Mod-a',
      enabled: listed.length > 0,
      run: () => setChosen(new Set(listed.map(({ clip }) => clip.id))),
    },
    {
      name: 'client.bins.moveTo',
      label: words.moveTo,
      group,
      shortcut: 'm',
      enabled: chosen.size > 0,
      run: () => setAsking(true),
    },
    {
      name: 'client.bins.leave',
      label: words.leave,
      group,
      shortcut: 'Escape',
      enabled: chosen.size > 0 || cut.size > 0,
      keysOnly: true,
      run: () => {
        setChosen(new Set());
        setCut(new Set());
        setCurrent(undefined);
      },
    },
  ]);
  const camera = shown && day.cameras.find(({ cards }) => cards.some((card) => card.clips.includes(shown.clip.id)));
  const link = shown && day.links.find(({ original }) => original === shown.clip.id);
  const proxy = link && clips.get(link.proxy);
  return (
    <>
      <div className="bins-said">
        {chosen.size > 0 && (
          <>
            <span>{binsMessages.chosen(chosen.size)}</span>
            <button type="button" className="button" onClick={() => setAsking(true)}>
              {binsMessages.moveTo}
            </button>
          </>
        )}
        {attach && (
          <button type="button" className="button" onClick={() => drop(attach)}>
            {attach.name}
          </button>
        )}
        <RightsLine title={view.title} item={view.id} rights={view.rights} sample={false} />
        <UnlinkedProxies day={day} onCorrect={correct} />
        {day.unreadable.length > 0 && (
          <details className="bins-unread">
            <summary>{binsMessages.unreadable(day.unreadable.length)}</summary>
            <ul>
              {day.unreadable.map(({ path, message }) => (
                <li key={path}>
                  {path}: {message}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <div className="bins-panes">
        <BinList
          rows={rows}
          cameras={cameras}
          nextCamera={oneMore}
          chosen={row?.id ?? ''}
          onChoose={(next) => {
            setShownId(next);
            setChosen(new Set());
            setCurrent(undefined);
          }}
          dropOnBin={binDrop}
          dropOnCamera={(hand, to) => dropOnCamera(clips, hand, to)}
          onDrop={drop}
          onNewCamera={newCamera && (() => drop(newCamera))}
        />
        <div className="clip-pane">
          <ClipList
            day={view.id}
            title={row?.title ?? ''}
            clips={listed}
            chosen={chosen}
            cut={cut}
            // A clip that left the bin is not where the keys are.
            current={listed.some(({ clip }) => clip.id === current) ? current : undefined}
            onChoose={(next, at) => {
              setChosen(next);
              setCurrent(at);
            }}
            dropOf={(hand, clip) => dropOnClip(day, clips, hand, clip)}
            onDrop={drop}
          />
          <p className="bins-told" role="status">
            {told}
          </p>
          <TakeOff onDrop={drop} />
        </div>
      </div>
      <MoveTo
        rows={rows}
        {...(asking ? elsewhere(day, clips, [...chosen]) : { cameras: [], clips: [] })}
        count={chosen.size}
        open={asking}
        onOpenChange={setAsking}
        onMove={(place, title) => move([...chosen], place, title)}
        onDrop={drop}
      />
      {shown && (
        <ClipBecause
          key={shown.clip.id}
          day={view.id}
          sorted={day}
          listed={shown}
          title={rows.find((one) => one.bin.clips.some(({ clip }) => clip === shown.clip.id))?.title ?? ''}
          camera={camera}
          card={camera?.cards.find((card) => card.clips.includes(shown.clip.id))?.name}
          syncs={day.syncs.filter(({ sound, picture }) => sound === shown.clip.id || picture === shown.clip.id)}
          proxy={link && proxy ? { link, clip: proxy } : undefined}
          onCorrect={correct}
          onClose={() => setChosen(new Set())}
        />
      )}
    </>
  );
}

/** All that clips can be let go on beside bins: each camera, one more, and the clips that one clip fits. */
function elsewhere(day: Day, clips: ReadonlyMap<string, ShootClip>, chosen: readonly string[]) {
  const hand: InHand = { clips: chosen };
  const oneMore = { name: nextCamera(day.cameras), cards: [] };
  const linked = new Set(day.links.map(({ proxy }) => proxy));
  return {
    cameras: [...day.cameras, oneMore].flatMap((camera) => dropOnCamera(clips, hand, camera) ?? []),
    clips: day.clips.flatMap(({ id }) => (linked.has(id) ? [] : (dropOnClip(day, clips, hand, id) ?? []))),
  };
}

function listedOf(row: BinRow | CameraRow | undefined, day: Day, clips: ReadonlyMap<string, ShootClip>): ListedClip[] {
  const cameras = new Map(
    day.cameras.flatMap(({ name, cards }) => cards.flatMap((card) => card.clips.map((clip) => [clip, name] as const))),
  );
  return (row?.clips ?? []).flatMap(({ clip: id, placing }) => {
    const clip = clips.get(id);
    return clip ? [{ clip, placing, camera: cameras.get(id) ?? '', attached: attachedTo(day, id) }] : [];
  });
}
