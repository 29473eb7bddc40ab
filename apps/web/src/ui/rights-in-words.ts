import type { Rights } from '@second-unit/evidence';
import { messages } from '../messages.ts';

/**
 * What may be done with an item, as one sentence and its note. The sample is nobody's in front of
 * the screen, so of it the note says the ground.
 */
export function rightsInWords(rights: Rights, sample: boolean): string {
  const note = rights.note?.trim().replace(/\.$/, '');
  const ours = sample && rights.basis === 'own';
  const basis = ours ? (note ?? messages.rights.sample) : messages.rights.bases[rights.basis];
  const line = messages.rights.line(basis, rights.mayLearnFrom, rights.mayLeaveMachine, rights.mayExport);
  return note && !ours ? `${line} ${note}.` : line;
}
