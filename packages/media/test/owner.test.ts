import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isOwnerGone, ownerTag } from '../src/process/owner.ts';

const MODULE = new URL('../src/process/owner.ts', import.meta.url).href;
const script = `import('${MODULE}').then(({ ownerTag }) => console.log(ownerTag()))`;
/** Of util-linux. */
const UNSHARE = 'unshare';
const apart = ['--user', '--map-root-user', '--pid', '--fork'];
const canUnshare = spawnSync(UNSHARE, [...apart, 'true']).status === 0;
if (!canUnshare) console.warn('skipped: owners in another PID namespace (unshare is not there, or may not be used)');

describe('the owner of a file that is being written', () => {
  it('is gone when its process has ended', () => {
    expect(isOwnerGone(ownerTag())).toBe(false);
    const tag = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
    expect(isOwnerGone(tag)).toBe(true);
  });

  it.skipIf(!canUnshare)('is not known to be gone where processes have other numbers', () => {
    const tag = execFileSync(UNSHARE, [...apart, process.execPath, '-e', script], { encoding: 'utf8' }).trim();
    const [host] = tag.split('-');
    // No process of this number runs here; in there one may.
    expect(isOwnerGone(`${host}-999999999-00000000`)).toBe(false);
  });
});
