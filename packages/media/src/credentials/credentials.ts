/** How far a file's content credentials can be believed. */
export type CredentialsState = 'none' | 'valid' | 'untrusted-signer' | 'tampered';

/** What somebody says was done; the names of C2PA's standard actions. */
export interface CredentialAction {
  /** `c2pa.created`, `c2pa.placed`, `c2pa.edited` … */
  readonly action: string;
  /** Where its pixels come from: a term of IPTC's digital source types, without its address. */
  readonly source?: string;
  /** As the signer says it, ISO 8601. */
  readonly when?: string;
}

/** A file that went into this one. */
export interface CredentialIngredient {
  /** `parentOf`, `componentOf` or `inputTo`. */
  readonly relationship: string;
  readonly title?: string;
  /** Its media type. */
  readonly format?: string;
  /** Has it credentials of its own, and did they verify when it was put in? */
  readonly credentials: 'none' | 'verified' | 'failed';
}

export interface CredentialSigner {
  /** What its certificate says; anybody can write anything there, so read it with the state. */
  readonly organisation?: string;
  readonly name?: string;
  /** Serial number of its certificate, decimal. */
  readonly serial?: string;
  /** `es256` and the like. */
  readonly algorithm?: string;
}

/**
 * A file's content credentials (C2PA), as they were read. `valid`: nothing was changed and the signer is one that the
 * reader trusts. `untrusted-signer`: nothing was changed since it was signed, and nothing proves who signed. `tampered`:
 * what is there is not what was signed.
 */
export interface Credentials {
  readonly state: CredentialsState;
  readonly signer?: CredentialSigner;
  /** When it was signed, ISO 8601: by a time-stamp, or only by the signer's own word. */
  readonly at?: string;
  readonly atBy?: 'time-stamp' | 'signer';
  /** The program that made it, as it calls itself. */
  readonly generator?: string;
  readonly actions: readonly CredentialAction[];
  readonly ingredients: readonly CredentialIngredient[];
  /** Digital source types of this file and of everything that went into it, as far as credentials say. */
  readonly sources: readonly string[];
  /** What does not hold, and what could not be looked at, in sentences. */
  readonly problems: readonly string[];
}

/** What credentials are signed with. */
export interface Signer {
  /** PEM: its own certificate first, then those that vouch for it up to the root. */
  readonly certificates: string;
  /** PEM of the private key: PKCS #8, SEC 1 or PKCS #1; not encrypted. */
  readonly key: string;
}
