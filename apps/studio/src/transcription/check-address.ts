import { Fault } from '@second-unit/evidence';
import { isForbiddenHost } from '../gate/addresses.ts';

/**
 * Checks the address of a model's server before it is kept. `key` is the variable that its key belongs in. The gate
 * looks at every address again when something is sent: a name may come to stand for another. Errors: 'input' for an
 * address that is none or holds a key, 'refused' for one that nothing is ever sent to.
 */
export function checkAddress(address: string, key: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new Fault('input', 'The address of a model’s server begins with http:// or https://.', { place: address });
  }
  if (url.username !== '' || url.password !== '') {
    throw new Fault('input', `An address holds no key; put it into the variable ${key}.`, { place: url.origin });
  }
  if (isForbiddenHost(url)) {
    throw new Fault('refused', `${url.hostname} is an address that nothing is ever sent to (link-local or metadata).`, {
      place: url.origin,
    });
  }
}
