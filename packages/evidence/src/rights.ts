/** On what ground an item (script, film, data set) is here at all. */
export type Basis = 'own' | 'licensed' | 'open-licence' | 'public-domain' | 'unknown';

export const BASES: readonly Basis[] = ['own', 'licensed', 'open-licence', 'public-domain', 'unknown'];

/** What may be done with an item. Every script, film and data set carries one. */
export interface Rights {
  readonly version: 1;
  readonly basis: Basis;
  /** A licence's name, a contract, a person to ask. */
  readonly note?: string;
  /** May models learn from it and from decisions about it? */
  readonly mayLearnFrom: boolean;
  /** May its words, frames or sound be sent to another machine? */
  readonly mayLeaveMachine: boolean;
  /** May it, or what is cut from it, be written out as a file for others? */
  readonly mayExport: boolean;
}

/**
 * The rights an item gets when a person has said nothing but its basis: nothing is learned from
 * it and nothing leaves the machine. Export is allowed only on a ground that was stated.
 */
export function defaultRights(basis: Basis = 'unknown'): Rights {
  return { version: 1, basis, mayLearnFrom: false, mayLeaveMachine: false, mayExport: basis !== 'unknown' };
}

/** The rights of something made from several items: what all of them allow. */
export function combineRights(rights: readonly Rights[]): Rights {
  const [first, ...rest] = rights;
  if (!first) return defaultRights();
  return rest.reduce<Rights>(
    (all, one) => ({
      version: 1,
      basis: all.basis === one.basis ? all.basis : 'unknown',
      mayLearnFrom: all.mayLearnFrom && one.mayLearnFrom,
      mayLeaveMachine: all.mayLeaveMachine && one.mayLeaveMachine,
      mayExport: all.mayExport && one.mayExport,
    }),
    first,
  );
}
