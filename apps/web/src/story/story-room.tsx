import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { productionQuery } from '../api/queries.ts';
import { useOpenFile } from '../frame/open-file.tsx';
import { messages } from '../messages.ts';
import { openScript } from '../script/script-session.ts';
import { Empty, Failed, NotThere, Waiting } from '../ui/states.tsx';
import { StoryStage } from './story-stage.tsx';
import '../styles/script.css';
import '../styles/story.css';

const words = messages.story;

/** What the production's scripts say, one script on the stage beside its read-through. */
export function StoryRoom() {
  const { production: id, script: chosen } = useParams({ from: '/p/$production/story/{-$script}' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const navigate = useNavigate();
  const openFile = useOpenFile();
  const script = chosen === undefined ? production.scripts[0] : production.scripts.find((one) => one.id === chosen);
  const {
    data: session,
    error,
    refetch,
  } = useQuery({
    queryKey: ['session', script?.id],
    queryFn: () => openScript(script?.id ?? ''),
    enabled: script !== undefined,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  if (!script && chosen !== undefined) {
    return (
      <NotThere title={messages.script.unknown}>
        <Link className="button" data-primary to="/p/$production/story/{-$script}" params={{ production: id }}>
          {messages.script.toScripts}
        </Link>
      </NotThere>
    );
  }
  if (!script) {
    return (
      <Empty title={words.empty} line={words.emptyLine}>
        <button type="button" className="button" data-primary onClick={openFile}>
          {messages.open.chooseScript}
        </button>
        <Link className="button" to="/p/$production/script/{-$script}" params={{ production: id }}>
          {words.toScript}
        </Link>
      </Empty>
    );
  }
  if (session) {
    return (
      <StoryStage
        key={script.id}
        session={session}
        script={script}
        scripts={production.scripts}
        onPick={(to) =>
          void navigate({ to: '/p/$production/story/{-$script}', params: { production: id, script: to } })
        }
      />
    );
  }
  return error ? <Failed error={error} retry={() => void refetch()} /> : <Waiting text={words.reading} />;
}
