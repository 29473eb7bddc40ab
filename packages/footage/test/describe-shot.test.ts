import { Fault } from '@second-unit/evidence';
import { MockLanguageModelV4 } from 'ai/test';
import { describe, expect, it } from 'vitest';
import { describeShot } from '../src/things/index.ts';

const shot = { id: 'f1', media: 'm1', frame: 40, jpeg: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9) };

function answering(text: string): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    modelId: 'a-vision-model',
    doGenerate: {
      content: [{ type: 'text', text }],
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: {
        inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 1, text: 1, reasoning: 0 },
      },
      warnings: [],
    },
  });
}

const said = {
  text: 'A red car drives along a wet street at night.',
  setting: 'street, night',
  objects: ['car', 'street lamp'],
  action: 'a car drives by',
};

describe('what a vision-language model says of a shot', () => {
  it('is a finding that names the model and the frame', async () => {
    const model = answering(JSON.stringify(said));
    const finding = await describeShot(model, shot);
    expect(finding).toMatchObject({ id: 'f1', what: 'shot description', value: said });
    expect(finding.method).toContain('a-vision-model');
    expect(finding.evidence).toEqual([{ kind: 'film', media: 'm1', startFrame: 40, endFrame: 41 }]);
    // It is given the frame and told to leave alone who people are; it has no tools.
    const [call] = model.doGenerateCalls;
    expect(JSON.stringify(call?.prompt)).toContain('Do not say or guess who anybody is');
    expect(call?.prompt.at(-1)?.content).toContainEqual(
      expect.objectContaining({ type: 'file', mediaType: 'image/jpeg' }),
    );
    expect(call?.tools ?? []).toEqual([]);
  });

  it('is read out of fences and talk, cut to a line, and left out where it is no answer', async () => {
    const fenced = await describeShot(answering(`Sure!\n\`\`\`json\n${JSON.stringify(said)}\n\`\`\``), shot);
    expect(fenced.value).toEqual(said);
    const odd = { text: `a\n\u0000b${'x'.repeat(1000)}`, objects: ['cup', 7, ''], action: null };
    const { value } = await describeShot(answering(JSON.stringify(odd)), shot);
    expect(value.text).toMatch(/^a bx+$/);
    expect(value.text).toHaveLength(300);
    expect(value).toMatchObject({ setting: '', objects: ['cup'], action: '' });
    for (const answer of ['', 'I cannot help with that.', '{"text": ""}', '{"text":', '[]']) {
      await expect(describeShot(answering(answer), shot)).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('a-vision-model'),
      });
    }
  });

  it('keeps what the way out refuses, and says when the model does not answer', async () => {
    const refusal = new Fault('refused', 'Nothing of “Film” may leave this machine; the lock is on.');
    const model = (error: Error) => new MockLanguageModelV4({ modelId: 'm', doGenerate: () => Promise.reject(error) });
    await expect(describeShot(model(refusal), shot)).rejects.toBe(refusal);
    await expect(describeShot(model(new Error('fetch failed', { cause: refusal })), shot)).rejects.toBe(refusal);
    await expect(describeShot(model(new Error('boom')), shot)).rejects.toMatchObject({ code: 'unavailable' });
    const stop = AbortSignal.abort();
    await expect(describeShot(answering('{}'), shot, stop)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
