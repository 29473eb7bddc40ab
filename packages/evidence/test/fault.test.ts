import { describe, expect, it } from 'vitest';
import { Fault, toFault } from '../src/index.ts';

describe('toFault', () => {
  it('keeps a Fault as it is', () => {
    const fault = new Fault('not-found', 'There is no such file.', { place: 'a.mp4' });
    expect(toFault(fault)).toBe(fault);
  });

  it('keeps code and place of an error of the same shape from a ground package', () => {
    const thrown = Object.assign(new Error('The file ends too early.'), { code: 'input', place: 'a.mp4, 00:01:02' });
    expect(toFault(thrown)).toMatchObject({ code: 'input', place: 'a.mp4, 00:01:02', message: thrown.message });
    expect(toFault(thrown).cause).toBe(thrown);
  });

  it('does not mistake a system error code for one of ours', () => {
    expect(toFault(Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' })).code).toBe('internal');
  });

  it('says that the disk is full, and where', () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) {
      const thrown = Object.assign(new Error(`${code}: no space left on device, write`), {
        code,
        path: '/log/plan.json',
      });
      expect(toFault(thrown)).toMatchObject({
        code: 'unavailable',
        place: '/log/plan.json',
        message: 'The disk is full, so this was not written; make room and try again.',
      });
    }
  });

  it('reads an abort as cancelled', () => {
    const controller = new AbortController();
    controller.abort();
    expect(toFault(controller.signal.reason).code).toBe('cancelled');
  });

  it('takes anything that can be thrown', () => {
    for (const thrown of ['text', undefined, null, 4, {}]) expect(toFault(thrown).code).toBe('internal');
  });
});
