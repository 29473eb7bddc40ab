import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Signer } from './credentials.ts';

/** Stands in its certificates as organisation, so that every reader shows what it is. */
export const LOCAL_SIGNER = 'Second Unit local signer, not verified';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';
const DAY = 24 * 3600 * 1000;
/** Years. Nobody stamps the time here, so what it signed holds only as long as the certificate does. */
const YEARS = { root: 20, leaf: 10 };

/** A positive number of 16 bytes, as hex. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}

const pem = (label: string, der: ArrayBuffer): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

/**
 * Makes a signer for this machine: a root and a leaf with the uses that C2PA asks for (ES256). Both say that nobody has
 * verified them. The root's private key is thrown away once it has signed the leaf, so that nothing else can ever be
 * vouched for by it.
 */
export async function makeLocalSigner(at = new Date()): Promise<Signer> {
  const keys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const [rootKeys, leafKeys] = await Promise.all([keys(), keys()]);
  // A clock that is a little behind must not call it not yet valid.
  const notBefore = new Date(at.getTime() - DAY);
  const until = (years: number): Date => new Date(at.getTime() + years * 365 * DAY);
  const name = (what: string): Record<string, string[]>[] => [{ O: [LOCAL_SIGNER] }, { CN: [what] }];
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: name('Local root'),
      notBefore,
      notAfter: until(YEARS.root),
      signingAlgorithm: ALGORITHM,
      keys: rootKeys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(rootKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  const leaf = await X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      issuer: root.subject,
      subject: name('Local signer'),
      notBefore,
      notAfter: until(YEARS.leaf),
      signingAlgorithm: ALGORITHM,
      publicKey: leafKeys.publicKey,
      signingKey: rootKeys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([DOCUMENT_SIGNING]),
        await SubjectKeyIdentifierExtension.create(leafKeys.publicKey, false, webcrypto),
        await AuthorityKeyIdentifierExtension.create(rootKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return {
    certificates: [leaf, root].map(({ rawData }) => pem('CERTIFICATE', rawData)).join(''),
    key: pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey)),
  };
}
