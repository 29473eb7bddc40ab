import type { Credentials } from '@second-unit/media/credentials/said';
import { z } from 'zod';
import { action, id, text } from './action-spec.ts';

/** `GET /cuts/:id/credentials` and `GET /papers/:id/credentials` of its render, `GET /media/:id/credentials` of a film as it came. */
export interface CredentialsView extends Credentials {
  /** Was it signed with the certificate that this studio signs with now? */
  readonly ours: boolean;
}

/** `GET /productions/:id/credentials`. */
export interface CredentialsSettings {
  /** Are renders of this production signed? */
  readonly signs: boolean;
  /** Why nothing can be signed or checked on this machine, in a sentence. */
  readonly unavailable?: string;
  readonly signer: {
    /** `local`: made by the studio, vouched for by nobody. `own`: the owner's certificate. */
    readonly kind: 'local' | 'own';
    readonly name?: string;
    /** When its certificate ends, ISO 8601. */
    readonly until?: string;
    /** Path of the owner's certificate. */
    readonly certificate?: string;
    /** Why it cannot sign, in a sentence. */
    readonly problem?: string;
  };
  /** Path of the roots whose signers count as trusted; none, and nobody is. */
  readonly trusted?: string;
}

const path = text(4096).min(1);

export const CREDENTIALS_ACTIONS = {
  'credentials.set': action<CredentialsSettings>()({
    name: 'credentials.set',
    label: 'Sign renders with content credentials',
    room: 'cut',
    input: z.object({ production: id, signs: z.boolean() }),
  }),
  'credentials.useCertificate': action<Omit<CredentialsSettings, 'signs'>>()({
    name: 'credentials.useCertificate',
    label: 'Sign with a certificate of your own',
    room: 'studio',
    /** Whole paths of PEM files on this machine, which stay where they are; null goes back to the studio's own. */
    input: z.object({ certificate: z.object({ chain: path, key: path }).nullable() }),
  }),
  'credentials.trust': action<Omit<CredentialsSettings, 'signs'>>()({
    name: 'credentials.trust',
    label: 'Choose whose signatures are trusted',
    room: 'studio',
    /** Whole path of a PEM file of root certificates; null trusts nobody. */
    input: z.object({ roots: path.nullable() }),
  }),
} as const;
