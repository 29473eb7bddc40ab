import { headingsOf } from '../continuity/heading-facts.ts';
import { namesOfPlaces } from '../continuity/places.ts';
import { LIMITS } from '../limits.ts';
import { type Look, range } from '../reading.ts';

/** What was not looked at, because there is too much of it: silence would look like praise. */
export const leftOut: Look = (reading) => {
  const { characters, speeches, document } = reading;
  const places = namesOfPlaces(headingsOf(reading));
  const said = [
    ...(characters.length > LIMITS.names ? [over('spelling of names', characters.length, LIMITS.names, 'names')] : []),
    ...(places > LIMITS.places ? [over('spelling of places', places, LIMITS.places, 'places')] : []),
    ...(speeches.length > LIMITS.speeches ? [over('voice', speeches.length, LIMITS.speeches, 'speeches')] : []),
  ];
  const [first] = document.elements;
  if (said.length === 0 || first === undefined) return [];
  return [
    {
      id: 'left-out',
      area: 'overview',
      language: 'any',
      what: 'left out, as there is too much to compare',
      value: said,
      confidence: 1,
      method:
        'What is compared pair by pair, or with each person in turn, is left out of a script with more than this.',
      evidence: [range(first)],
    },
  ];
};

function over(what: string, count: number, most: number, unit: string): string {
  return `${what} (${count.toLocaleString('en')} ${unit}, compared up to ${most.toLocaleString('en')})`;
}
