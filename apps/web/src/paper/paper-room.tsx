import type { MediaSummary, ProductionView } from '@second-unit/studio/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { productionQuery, queryClient } from '../api/queries.ts';
import { CutTabs } from '../cut/cut-tabs.tsx';
import { tellWrong } from '../frame/toasts.tsx';
import { Empty, Failed, NotThere, Waiting } from '../ui/states.tsx';
import { paperMessages as words } from './messages.ts';
import { PaperStage } from './paper-stage.tsx';
import { paperQuery, papersQuery } from './queries.ts';
import '../styles/picture.css';
import '../styles/footage.css';
import '../styles/cut-ask.css';
import '../styles/cut-dialogs.css';
import '../styles/cut-items.css';
import '../styles/cut.css';
import '../styles/paper.css';

/** Cutting by words: a page of the Cut room. */
export function PaperRoom() {
  const { production: id, paper: chosen } = useParams({ from: '/p/$production/cut/paper/{-$paper}' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const { data: papers, error, refetch } = useQuery(papersQuery(id));
  const navigate = useNavigate();
  const go = (paper: string | undefined) =>
    void navigate({ to: '/p/$production/cut/paper/{-$paper}', params: { production: id, paper } });
  const start = () => {
    act('paper.create', { production: id })
      .then(async (view) => {
        queryClient.setQueryData(paperQuery(view.id).queryKey, view);
        await queryClient.invalidateQueries({ queryKey: papersQuery(id).queryKey });
        go(view.id);
      })
      .catch(tellWrong);
  };
  const films = production.media.filter(({ logged }) => logged);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!papers) return <Waiting text={words.loading} />;
  const there = papers.filter(({ removed }) => !removed);
  const paper = there.find((one) => one.id === chosen) ?? there.at(-1);
  if (chosen !== undefined && paper?.id !== chosen) {
    return (
      <NotThere title={words.unknown}>
        <Link className="button" data-primary to="/p/$production/cut/paper/{-$paper}" params={{ production: id }}>
          {words.toPapers}
        </Link>
      </NotThere>
    );
  }
  if (films.length === 0) {
    return (
      <div className="room">
        <CutTabs production={id} here="paper" />
        <Empty title={words.needsLog} line={words.needsLogLine}>
          <Link className="button" data-primary to="/p/$production/footage/{-$media}" params={{ production: id }}>
            {words.toFootage}
          </Link>
        </Empty>
      </div>
    );
  }
  if (!paper) return <Begin production={id} onStart={start} />;
  return <OpenPaper key={paper.id} production={production} films={films} id={paper.id} onPick={go} onStart={start} />;
}

function Begin({ production, onStart }: { production: string; onStart: () => void }) {
  useActions([offer('paper.create', words.group, true, onStart)]);
  return (
    <div className="room">
      <CutTabs production={production} here="paper" />
      <Empty title={words.none} line={words.noneLine}>
        <button type="button" className="button" data-primary onClick={onStart}>
          {words.start}
        </button>
      </Empty>
    </div>
  );
}

interface OpenProps {
  production: ProductionView;
  films: readonly MediaSummary[];
  id: string;
  onPick: (id: string | undefined) => void;
  onStart: () => void;
}

function OpenPaper({ id, ...props }: OpenProps) {
  const { data: view, error, refetch } = useQuery(paperQuery(id));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!view) return <Waiting text={words.loading} />;
  return <PaperStage view={view} {...props} />;
}
