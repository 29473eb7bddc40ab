import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readKit } from '../bench/peers/kit.ts';

/** The page is made by a command, which nobody may have run since the kit changed. */
it('docs/conformance.md is of the kit as it is: else run `npm run bench -- conformance --write`', () => {
  const { cases, specification, digest } = readKit();
  const page = readFileSync(new URL('../docs/conformance.md', import.meta.url), 'utf8');
  expect(page.split('\n')[2]).toBe(`Kit: ${cases.length} cases, ${specification}, digest ${digest}.`);
  expect(page).toContain(`\n| all | ${cases.length} | ${cases.length} |`);
});

it('every case of the kit belongs to a construct of the page', () => {
  const page = readFileSync(new URL('../docs/conformance.md', import.meta.url), 'utf8');
  for (const { construct } of readKit().cases) expect(page).toContain(`\n| ${construct} |`);
});
