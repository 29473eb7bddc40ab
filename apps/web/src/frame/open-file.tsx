import type {
  MediaSummary,
  MusicSummary,
  ProductionView,
  ScriptSummary,
  TimelineView,
} from '@second-unit/studio/contract';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useActions } from '../actions/registry.ts';
import { StudioError, sentence, upload } from '../api/client.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { messages } from '../messages.ts';
import { type Asked, kindOf, RightsQuestion } from '../ui/rights-question.tsx';
import { ProgressLine } from '../ui/states.tsx';
import { Bars } from './bar-slot.tsx';
import { setStage, useStage } from './stage-store.ts';
import { tell, wentWell } from './toasts.tsx';

type Taken =
  | { readonly script: ScriptSummary }
  | { readonly media: MediaSummary }
  | { readonly music: MusicSummary }
  | { readonly timeline: TimelineView };

interface Sending {
  readonly name: string;
  readonly share: number;
  readonly stop: AbortController;
}

interface Opening {
  readonly choose: () => void;
  readonly send: (files: Iterable<File>) => void;
  /** Asks the one line about rights for an item that came in by another way. */
  readonly ask: (item: Asked) => void;
}

const Context = createContext<Opening | undefined>(undefined);

function useOpening(): Opening {
  const opening = useContext(Context);
  if (!opening) throw new Error('outside of a production');
  return opening;
}

/** Lets a person choose a file; a screenplay goes to Script, a film to Footage, a timeline or music to Cut. */
export const useOpenFile = () => useOpening().choose;
export const useSendFiles = () => useOpening().send;
export const useAskRights = () => useOpening().ask;

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

  const choose = useCallback(() => input.current?.click(), []);
  const ask = useCallback((item: Asked) => setAsked((old) => [...old.filter(({ id }) => id !== item.id), item]), []);
  const send = useCallback(
    async (files: Iterable<File>) => {
      for (const file of files) {
        const stop = new AbortController();
        setSending({ name: file.name, share: 0, stop });
        try {
          const path = `/productions/${id}/files?name=${encodeURIComponent(file.name)}`;
          const taken = await upload<Taken>(
            path,
            file,
            (share) => setSending({ name: file.name, share, stop }),
            stop.signal,
          );
          await queryClient.invalidateQueries({ queryKey: productionQuery(id).queryKey });
          wentWell(`open:${file.name}`);
          tell('music' in taken ? messages.open.tookMusic(file.name) : messages.open.took(file.name));
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
            // Where a cut is open already it stays, with what is being asked about it.
            if (!cutRoom.current) {
              await navigate({ to: '/p/$production/cut/{-$cut}', params: { production: id } });
            }
          } else {
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
  const question = asked.find((item) => item.id === shown || kindOf(item) === 'music');
  return (
    <Context value={{ choose, send: (files) => void send(files), ask }}>
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
        {sending && (
          <div className="bar" role="status">
            <span>{messages.open.sending(sending.name, sending.share)}</span>
            <ProgressLine share={sending.share} label={sending.name} />
            <button type="button" className="button" data-plain onClick={() => sending.stop.abort()}>
              {messages.open.cancel}
            </button>
          </div>
        )}
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
