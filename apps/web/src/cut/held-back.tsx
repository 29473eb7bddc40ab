import type { CutView } from '@second-unit/studio/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DropdownMenu } from 'radix-ui';
import { productionQuery } from '../api/queries.ts';
import { useAskRights } from '../frame/open-file.tsx';
import { messages } from '../messages.ts';

const words = messages.cut.heldBack;

interface Props {
  view: CutView;
  /** Told when one goes there: a sheet that the question would lie under closes. */
  onGo?: () => void;
}

/** What holds the cut back, where nobody has said yet whose it is: that can be asked here. */
function useUnsaid({ production, heldBackBy }: CutView) {
  const { data } = useQuery(productionQuery(production));
  const all = [...(data?.media ?? []), ...(data?.music ?? []), ...(data?.scripts ?? [])];
  const held = all.find(({ id }) => id === heldBackBy);
  return held?.rights.basis === 'unknown' ? held : undefined;
}

/** Why neither the render nor a timeline of the cut may be saved, and the way to say more; nothing where it may. */
export function HeldBack({ view, onGo, className = '' }: Props & { className?: string }) {
  const unsaid = useUnsaid(view);
  const ask = useAskRights();
  if (view.exportRefused === undefined) return null;
  return (
    <p className={`${className} quiet`.trim()}>
      {view.exportRefused}{' '}
      {unsaid ? (
        <button
          type="button"
          className="linkish"
          onClick={() => {
            onGo?.();
            ask(unsaid, true);
          }}
        >
          {words.say(unsaid.title)}
        </button>
      ) : (
        <Link className="linkish" to="/p/$production/ledger" params={{ production: view.production }} onClick={onGo}>
          {words.ledger}
        </Link>
      )}
    </p>
  );
}

/** The same as lines of a menu. */
export function HeldBackItems({ view }: Props) {
  const unsaid = useUnsaid(view);
  const ask = useAskRights();
  if (view.exportRefused === undefined) return null;
  return (
    <>
      <DropdownMenu.Label className="export-refused quiet">{view.exportRefused}</DropdownMenu.Label>
      {unsaid ? (
        <DropdownMenu.Item className="menu-item" onSelect={() => ask(unsaid, true)}>
          {words.say(unsaid.title)}
        </DropdownMenu.Item>
      ) : (
        <DropdownMenu.Item className="menu-item" asChild>
          <Link to="/p/$production/ledger" params={{ production: view.production }}>
            {words.ledger}
          </Link>
        </DropdownMenu.Item>
      )}
    </>
  );
}
