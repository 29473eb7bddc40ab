/**
 * Where the pixels of a film come from, by IPTC's vocabulary of digital source types, which C2PA uses. Those that this
 * studio writes of its own films; of others' any may be read.
 */
export type DigitalSourceType =
  | 'composite'
  | 'compositeCapture'
  | 'compositeWithTrainedAlgorithmicMedia'
  | 'trainedAlgorithmicMedia';

const VOCABULARY = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** The address that stands in a manifest. */
export function sourceAddress(type: string): string {
  return VOCABULARY + type;
}

/** The term of an address; the address itself where it is of another vocabulary. */
export function sourceTerm(address: string): string {
  return address.replace(/^https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\//, '');
}

/** Made from life by a camera, by themselves or put together. */
const CAPTURES: ReadonlySet<string> = new Set(['digitalCapture', 'computationalCapture', 'compositeCapture']);
/** At least in part by a model that was trained; `compositeSynthetic` says so of some of its parts without saying how. */
const GENERATED: ReadonlySet<string> = new Set([
  'trainedAlgorithmicMedia',
  'trainedAlgorithmicData',
  'compositeWithTrainedAlgorithmicMedia',
  'compositeSynthetic',
]);

/**
 * The source type of a film that is cut from others. It is a mix of elements, so some composite: `composite` says that
 * any of them may or may not be generated, which is all that is known of films without credentials.
 * `compositeCapture` says that every element is a capture of real life: only where each film's own credentials say so,
 * or a person does, and nothing was drawn on it (titles are not captured). A model's pixels anywhere make it
 * `compositeWithTrainedAlgorithmicMedia`, whatever else is said.
 *
 * @param films per film the source types that its credentials name (`Credentials.sources`); empty where there are none
 */
export function sourceOfCut(
  films: readonly (readonly string[])[],
  cut: { readonly drawn: boolean },
): Extract<DigitalSourceType, `composite${string}`> {
  if (films.some((sources) => sources.some((source) => GENERATED.has(source)))) {
    return 'compositeWithTrainedAlgorithmicMedia';
  }
  const captured = films.length > 0 && films.every((all) => all.length > 0 && all.every((one) => CAPTURES.has(one)));
  return captured && !cut.drawn ? 'compositeCapture' : 'composite';
}
