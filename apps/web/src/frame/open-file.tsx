import type {
  MediaSummary,
  MusicSummary,
  ProductionView,
  ScriptSummary,
  SubtitlesSummary,
  TimelineView,
} from '@second-unit/studio/contract';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { actionView, useActions } from '../actions/registry.ts';
import { act, StudioError, sentence, upload } from '../api/client.ts';
import { onUploadEvent } from '../api/events.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { type Asked, kindOf, RightsQuestion } from '../ui/rights-question.tsx';
import { ProgressLine } from '../ui/states.tsx';
import { Bars } from './bar-slot.tsx';
import { setStage, useStage } from './stage-store.ts';
import { tell, tellWithWay, tellWrong, wentWell } from './toasts.tsx';

type Taken =
  | { readonly script: ScriptSummary }
  | { readonly media: MediaSummary }
  | { readonly music: MusicSummary }
  | { readonly subtitles: SubtitlesSummary }
  | { readonly timeline: TimelineView };

interface Sending {
  readonly name: string;
  readonly share: number;
  /** A film that is being unpacked of it, once it has come. */
  readonly film?: string;
  readonly stop: AbortController;
}

interface Opening {
  readonly choose: () => void;
  readonly send: (files: Iterable<File>) => void;
  /** Asks the one line about rights for an item; `here`: wherever one is, though it is not on the screen. */
  readonly ask: (item: Asked, here?: boolean) => void;
  readonly sending: Sending | undefined;
}

const Context = createContext<Opening | undefined>(undefined);

const isSubtitles = (name: string): boolean => /\.(?:srt|vtt)$/i.test(name);
const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '');

function tookWords(name: string, taken: Taken): string {
  if ('music' in taken) return messages.open.tookMusic(name);
  if (!('subtitles' in taken)) return messages.open.took(name);
  const { title, lines, logged } = taken.subtitles;
  return messages.open.tookSubtitles(name, title, lines, logged);
}

function useOpening(): Opening {
  const opening = useContext(Context);
  if (!opening) throw new Error('outside of a production');
  return opening;
}

/** Lets a person choose a file; a screenplay goes to Script, a film to Footage, a timeline or music to Cut. */
export const useOpenFile = () => useOpening().choose;
export const useSendFiles = () => useOpening().send;
export const useAskRights = () => useOpening().ask;

/** The file that is coming in, how far it is, and the way to stop it. A sheet over the room shows it too, as it covers it. */
export function SendingLine() {
  const { sending } = useOpening();
  if (!sending) return null;
  const { name, share, film, stop } = sending;
  return (
    <div className="bar" role="status">
      <span>{film === undefined ? messages.open.sending(name, share) : messages.open.unpacking(film, share)}</span>
      <ProgressLine share={share} label={name} />
      <button type="button" className="button" data-plain onClick={() => stop.abort()}>
        {messages.open.cancel}
      </button>
    </div>
  );
}

/** The one way in for files of a production, by button or by drop. */
export function OpenFiles({ production, children }: { production: ProductionView; children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<Sending>();
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const navigate = useNavigate();
  const { script, media } = useParams({ strict: false });
  const { pathname } = useLocation();
  // Without an id in the address, a room says what it shows.
  const stageScript = useStage((state) => state.script);
  const stageFilm = useStage((state) => state.footage);
  const shown =
    script ?? media ?? (/\/script$/.test(pathname) ? stageScript : /\/footage$/.test(pathname) ? stageFilm : undefined);
  const id = production.id;

  const cutRoom = useRef(false);
  cutRoom.current = /\/cut(\/|$)/.test(pathname);
  const openFilm = useRef<string>(undefined);
  const stageMedia = useStage((state) => state.media);
  openFilm.current = media ?? (cutRoom.current || /\/footage$/.test(pathname) ? stageMedia : undefined);

  const choose = useCallback(() => input.current?.click(), []);
  const [wanted, setWanted] = useState<string>();
  const ask = useCallback((item: Asked, here = false) => {
    setAsked((old) => [...old.filter(({ id }) => id !== item.id), item]);
    if (here) setWanted(item.id);
  }, []);
  const send = useCallback(
    async (files: Iterable<File>) => {
      const films = new Map<string, string>();
      // Subtitles come behind the films whose they may be.
      for (const file of [...files].sort(
        (one, other) => Number(isSubtitles(one.name)) - Number(isSubtitles(other.name)),
      )) {
        const stop = new AbortController();
        setSending({ name: file.name, share: 0, stop });
        const sent = crypto.randomUUID();
        const unlisten = onUploadEvent(({ upload, film, share }) => {
          if (upload === sent) setSending({ name: file.name, share, film, stop });
        });
        try {
          const film = isSubtitles(file.name) ? (films.get(stemOf(file.name)) ?? openFilm.current) : undefined;
          const path = `/productions/${id}/files?${new URLSearchParams({ name: file.name, upload: sent, ...(film && { film }) })}`;
          const taken = await upload<Taken>(
            path,
            file,
            (share) => setSending({ name: file.name, share, stop }),
            stop.signal,
          );
          await queryClient.invalidateQueries({ queryKey: productionQuery(id).queryKey });
          wentWell(`open:${file.name}`);
          if ('subtitles' in taken) {
            const { media: given } = taken.subtitles;
            const { label } = actionView('media.removeSubtitles');
            tellWithWay(tookWords(file.name, taken), label, () => {
              act('media.removeSubtitles', { media: given }).then(() => tell(messages.open.subtitlesGone), tellWrong);
            });
            continue;
          }
          tell(tookWords(file.name, taken));
          if ('script' in taken) {
            ask(taken.script);
            await navigate({
              to: '/p/$production/script/{-$script}',
              params: { production: id, script: taken.script.id },
            });
          } else if ('timeline' in taken) {
            await queryClient.invalidateQueries({ queryKey: ['timelines', id] });
            setStage({ timelines: true });
            await navigate({
              to: '/p/$production/cut/{-$cut}',
              params: { production: id, cut: taken.timeline.cut },
            });
          } else if ('music' in taken) {
            ask(taken.music);
            setStage({ music: taken.music.id });
            // Where a cut is open already it stays, with what is being asked about it.
            if (!cutRoom.current) {
              await navigate({ to: '/p/$production/cut/{-$cut}', params: { production: id } });
            }
          } else {
            films.set(stemOf(file.name), taken.media.id);
            ask(taken.media);
            await navigate({
              to: '/p/$production/footage/{-$media}',
              params: { production: id, media: taken.media.id },
            });
          }
        } catch (thrown) {
          if (!(thrown instanceof StudioError && thrown.code === 'cancelled')) {
            tell(messages.open.notTaken(file.name, sentence(thrown)), true, `open:${file.name}`);
          }
        } finally {
          unlisten();
        }
      }
      setSending(undefined);
    },
    [id, ask, navigate],
  );
  useActions([
    {
      name: 'client.open',
      label: messages.open.chooseAny,
      group: messages.groups.studio,
      shortcut: 'Mod-o',
      enabled: true,
      run: choose,
    },
  ]);
  // Of several that came in at once, each is asked about where it is on the screen.
  const question =
    asked.find((item) => item.id === wanted) ?? asked.find((item) => item.id === shown || kindOf(item) === 'music');
  return (
    <Context value={{ choose, send: (files) => void send(files), ask, sending }}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={messages.open.chooseAny}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void send(files);
        }}
      />
      <Bars>
        <SendingLine />
        {question && (
          <RightsQuestion
            key={question.id}
            item={question}
            done={() => setAsked((old) => old.filter((one) => one.id !== question.id))}
          />
        )}
      </Bars>
    </Context>
  );
}
