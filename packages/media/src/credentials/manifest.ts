import { type DigitalSourceType, sourceAddress } from './source-type.ts';

/** A film that was cut into the one that is signed. */
interface SignedIngredient {
  /** Its media type. */
  readonly format: string;
  /** Where it lies, where it has credentials of its own: they are then kept with the new ones. Never written. */
  readonly path?: string;
  /** Only what the person wants to be read by everybody. */
  readonly title?: string;
}

/** What a manifest says. */
export interface ManifestRequest {
  /** Version of the program that made the film. */
  readonly version: string;
  readonly source: DigitalSourceType;
  /** ISO 8601. */
  readonly at: string;
  readonly ingredients: readonly SignedIngredient[];
  /** Ids for what is named in it; random, so that two films from one source cannot be told by them. */
  readonly ids: readonly string[];
}

interface Built {
  readonly manifest: object;
  readonly ingredients: readonly { readonly json: object; readonly path?: string; readonly format: string }[];
}

/**
 * The least that says how a film came to be: it was created from elements of some source, those were placed in it, and
 * edited. (`c2pa.opened` is for one film that was changed; a cut has components and no parent.) No name, no path, no
 * prompt and no length: the ledger keeps those.
 */
export function manifestOf(request: ManifestRequest): Built {
  const { version, source, at } = request;
  const agent = { name: 'Second Unit', version };
  const ingredients = request.ingredients.map(({ format, path, title }, index) => ({
    format,
    ...(path === undefined ? {} : { path }),
    json: {
      relationship: 'componentOf',
      label: `source-${index + 1}`,
      instance_id: `xmp:iid:${request.ids[index]}`,
      format,
      ...(title === undefined ? {} : { title }),
    },
  }));
  const actions = [
    { action: 'c2pa.created', digitalSourceType: sourceAddress(source), when: at, softwareAgent: agent },
    ...ingredients.map(({ json }) => ({ action: 'c2pa.placed', parameters: { ingredientIds: [json.label] } })),
    { action: 'c2pa.edited' },
  ];
  return {
    manifest: {
      claim_generator_info: [agent],
      assertions: [{ label: 'c2pa.actions.v2', data: { actions } }],
    },
    ingredients,
  };
}
