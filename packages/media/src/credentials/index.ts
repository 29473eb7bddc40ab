export { whyNoCredentials } from './available.ts';
export { checkSigner, type SignerFacts } from './check-signer.ts';
export type {
  CredentialAction,
  CredentialIngredient,
  CredentialSigner,
  Credentials,
  CredentialsState,
  Signer,
} from './credentials.ts';
export { LOCAL_SIGNER, makeLocalSigner } from './local-signer.ts';
export { type ReadCredentialsOptions, readCredentials } from './read.ts';
export { type SignOptions, signCredentials } from './sign.ts';
export { type DigitalSourceType, sourceOfCut } from './source-type.ts';
