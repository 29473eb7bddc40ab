import type { ScriptSummary } from '@second-unit/studio/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { lastScript } from '../frame/last-place.ts';
import { useOpenFile } from '../frame/open-file.tsx';
import { tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { Empty, Failed, NotThere, Waiting } from '../ui/states.tsx';
import { awaitPage, leavePage, leaveUnnamed, nameAwaited } from './new-page.ts';
import { restoreScript } from './remove-script.ts';
import { openScript } from './script-session.ts';
import { ScriptStage } from './script-stage.tsx';
import '../styles/side-panel.css';
import '../styles/script.css';

/** Scripts of the production, one on the stage. */
export function ScriptRoom() {
  const { production: id, script: chosen } = useParams({ from: '/p/$production/script/{-$script}' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const openFile = useOpenFile();
  const navigate = useNavigate();
  const script =
    chosen === undefined ? lastScript(id, production.scripts) : production.scripts.find((one) => one.id === chosen);
  const go = (to: string) =>
    void navigate({ to: '/p/$production/script/{-$script}', params: { production: id, script: to } });
  const create = () => {
    awaitPage();
    act('script.create', { production: id, title: messages.script.newTitle })
      .then(async (made) => {
        nameAwaited(made.id);
        await queryClient.invalidateQueries({ queryKey: productionQuery(id).queryKey });
        go(made.id);
      })
      .catch((thrown: unknown) => {
        leavePage();
        tellWrong(thrown);
      });
  };
  // What was picked here does not run once the room is left.
  useEffect(() => leaveUnnamed, []);
  useActions([offer('script.create', messages.groups.script, true, create, { picked: awaitPage })]);
  const removed = production.removed.find((one) => one.id === chosen);
  if (!script && removed) {
    return (
      <Empty title={messages.script.wasRemoved(removed.title)} line={messages.script.wasRemovedLine}>
        <button type="button" className="button" data-primary onClick={() => restoreScript(removed.id, id)}>
          {messages.ledger.bringBack}
        </button>
        <Link className="button" to="/p/$production/script/{-$script}" params={{ production: id, script: undefined }}>
          {production.scripts.length > 0 ? messages.script.toAnother : messages.rooms.script}
        </Link>
      </Empty>
    );
  }
  if (!script && chosen !== undefined) {
    return (
      <NotThere title={messages.script.unknown}>
        <Link className="button" data-primary to="/p/$production/script/{-$script}" params={{ production: id }}>
          {messages.script.toScripts}
        </Link>
      </NotThere>
    );
  }
  if (!script) {
    return (
      <Empty title={messages.script.empty} line={messages.script.emptyLine}>
        <button type="button" className="button" data-primary onClick={openFile}>
          {messages.open.chooseScript}
        </button>
        <button type="button" className="button" onClick={create}>
          {actionView('script.create').label}
        </button>
      </Empty>
    );
  }
  return <OpenScript key={script.id} script={script} scripts={production.scripts} onPick={go} />;
}

interface OpenProps {
  script: ScriptSummary;
  scripts: readonly ScriptSummary[];
  onPick: (id: string) => void;
}

function OpenScript({ script, scripts, onPick }: OpenProps) {
  // The session keeps itself up to date, so it is asked for once and never refetched.
  const {
    data: session,
    error,
    refetch,
  } = useQuery({
    queryKey: ['session', script.id],
    queryFn: () => openScript(script.id),
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const { at, to } = useSearch({ from: '/p/$production/script/{-$script}' });
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 200);
    return () => clearTimeout(timer);
  }, []);
  if (session) {
    return (
      <ScriptStage
        session={session}
        script={script}
        scripts={scripts}
        onPick={onPick}
        {...(at === undefined ? {} : { at })}
        {...(to === undefined ? {} : { to })}
      />
    );
  }
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  return slow ? <Waiting text={messages.script.read} /> : null;
}
