import type { ProductionView } from '@second-unit/studio/contract';
import { createContext, type ReactNode, useContext, useMemo } from 'react';

type Viewing = NonNullable<ProductionView['media'][number]['viewing']>;

const Context = createContext<ReadonlyMap<string, Viewing>>(new Map());

/** Tells every picture below how each film of the production is looked at. */
export function Viewed({ media, children }: { media: ProductionView['media']; children: ReactNode }) {
  const by = useMemo(
    () => new Map(media.flatMap(({ id, viewing }) => (viewing ? [[id, viewing] as const] : []))),
    [media],
  );
  return <Context value={by}>{children}</Context>;
}

/** How a film is looked at; undefined as recorded. */
export function useViewing(media: string): Viewing | undefined {
  return useContext(Context).get(media);
}
