import type { ShotHit, ShotSearch } from '@second-unit/footage/search';
import type { MediaSummary, ProductionView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { shotsQuery } from '../api/queries.ts';
import { Failed, Waiting } from '../ui/states.tsx';
import { footageMessages } from './messages.ts';
import { SearchFacts } from './search-facts.tsx';
import { ShotGrid, type Tile } from './shot-grid.tsx';

interface Props {
  production: ProductionView;
  media: MediaSummary;
  query: string;
  /** Does the focus go to the first shot, once it is found? */
  entered: boolean;
  everywhere: boolean;
  /** Is the size of any shot of the film known? */
  sized: boolean;
  /** Id of the shot on the screen, and of the one that is chosen. */
  current: string | undefined;
  chosen: string | undefined;
  onQuery: (query: string) => void;
  onChoose: (index: number) => void;
}

/** The shots that are all that was asked for, the surest first; one of another film opens that film there. */
export function FoundShots(props: Props) {
  const { production, media, query, entered, everywhere, sized, current, chosen, onQuery, onChoose } = props;
  const { data, error, refetch, isPlaceholderData } = useQuery(
    shotsQuery(production.id, query, everywhere ? undefined : media.id),
  );
  const navigate = useNavigate();
  const tiles = useMemo(() => tilesOf(production, media, data?.hits ?? []), [production, media, data]);
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting text={footageMessages.search.searching} />;
  const choose = ({ media: of, shot }: Tile) => {
    if (of.id === media.id) onChoose(shot.index);
    else {
      void navigate({
        to: '/p/$production/footage/{-$media}',
        params: { production: production.id, media: of.id },
        search: { frame: shot.startFrame, q: query, everywhere: true },
      });
    }
  };
  return (
    <>
      <SearchFacts found={data} sized={sized} onLeaveOut={(terms) => onQuery(written(terms))} />
      <ShotGrid
        media={media}
        tiles={tiles}
        current={tiles.findIndex((tile) => tile.media.id === media.id && tile.shot.id === current)}
        {...(chosen === undefined ? {} : { chosen })}
        toFirst={entered && !isPlaceholderData}
        onChoose={choose}
      />
    </>
  );
}

function tilesOf(production: ProductionView, shown: MediaSummary, hits: readonly ShotHit[]): Tile[] {
  const films = new Map([...production.media, shown].map((one) => [one.id, one]));
  return hits.flatMap(({ media, shot, reasons }) => {
    const film = films.get(media);
    const note = reasons.map((reason) => `${reason.because} (${reason.confidence.toFixed(2)})`).join(', ');
    return film ? [{ media: film, shot, ...(note === '' ? {} : { note }) }] : [];
  });
}

function written(terms: ShotSearch['terms']): string {
  return terms.map(({ text, not }) => (not ? `-${text.replaceAll(' ', '-')}` : text)).join(', ');
}
