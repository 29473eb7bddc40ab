import { toFault } from '@second-unit/evidence';
import { openThingFinder } from '@second-unit/footage/things';
import { sealNetwork } from '../gate/index.ts';

/** A process of its own that encodes words by the owner's model and prints the answer as JSON. */

sealNetwork();
const [manifest = '', words = ''] = process.argv.slice(2);
let answer: object;
try {
  const { kind, model } = await openThingFinder(manifest);
  answer =
    kind === 'image-text'
      ? { model: `${model.name} ${model.version}`, encoding: [...(await model.encodeText(words))] }
      : { message: 'The model that is set finds things of a list; it knows no other words.' };
} catch (thrown) {
  answer = { message: toFault(thrown).message };
}
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
