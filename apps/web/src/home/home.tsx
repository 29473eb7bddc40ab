import type { Shot } from '@second-unit/footage';
import type { MediaSummary } from '@second-unit/studio/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { sentence } from '../api/client.ts';
import { logQuery, productionQuery, readQuery, studioQuery } from '../api/queries.ts';
import { Barcode } from '../frame/barcode.tsx';
import { JobLine } from '../frame/jobs.tsx';
import { useOpenFile } from '../frame/open-file.tsx';
import { messages } from '../messages.ts';
import { Still } from '../picture/still.tsx';
import { durationOf } from '../picture/timecode.ts';
import { pageCount } from '../script/pages.ts';
import { RightsLine } from '../ui/rights-line.tsx';
import { when } from '../ui/when.ts';

/** One production's first page: its title, and the three things it is made of. */
export function Home() {
  const { production: id } = useParams({ from: '/p/$production' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const { data: studio } = useQuery(studioQuery);
  const openFile = useOpenFile();
  const params = { production: id };
  const jobs = (studio?.jobs ?? []).filter(
    (job) => job.production === id && (job.state === 'running' || job.state === 'queued'),
  );
  const still = production.media.find(({ logged }) => logged) ?? production.media[0];
  return (
    <div className="home scroll">
      {still?.logged && <HomeStills media={still} />}
      <header>
        <p className="label">{production.sample ? messages.home.sample : messages.home.mine}</p>
        <h1 className="title" dir="auto">
          {production.title}
        </h1>
        {production.sample && <p className="quiet">{messages.home.sampleLine}</p>}
      </header>
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
      <dl className="home-parts">
        <dt>{messages.home.script}</dt>
        <dd>
          {production.scripts.length === 0 && <p className="quiet">{messages.home.noScript}</p>}
          {production.scripts.map((script) => (
            <div key={script.id} className="home-part">
              <Link to="/p/$production/script/{-$script}" params={{ ...params, script: script.id }}>
                {script.title}
              </Link>
              <ScriptFigures script={script.id} />
              <span className="quiet">{messages.home.changed(when(script.updatedAt))}</span>
              <RightsLine title={script.title} item={script.id} rights={script.rights} sample={production.sample} />
            </div>
          ))}
        </dd>
        <dt>{messages.home.film}</dt>
        <dd>
          {production.media.length === 0 && <p className="quiet">{messages.home.noFilm}</p>}
          {production.media.map((media) => (
            <div key={media.id} className="home-part">
              <Link to="/p/$production/footage/{-$media}" params={{ ...params, media: media.id }}>
                {media.title}
              </Link>
              <span className="quiet">
                <span className="time">{durationOf(media.info.duration)}</span>
                {media.rendered ? ` · ${messages.footage.rendered}` : ''}
                {media.logged ? '' : ` · ${messages.strip.notLogged}`}
              </span>
              <RightsLine title={media.title} item={media.id} rights={media.rights} sample={production.sample} />
            </div>
          ))}
        </dd>
        <dt>{messages.home.cut}</dt>
        <dd>
          {production.cuts.length === 0 && <p className="quiet">{messages.home.noCut}</p>}
          {production.cuts.map((cut) => (
            <div key={cut.id} className="home-part">
              <Link to="/p/$production/cut/{-$cut}" params={{ ...params, cut: cut.id }}>
                {cut.title}
              </Link>
              <span className="quiet">
                <span className="time">{durationOf(cut.duration)}</span>
                {` · ${messages.cut.status[cut.status]}${cut.rendered ? ` · ${messages.cut.rendered}` : ''} · ${messages.home.changed(when(cut.updatedAt))}`}
              </span>
            </div>
          ))}
        </dd>
      </dl>
      <p className="home-open quiet">
        {messages.home.drop}{' '}
        <button type="button" className="linkish" onClick={openFile}>
          {messages.home.choose}
        </button>
        .{' '}
        {production.nothingLeaves
          ? messages.home.locked
          : [...production.scripts, ...production.media].some(({ rights }) => rights.mayLeaveMachine) &&
            messages.home.unlocked}
      </p>
    </div>
  );
}

function ScriptFigures({ script }: { script: string }) {
  const { data, error, refetch } = useQuery(readQuery(script));
  if (error) {
    return (
      <span className="quiet">
        {messages.home.notCounted}{' '}
        <button type="button" className="linkish" title={sentence(error)} onClick={() => void refetch()}>
          {messages.errors.again}
        </button>
      </span>
    );
  }
  // A long script takes seconds where several are read.
  if (!data) return <span className="quiet">{messages.home.counting}</span>;
  const pages = pageCount(data) ?? 0;
  return (
    <span className="quiet">
      {`${messages.script.scenes(data.scenes.length)} · ${messages.script.pages(String(pages))}`}
    </span>
  );
}

/** Three of the film's own pictures, as wide as the page, above its title. */
function HomeStills({ media }: { media: MediaSummary }) {
  const { data } = useQuery(logQuery(media.id));
  if (!data) return <div className="home-stills" />;
  return (
    <div className="home-stills">
      {pictures(data.log.shots).map((shot) => (
        <span key={shot.id} className="home-still">
          <Still media={media.id} frame={shot.keyFrame} alt="" />
        </span>
      ))}
      <Barcode colours={data.log.barcode} />
    </div>
  );
}

/** From each third of what gives nothing away, the longest shot that is neither dark nor blown out. */
function pictures(shots: readonly Shot[]): readonly Shot[] {
  const early = shots.slice(0, Math.max(1, Math.ceil(shots.length * 0.6)));
  const third = Math.max(1, Math.ceil(early.length / 3));
  return [0, 1, 2].flatMap((part) => {
    const some = early.slice(part * third, (part + 1) * third);
    const fair = some.filter(({ brightness }) => brightness > 0.1 && brightness < 0.65);
    const length = ({ startFrame, endFrame }: Shot) => endFrame - startFrame;
    return (fair.length > 0 ? fair : some).toSorted((a, b) => length(b) - length(a)).slice(0, 1);
  });
}
