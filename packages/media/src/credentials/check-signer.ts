import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { MediaError } from '../error.ts';
import type { Signer } from './credentials.ts';
import type { SignRequest } from './operations.ts';

/** What is known of a signer once it was checked. */
export interface SignerFacts {
  /** The subject of its certificate, a name in words. */
  readonly name: string;
  /** When its certificate ends, ISO 8601. */
  readonly until: string;
  /** Serial number of its certificate, decimal, as `Credentials.signer.serial`. */
  readonly serial: string;
  readonly algorithm: SignRequest['algorithm'];
}

/** documentSigning, emailProtection, and C2PA's own claimSigning: one of them must be among its uses. */
const USES = new Set(['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4', '1.3.6.1.4.1.62558.2.1']);
const ANY_USE = '2.5.29.37.0';
const MOST_CERTIFICATES = 10;

const refuse = (message: string, cause?: unknown): MediaError => new MediaError('input', message, { cause });

function parsed(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0)
    throw refuse('There is no certificate in this file: it must be PEM text (BEGIN CERTIFICATE).');
  if (blocks.length > MOST_CERTIFICATES) throw refuse(`A chain of ${blocks.length} certificates is too long.`);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    throw refuse('A certificate in this file cannot be read.', cause);
  }
}

function keyIn(pem: string): KeyObject {
  if (/ENCRYPTED/.test(pem)) throw refuse('The private key is encrypted; give one without a password.');
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw refuse('There is no private key in this file: it must be PEM text (BEGIN PRIVATE KEY).', cause);
  }
}

const CURVES: Readonly<Record<string, SignRequest['algorithm']>> = {
  prime256v1: 'es256',
  secp384r1: 'es384',
  secp521r1: 'es512',
};

function algorithmOf(key: KeyObject): SignRequest['algorithm'] {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const algorithm = type === 'ec' ? CURVES[details?.namedCurve ?? ''] : undefined;
  if (algorithm !== undefined) return algorithm;
  if (type === 'ed25519') return 'ed25519';
  if ((type === 'rsa' || type === 'rsa-pss') && (details?.modulusLength ?? 0) >= 2048) return 'ps256';
  throw refuse(
    'A key of this kind may not sign content credentials; use P-256, P-384, P-521, Ed25519, or RSA of 2048 bits.',
  );
}

/**
 * Can this certificate and key sign content credentials at this instant? What C2PA asks of a certificate is checked
 * here, so that a person hears of it in a sentence and before a render and not after it.
 *
 * @throws MediaError `input` in one sentence: not PEM, another key's, expired, not yet valid, for other uses, a chain
 *   out of order.
 */
export function checkSigner({ certificates, key }: Signer, at = new Date()): SignerFacts {
  const chain = parsed(certificates);
  const [leaf] = chain as [X509Certificate];
  const privateKey = keyIn(key);
  if (!leaf.checkPrivateKey(privateKey)) throw refuse('The private key is not that of the first certificate.');
  if (leaf.validToDate < at) {
    throw refuse(
      `The certificate expired on ${leaf.validToDate.toISOString().slice(0, 10)}; nothing is signed with it.`,
    );
  }
  if (leaf.validFromDate > at) {
    throw refuse(`The certificate is not valid before ${leaf.validFromDate.toISOString().slice(0, 10)}.`);
  }
  if (leaf.ca) throw refuse('The first certificate is an authority’s; put the signer’s own first.');
  const uses = leaf.keyUsage ?? [];
  if (uses.includes(ANY_USE) || !uses.some((use) => USES.has(use))) {
    throw refuse('The certificate is not made for signing documents, so it may not sign content credentials.');
  }
  // C2PA says who signed by it; without it readers refuse the certificate.
  if (!/^O=/m.test(leaf.subject)) throw refuse('The certificate names no organisation (O), which readers ask for.');
  for (const [index, one] of chain.entries()) {
    const above = chain[index + 1];
    if (above !== undefined && !one.verify(above.publicKey)) {
      throw refuse(`The chain is out of order: certificate ${index + 1} is not signed by certificate ${index + 2}.`);
    }
  }
  return {
    name: nameOf(leaf),
    until: leaf.validToDate.toISOString(),
    serial: BigInt(`0x${leaf.serialNumber}`).toString(),
    algorithm: algorithmOf(privateKey),
  };
}

function nameOf({ subject }: X509Certificate): string {
  const part = (key: string): string | undefined =>
    new RegExp(`^${key}=(.*)$`, 'm').exec(subject)?.[1]?.replace(/\\(.)/g, '$1');
  return [part('CN'), part('O')].filter((word) => word !== undefined).join(', ');
}
