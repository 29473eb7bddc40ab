import { expect, it } from 'vitest';
import { whyNoCredentials } from '../src/credentials/index.ts';

it('a process that came to no answer is no reason to say that there are no content credentials', async () => {
  expect(await whyNoCredentials({ limits: { stallSeconds: 0.01 } })).toBeTypeOf('string');
  const why = await whyNoCredentials();
  if (process.platform === 'linux' && process.arch === 'x64') expect(why).toBeUndefined();
  else expect(why).toContain(process.platform);
});
