import { act } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { tell, tellWrong } from '../frame/toasts.tsx';
import { peopleMessages as words } from './messages.ts';

/** What is known of people is asked for again, in every film: a name holds in all of them. */
export function refreshPeople(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['people'] });
}

/** Removes a person, or everybody, and says what could not be cleaned. */
export function forget(production: string, person?: string): void {
  act('people.forget', { production, ...(person === undefined ? {} : { person }) })
    .then(({ people, faces, left }) => {
      tell(words.forgotten(people, faces));
      if (left.length > 0) tell(words.left(left), true);
    })
    .then(refreshPeople)
    .catch(tellWrong);
}
