import { writeFileSync } from 'node:fs';
import { fileText, kit } from './kit.ts';

/** Writes `conformance/*.json` from the cases: `node packages/screenplay/test/conformance/write.ts`. */
for (const [name, cases] of Object.entries(kit)) {
  writeFileSync(new URL(`../../conformance/${name}.json`, import.meta.url), fileText(cases));
}
