import type { CredentialAction, CredentialIngredient, Credentials } from './credentials.ts';
import { sourceTerm } from './source-type.ts';

/**
 * Reads the library's report on a file. Everything in it may come from the file, so nothing is taken for what it should
 * be, and nothing is longer than a person reads.
 */

type Fields = { readonly [key: string]: unknown };

const MOST = 200;
const LONGEST = 300;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.slice(0, MOST).map(fields) : [];
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const clean = value
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  return clean === '' ? undefined : [...clean].slice(0, LONGEST).join('');
}

function optional<Key extends string>(key: Key, value: unknown): { readonly [K in Key]?: string } {
  const found = text(value);
  return (found === undefined ? {} : { [key]: found }) as { readonly [K in Key]?: string };
}

const codes = (value: unknown): readonly string[] => list(value).flatMap(({ code }) => text(code) ?? []);

/** Failures that speak of who signed, and not of what. */
const OF_SIGNER = /^(signingCredential|timeStamp)\.|^claimSignature\.outsideValidity$/;

const SENTENCES: Readonly<Record<string, string>> = {
  'signingCredential.untrusted': 'Nobody whom this reader trusts vouches for the signer’s certificate.',
  'signingCredential.expired':
    'The signer’s certificate has expired, and no time-stamp says that it was signed before.',
  'signingCredential.invalid': 'The signer’s certificate is not one that may sign content credentials.',
  'signingCredential.ocsp.revoked': 'The signer’s certificate was revoked.',
  'claimSignature.outsideValidity': 'It was signed while the signer’s certificate was not valid.',
  'claimSignature.mismatch': 'The credentials were changed after they were signed.',
  'claimSignature.missing': 'The credentials are not signed.',
  'assertion.bmffHash.mismatch': 'Pictures or sound were changed after the film was signed.',
  'assertion.bmffHash.malformed': 'What the credentials say of the film’s content cannot be read.',
  'assertion.dataHash.mismatch': 'The file was changed after it was signed.',
  'assertion.hashedURI.mismatch': 'What the credentials say was changed after they were signed.',
};

function sentence(code: string): string {
  return SENTENCES[code] ?? `The credentials do not hold (${code}).`;
}

function actionsOf(manifest: Fields): readonly Fields[] {
  return list(manifest.assertions)
    .filter(({ label }) => text(label)?.startsWith('c2pa.actions') === true)
    .flatMap(({ data }) => list(fields(data).actions));
}

function sourcesOf(manifests: readonly Fields[]): string[] {
  const sources = manifests.flatMap((manifest) =>
    actionsOf(manifest).flatMap(({ digitalSourceType }) => text(digitalSourceType) ?? []),
  );
  return [...new Set(sources.map(sourceTerm))].slice(0, MOST);
}

/** @param store the library's JSON of a manifest store */
export function credentialsIn(store: unknown): Credentials {
  const { active_manifest: active, manifests, validation_results: results } = fields(store);
  const all = Object.values(fields(manifests)).slice(0, MOST).map(fields);
  const manifest = fields(fields(manifests)[String(active)]);
  const { activeManifest, ingredientDeltas } = fields(results);
  const failures = [...new Set(codes(fields(activeManifest).failure))];
  const isTrusted = codes(fields(activeManifest).success).includes('signingCredential.trusted');
  const isWhole = failures.every((code) => OF_SIGNER.test(code)) && Object.keys(manifest).length > 0;
  const deltas = list(ingredientDeltas).filter(({ validationDeltas }) =>
    codes(fields(validationDeltas).failure).some((code) => !OF_SIGNER.test(code)),
  );
  const signature = fields(manifest.signature_info);
  const actions = actionsOf(manifest);
  const stamped = text(signature.time);
  const said = actions.flatMap(({ when }) => text(when) ?? [])[0];
  const [generator] = list(manifest.claim_generator_info);
  const failedIngredients = deltas.flatMap(({ ingredientAssertionURI }) => text(ingredientAssertionURI) ?? []);
  const ingredients = list(manifest.ingredients).map(
    (one): CredentialIngredient => ({
      relationship: text(one.relationship) ?? 'componentOf',
      ...optional('title', one.title),
      ...optional('format', one.format),
      credentials: credentialsOf(one, failedIngredients),
    }),
  );
  const agent = [text(generator?.name), text(generator?.version)].filter((word) => word !== undefined).join(' ');
  return {
    state: !isWhole ? 'tampered' : isTrusted && failures.length === 0 ? 'valid' : 'untrusted-signer',
    signer: {
      ...optional('organisation', signature.issuer),
      ...optional('name', signature.common_name),
      ...optional('serial', signature.cert_serial_number),
      ...optional('algorithm', text(signature.alg)?.toLowerCase()),
    },
    ...(stamped !== undefined
      ? { at: stamped, atBy: 'time-stamp' as const }
      : said !== undefined
        ? { at: said, atBy: 'signer' as const }
        : {}),
    ...(agent === '' ? {} : { generator: agent }),
    actions: actions.map(
      (one): CredentialAction => ({
        action: text(one.action) ?? 'unknown',
        ...optional('source', text(one.digitalSourceType) && sourceTerm(String(one.digitalSourceType))),
        ...optional('when', one.when),
      }),
    ),
    ingredients,
    sources: sourcesOf(all),
    problems: [
      ...failures.map(sentence),
      ...(ingredients.some(({ credentials }) => credentials === 'failed')
        ? ['A film that went into this one has credentials that do not hold.']
        : []),
    ],
  };
}

function credentialsOf(ingredient: Fields, failed: readonly string[]): CredentialIngredient['credentials'] {
  if (text(ingredient.active_manifest) === undefined) return 'none';
  const label = text(ingredient.label);
  const had = codes(fields(fields(ingredient.validation_results).activeManifest).failure);
  const isFailed = label !== undefined && failed.some((uri) => uri.endsWith(`/${label}`));
  return isFailed || had.some((code) => !OF_SIGNER.test(code)) ? 'failed' : 'verified';
}
