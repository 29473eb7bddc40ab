import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, type Tensor, writeSafetensors } from '../src/index.ts';

const values: fc.Arbitrary<Tensor['values']> = fc.oneof(
  fc.int8Array(),
  fc.uint8Array(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
);
const tensor = values.map((one): Tensor => ({ values: one, shape: [one.length] }));
const name = fc.string({ minLength: 1 }).filter((one) => one !== '__metadata__' && one !== '__proto__');

describe('safetensors', () => {
  it('reads what it wrote, whatever the arrays and names', () => {
    fc.assert(
      fc.property(fc.dictionary(name, tensor), fc.dictionary(name, fc.string()), (tensors, metadata) => {
        const bytes = writeSafetensors({ tensors, metadata });
        const read = readSafetensors(bytes);
        expect({ ...read.metadata }).toEqual({ ...metadata });
        expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(tensors).sort());
        for (const [key, { values: one, shape }] of Object.entries(tensors)) {
          expect(read.tensors[key]!.shape).toEqual(shape);
          expect(read.tensors[key]!.values).toEqual(one);
        }
      }),
    );
  });

  it('reads a file as the format describes it, byte by byte', () => {
    const header = '{"a":{"dtype":"I16","shape":[2,1],"data_offsets":[0,4]}}';
    const bytes = new Uint8Array(8 + header.length + 4);
    bytes[0] = header.length;
    bytes.set(new TextEncoder().encode(header), 8);
    bytes.set([1, 0, 0xff, 0xff], 8 + header.length);
    const { values: read, shape } = readSafetensors(bytes).tensors.a!;
    expect([...read]).toEqual([1, -1]);
    expect(shape).toEqual([2, 1]);
  });

  it('gives equal bytes for equal content, in whatever order it is named', () => {
    const one = { values: Int8Array.of(1, 2), shape: [2] };
    const other = { values: Float32Array.of(3), shape: [1] };
    const [a, b] = [
      { metadata: { x: '1', y: '2' }, tensors: { one, other } },
      { metadata: { y: '2', x: '1' }, tensors: { other, one } },
    ];
    expect(writeSafetensors(a)).toEqual(writeSafetensors(b));
  });

  it('refuses any file that is cut short or has bytes too many', () => {
    const file = writeSafetensors({
      metadata: {},
      tensors: { a: { values: Int16Array.of(1, 2, 3), shape: [3] }, b: { values: Int8Array.of(4), shape: [1] } },
    });
    for (let length = 0; length < file.length; length++)
      expect(() => readSafetensors(file.subarray(0, length))).toThrow(/not a safetensors file/);
    expect(() => readSafetensors(Uint8Array.of(...file, 0))).toThrow(/more in it/);
  });

  it('answers any bytes with a file or with a fault for a person, never with another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          readSafetensors(bytes);
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'LearningFault', code: 'input' });
        }
      }),
    );
  });

  it('refuses a shape that is not that of its values', () => {
    const tensors = { a: { values: Int8Array.of(1, 2), shape: [3] } };
    expect(() => writeSafetensors({ metadata: {}, tensors })).toThrow(/“a”/);
  });
});
