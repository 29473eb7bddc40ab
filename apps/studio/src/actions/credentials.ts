import { getProduction } from '../database/index.ts';
import { chooseSigning, credentialsSettings, signerView } from '../productions/credentials.ts';
import { chooseCertificate, chooseTrusted } from '../productions/credentials-signer.ts';
import type { Actions } from './action.ts';

export const credentialActions = {
  'credentials.set': async (studio, { production, signs }) => {
    const { id } = await getProduction(studio.store, production);
    await chooseSigning(studio.store, id, signs);
    studio.events.emit({ kind: 'production', production: id });
    return credentialsSettings(studio, id);
  },

  'credentials.useCertificate': async (studio, { certificate }) => {
    await chooseCertificate(studio.store, certificate);
    return signerView(studio);
  },

  'credentials.trust': async (studio, { roots }) => {
    await chooseTrusted(studio.store, roots);
    return signerView(studio);
  },
} satisfies Partial<Actions>;
