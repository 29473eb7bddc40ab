import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Switch, ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { actionView, offer, useActions } from '../actions/registry.ts';
import { act } from '../api/client.ts';
import { ledgerQuery, looksQuery, productionQuery, queryClient, studioQuery } from '../api/queries.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { messages } from '../messages.ts';
import { papersQuery } from '../paper/queries.ts';
import { restorePaper } from '../paper/remove-paper.ts';
import { restoreScript } from '../script/remove-script.ts';
import { RightsLine } from '../ui/rights-line.tsx';
import { Failed, Waiting } from '../ui/states.tsx';
import { clock, day } from '../ui/when.ts';
import { type Filter, type Line, lines } from './entries.ts';
import '../styles/ledger.css';

/** What was proposed and decided, in order, and what may be done with each item. */
export function LedgerRoom() {
  const { production: id } = useParams({ from: '/p/$production/ledger' });
  const { data: production } = useSuspenseQuery(productionQuery(id));
  const { data: entries, error, refetch } = useQuery(ledgerQuery(id));
  const { data: studio } = useQuery(studioQuery);
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const lock = (nothingLeaves: boolean) => {
    act('production.lock', { production: id, nothingLeaves })
      .then(() =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: productionQuery(id).queryKey }),
          queryClient.invalidateQueries({ queryKey: ledgerQuery(id).queryKey }),
        ]),
      )
      .catch(tellWrong);
  };
  useActions([offer('production.lock', messages.groups.ledger, !production.nothingLeaves, () => lock(true))]);
  const { data: looks } = useQuery(looksQuery(id));
  const music = production.music.filter(({ removed }) => !removed);
  const { data: papers = [] } = useQuery(papersQuery(id));
  const removedPapers = papers.filter(({ removed }) => removed);
  const removedMusic = production.music.filter(({ removed }) => removed);
  const items = [...production.scripts, ...production.media, ...music, ...(looks?.stills ?? [])];
  const shown = entries && lines(entries, production, filter, search, looks?.stills);
  return (
    <div className="ledger scroll">
      <header>
        <h1>{messages.ledger.title}</h1>
        <p>{messages.ledger.line}</p>
      </header>
      <div className="ledger-lock">
        <Switch.Root
          className="switch"
          checked={production.nothingLeaves}
          onCheckedChange={lock}
          aria-label={actionView('production.lock').label}
          aria-describedby="lock-line"
        >
          <Switch.Thumb />
        </Switch.Root>
        <div>
          <strong>{messages.ledger.nothingLeaves}</strong>
          <p id="lock-line">{messages.ledger.nothingLeavesLine}</p>
        </div>
      </div>
      <section aria-labelledby="ledger-items">
        <h2 id="ledger-items">{messages.ledger.items}</h2>
        {items.length + production.removed.length + removedMusic.length + removedPapers.length === 0 && (
          <p className="quiet">{messages.ledger.noItems}</p>
        )}
        <ul className="ledger-items">
          {items.map((item) => (
            <li key={item.id}>
              <span>
                <span className="quiet">{kindOf(item)}</span> {item.title}
              </span>
              <RightsLine title={item.title} item={item.id} rights={item.rights} sample={production.sample} />
            </li>
          ))}
          {production.removed.map(({ id: script, title }) => (
            <RemovedItem
              key={script}
              kind={messages.ledger.removedItem}
              title={title}
              bringBack={() => restoreScript(script, id)}
            />
          ))}
          {removedPapers.map((paper) => (
            <RemovedItem
              key={paper.id}
              kind={messages.ledger.removedPaper}
              title={paper.title}
              bringBack={() => restorePaper(paper)}
            />
          ))}
          {removedMusic.map(({ id: music, title }) => (
            <RemovedItem
              key={music}
              kind={messages.ledger.removedMusic}
              title={title}
              bringBack={() => act('music.restore', { music }).catch(tellWrong)}
            />
          ))}
        </ul>
      </section>
      <section aria-labelledby="ledger-records">
        <div className="ledger-bar">
          <h2 id="ledger-records">{messages.ledger.entries}</h2>
          <ToggleGroup.Root
            className="ledger-filters"
            type="single"
            value={filter}
            aria-label={messages.ledger.filter}
            onValueChange={(value) => setFilter(isFilter(value) ? value : 'all')}
          >
            {Object.entries(messages.ledger.filters).map(([name, label]) => (
              <ToggleGroup.Item key={name} value={name}>
                {label}
              </ToggleGroup.Item>
            ))}
          </ToggleGroup.Root>
          <input
            className="field"
            type="search"
            aria-label={messages.ledger.search}
            placeholder={messages.ledger.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        {error && <Failed error={error} retry={() => void refetch()} />}
        {!entries && !error && <Waiting text={messages.ledger.loading} />}
        {entries?.length === 0 && <p className="quiet">{`${messages.ledger.empty} ${messages.ledger.emptyLine}`}</p>}
        {entries && entries.length > 0 && shown?.length === 0 && <p className="quiet">{messages.ledger.none}</p>}
        {shown && <Entries shown={shown} person={studio?.person?.name ?? ''} />}
      </section>
    </div>
  );
}

/** Something that was put away, and the way back. */
function RemovedItem({ kind, title, bringBack }: { kind: string; title: string; bringBack: () => void }) {
  return (
    <li>
      <span>
        <span className="quiet">{kind}</span> {title}
      </span>
      <p className="rights-line">
        <button
          type="button"
          className="linkish"
          aria-label={messages.ledger.bringBackOf(title)}
          onClick={() => bringBack()}
        >
          {messages.ledger.bringBack}
        </button>
      </p>
    </li>
  );
}

/** The way back from subtitles that were given to a film. */
function TakeAway({ film }: { film: string }) {
  return (
    <>
      {' '}
      <button
        type="button"
        className="linkish"
        onClick={() =>
          void act('media.removeSubtitles', { media: film }).then(() => tell(messages.open.subtitlesGone), tellWrong)
        }
      >
        {actionView('media.removeSubtitles').label}
      </button>
    </>
  );
}

function Entries({ shown, person }: { shown: readonly Line[]; person: string }) {
  return (
    <ol>
      {shown.map((line, index) => {
        const date = day(line.entry.at);
        const before = shown[index - 1];
        const newDay = index === 0 || day(shown[index - 1]!.entry.at) !== date;
        return (
          <li key={line.entry.id}>
            {newDay && <p className="entry-day">{date}</p>}
            <div className="entry" data-by={line.by}>
              <span className="time quiet">{clock(line.entry.at)}</span>
              <span>
                {line.what}
                {line.subtitlesOf !== undefined && <TakeAway film={line.subtitlesOf} />}
              </span>
              <span className="entry-who">
                {line.who}
                {line.by === 'model' && person !== '' && (
                  <span className="quiet">{` ${messages.ledger.onBehalf} ${person}`}</span>
                )}
              </span>
              {line.why && (newDay || line.why !== before?.why) && <span className="entry-why">{line.why}</span>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function kindOf(item: object): string {
  const { itemFilm, itemScript, itemMusic, itemStill } = messages.ledger;
  if ('info' in item) return itemFilm;
  if ('mirror' in item) return itemScript;
  return 'removed' in item ? itemMusic : itemStill;
}

function isFilter(value: string): value is Filter {
  return value in messages.ledger.filters;
}
