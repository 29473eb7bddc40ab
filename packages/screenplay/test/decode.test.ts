import { describe, expect, it } from 'vitest';
import { decode, decodeWindows1252, MAX_BYTES, parse, toDocument } from '../src/index.ts';

function thrown(work: () => unknown): { code?: unknown; message: string; place?: unknown } {
  try {
    work();
  } catch (error) {
    return error as { code?: unknown; message: string };
  }
  throw new Error('nothing was thrown');
}

describe('decode', () => {
  it('keeps a byte-order mark, in UTF-8 and in both orders of UTF-16', () => {
    const text = '\ufeffINT. CAFÉ - DAY\r\n\r\nDéjà vu 🎬';
    const little = new Uint8Array(text.length * 2);
    const big = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at++) {
      new DataView(little.buffer).setUint16(at * 2, text.charCodeAt(at), true);
      new DataView(big.buffer).setUint16(at * 2, text.charCodeAt(at), false);
    }
    expect(decode(new TextEncoder().encode(text))).toBe(text);
    expect(decode(little)).toBe(text);
    expect(decode(big)).toBe(text);
    expect(toDocument(parse(decode(little))).elements[0]).toMatchObject({ type: 'sceneHeading', from: 1 });
  });

  it('takes an empty file for an empty script', () => {
    expect(decode(new Uint8Array())).toBe('');
    expect(toDocument(parse(''))).toEqual({ format: 'second-unit/screenplay@1', titlePage: [], elements: [] });
  });

  it('refuses a picture, with its name and what to do', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
    const error = thrown(() => decode(png, 'poster.fountain'));
    expect(error).toMatchObject({ code: 'input', place: 'poster.fountain' });
    expect(error.message).toMatch(/^poster\.fountain cannot be read as a screenplay: .*UTF-8/);
  });

  it('refuses what holds a NUL, and UTF-16 that is cut off', () => {
    expect(thrown(() => decode(new TextEncoder().encode('INT. A\0B')))).toMatchObject({ code: 'input' });
    expect(thrown(() => decode(Uint8Array.of(0xff, 0xfe, 0x41)))).toMatchObject({ code: 'input' });
  });

  it('refuses Latin-1 and says from where on', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('x'.repeat(9000)), 0xe9, 0x20]);
    expect(thrown(() => decode(bytes)).message).toContain('(byte 9,001, in line 1)');
    expect(thrown(() => decode(Uint8Array.of(0x41, 0xff, 0x42))).message).toContain('(byte 2, in line 1)');
    const cut = new TextEncoder().encode(`${'x'.repeat(8191)}é`).subarray(0, 8192);
    expect(thrown(() => decode(cut)).message).toContain('(byte 8,192, in line 1)');
    const across = new Uint8Array([...new TextEncoder().encode('x'.repeat(4095)), 0xe2, 0x82, 0x20]);
    expect(thrown(() => decode(across)).message).toContain('(byte 4,096, in line 1)');
  });

  it('names the byte and the line, past a replacement character of its own', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('\ufffd\r\nINT. '), 0xff]);
    expect(thrown(() => decode(bytes)).message).toContain('(byte 11, in line 2)');
  });

  it('suggests Windows-1252 where the bytes make sense as that, and reads it on request', () => {
    const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    const bytes = latin('INT. CAF\xc9 - JOUR\r\n\r\nIl dit\xa0: \x93d\xe9j\xe0 vu\x94\x85\r\n');
    const { message } = thrown(() => decode(bytes, 'café.fountain')) as { message: string };
    expect(message).toContain('(byte 9, in line 1); it may be Windows-1252');
    expect(decodeWindows1252(bytes)).toBe('INT. CAFÉ - JOUR\r\n\r\nIl dit\u00a0: “déjà vu”…\r\n');
    // Cyrillic of Windows-1251, damaged UTF-8, a picture: none of them.
    expect(decodeWindows1252(latin('\xc8\xcd\xd2. \xca\xd3\xd5\xcd\xdf - \xc4\xc5\xcd\xdc'))).toBeUndefined();
    expect(decodeWindows1252(latin('Caf\xc3\xa9 and caf\xe9 and so on and on'))).toBeUndefined();
    expect(decodeWindows1252(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBeUndefined();
  });

  it('refuses more than 16 MB of text before it reads any of it', () => {
    const long = new Uint8Array(MAX_BYTES + 1);
    const error = thrown(() => decode(long, 'long.fountain'));
    expect(error).toMatchObject({ code: 'too-large' });
    expect(error.message).toBe('long.fountain has 128 MB; the text of a screenplay may have up to 16 MB.');
    expect(thrown(() => decode(long, 'long.fdx', MAX_BYTES)).message).toContain('up to 128 MB.');
  });
});
