import type { ProductionView } from '@second-unit/studio/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useActions } from '../actions/registry.ts';
import { cutQuery, logQuery, productionQuery } from '../api/queries.ts';
import { setStage, stageState, useStage } from '../frame/stage-store.ts';
import { messages } from '../messages.ts';
import { Empty, Failed, NotThere, Waiting } from '../ui/states.tsx';
import { AskForm } from './ask-form.tsx';
import { CutStage } from './cut-stage.tsx';
import { CutTabs } from './cut-tabs.tsx';
import { TimelinesDialog } from './timelines-dialog.tsx';
import '../styles/picture.css';
import '../styles/footage.css';
import '../styles/cut-ask.css';
import '../styles/cut-dialogs.css';
import '../styles/cut-items.css';
import '../styles/cut.css';

/** Cuts of the production: ask for one, see why, decide. */
export function CutRoom() {
  const { production: id } = useParams({ from: '/p/$production/cut/{-$cut}' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const navigate = useNavigate();
  const showsTimelines = useStage((state) => state.timelines) === true;
  const show = (timelines: boolean) => setStage({ timelines });
  useActions([
    {
      name: 'client.timelines',
      label: messages.cut.timelines.open,
      group: messages.groups.cut,
      enabled: true,
      run: () => show(true),
    },
  ]);
  return (
    <>
      <Cuts />
      <TimelinesDialog
        production={id}
        films={production.media}
        open={showsTimelines}
        onOpenChange={show}
        onCut={(cut) => {
          show(false);
          void navigate({ to: '/p/$production/cut/{-$cut}', params: { production: id, cut } });
        }}
      />
    </>
  );
}

function Cuts() {
  const { production: id, cut: chosen } = useParams({ from: '/p/$production/cut/{-$cut}' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const navigate = useNavigate();
  const seen = stageState().footage;
  // A film may go; its cuts then have nothing to play. The newest comes first.
  const cuts = production.cuts.filter(({ media }) => production.media.some((one) => one.id === media));
  const cut = cuts.find((one) => one.id === chosen) ?? cuts.find(({ media }) => media === seen) ?? cuts[0];
  const go = (to: string) => {
    // A cut that was picked says which film is meant.
    setStage({ footage: undefined });
    void navigate({ to: '/p/$production/cut/{-$cut}', params: { production: id, cut: to } });
  };
  if (chosen !== undefined && cut?.id !== chosen) {
    return (
      <NotThere title={messages.cut.unknown}>
        <Link className="button" data-primary to="/p/$production/cut/{-$cut}" params={{ production: id }}>
          {messages.cut.toCuts}
        </Link>
      </NotThere>
    );
  }
  if (cut) return <OpenCut key={cut.id} production={production} id={cut.id} onPick={go} />;
  const films = production.media.filter(({ logged }) => logged);
  if (films.length === 0) {
    return (
      <Empty title={messages.cut.needsLog} line={messages.cut.needsLogLine}>
        <Link className="button" data-primary to="/p/$production/footage/{-$media}" params={{ production: id }}>
          {messages.cut.toFootage}
        </Link>
      </Empty>
    );
  }
  return (
    <div className="scroll">
      <CutTabs production={id} here="cut" />
      <Empty title={messages.cut.empty} line={messages.cut.emptyLine}>
        <AskForm films={films} onCut={go} />
      </Empty>
    </div>
  );
}

function OpenCut({ production, id, onPick }: { production: ProductionView; id: string; onPick: (id: string) => void }) {
  const { data: view, error, refetch } = useQuery(cutQuery(id));
  const media = production.media.find(
    (one) => one.id === (view?.media ?? production.cuts.find((cut) => cut.id === id)?.media),
  );
  const { data: log, error: logError } = useQuery({ ...logQuery(media?.id ?? ''), enabled: media !== undefined });
  if (error ?? logError) return <Failed error={error ?? logError} retry={() => void refetch()} />;
  if (!view || !log || !media) return <Waiting text={messages.cut.loading} />;
  return <CutStage production={production} media={media} view={view} log={log} onPick={onPick} />;
}
