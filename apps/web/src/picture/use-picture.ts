import type { ShotLog } from '@second-unit/footage';
import type { MediaSummary } from '@second-unit/studio/contract';
import { useMemo, useSyncExternalStore } from 'react';
import { type Action, useActions } from '../actions/registry.ts';
import { messages } from '../messages.ts';
import { frameClock } from './frame-clock.ts';
import { Picture, type PictureState } from './picture.ts';

/** The picture of one film; a new film or a new log makes a new one. */
export function usePicture(media: MediaSummary, log: ShotLog | undefined, frame: number): Picture {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first frame is only where it starts.
  return useMemo(() => new Picture(frameClock(media.info, log), frame), [media.id, log]);
}

/** One value of a picture's state; the component is drawn again only when it changes. */
export function usePictureState<T>(picture: Picture, pick: (state: PictureState) => T): T {
  return useSyncExternalStore(picture.subscribe, () => pick(picture.state()));
}

const keys = messages.picture.keys;

/** J K L, arrows by frame, Space; a room may play something else than the whole film. */
export function usePictureKeys(picture: Picture, toggle = () => picture.toggle()): void {
  const group = messages.groups.player;
  const key = (name: string, label: string, shortcut: string, run: () => void, also: string[] = []): Action => ({
    name: `client.player.${name}`,
    label,
    group,
    shortcut,
    alsoKeys: also,
    enabled: true,
    keysOnly: true,
    run,
  });
  useActions([
    key('toggle', keys.toggle, 'Space', toggle),
    key('back', keys.back, 'j', () => picture.shuttle(-1)),
    key('stop', keys.stop, 'k', () => picture.pause()),
    key('forward', keys.forward, 'l', () => picture.shuttle(1)),
    key('prev', keys.prev, 'ArrowLeft', () => picture.step(-1)),
    key('next', keys.next, 'ArrowRight', () => picture.step(1)),
    key('start', keys.start, 'Home', () => picture.seek(0)),
    key('end', keys.end, 'End', () => picture.seek(picture.clock.frames - 1)),
  ]);
}
