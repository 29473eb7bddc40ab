import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The sample screenplay, CC BY 4.0: a Fountain file beside this one. */
export const sampleScriptPath: string = fileURLToPath(new URL('./living-or-otherwise.fountain', import.meta.url));

/** The text of the sample screenplay. */
export async function readSampleScript(): Promise<string> {
  return readFile(sampleScriptPath, 'utf8');
}
