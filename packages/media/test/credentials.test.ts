import { createPrivateKey, X509Certificate } from 'node:crypto';
import { copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkSigner,
  LOCAL_SIGNER,
  makeLocalSigner,
  readCredentials,
  type Signer,
  signCredentials,
  sourceOfCut,
  whyNoCredentials,
} from '../src/credentials/index.ts';
import { credentialsIn } from '../src/credentials/report.ts';
import { probe } from '../src/index.ts';
import { useFolder } from './support/folder.ts';
import { encodeNumbers } from './support/numbered.ts';

/** The library's program comes for one platform only; elsewhere there is nothing to sign with. */
const RUNS = process.platform === 'linux' && process.arch === 'x64';
const at = useFolder();
const source = (): string => at('A001_C002 secret name.mp4');
const signed = (): string => at('signed.mp4');
let signer: Signer;

const asked = { version: '0.1.0', source: 'composite' as const };

async function damaged(change: (bytes: Buffer) => Buffer): Promise<string> {
  const path = at('damaged.mp4');
  await writeFile(path, change(await readFile(signed())));
  return path;
}

beforeAll(async () => {
  await encodeNumbers(source(), 30, { width: 320, height: 180 });
  signer = await makeLocalSigner();
  await copyFile(source(), signed());
  if (!RUNS) return;
  await signCredentials(signed(), { ...asked, signer, ingredients: [{ path: source(), hasCredentials: false }] });
}, 60_000);

describe('the local signer', () => {
  it('has a root and a leaf for signing documents, both of which say that they are not verified', () => {
    const [leaf, root] = (signer.certificates.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []).map(
      (pem) => new X509Certificate(pem),
    ) as [X509Certificate, X509Certificate];
    expect(leaf.subject.replaceAll('\\', '')).toContain(`O=${LOCAL_SIGNER}`);
    expect(root.subject.replaceAll('\\', '')).toContain(`O=${LOCAL_SIGNER}`);
    expect(leaf.ca).toBe(false);
    expect(root.ca).toBe(true);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.36']);
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(signer.key))).toBe(true);
    expect(checkSigner(signer)).toMatchObject({ algorithm: 'es256', name: `Local signer, ${LOCAL_SIGNER}` });
  });

  it('is refused in a sentence where it cannot sign', async () => {
    const other = await makeLocalSigner();
    const old = await makeLocalSigner(new Date('2001-01-01'));
    expect(() => checkSigner({ ...signer, key: other.key })).toThrow(
      'The private key is not that of the first certificate.',
    );
    expect(() => checkSigner(old)).toThrow('The certificate expired on 2010-12-30; nothing is signed with it.');
    expect(() => checkSigner(signer, new Date('2001-01-01'))).toThrow('The certificate is not valid before');
    expect(() => checkSigner({ ...signer, certificates: 'hello' })).toThrow('There is no certificate in this file');
    expect(() => checkSigner({ ...signer, key: 'hello' })).toThrow('There is no private key in this file');
    const ends = /-----END CERTIFICATE-----\n/;
    const [leaf, root] = signer.certificates.split(ends).map((part) => `${part}-----END CERTIFICATE-----\n`) as [
      string,
      string,
    ];
    expect(() => checkSigner({ ...signer, certificates: root + leaf })).toThrow('The private key is not that');
    const [, foreign] = other.certificates.split(ends).map((part) => `${part}-----END CERTIFICATE-----\n`) as [
      string,
      string,
    ];
    expect(() => checkSigner({ ...signer, certificates: leaf + foreign })).toThrow('The chain is out of order');
  });
});

describe('the source of a cut', () => {
  it('is never more than is known', () => {
    expect(sourceOfCut([[]], { drawn: false })).toBe('composite');
    expect(sourceOfCut([], { drawn: false })).toBe('composite');
    expect(sourceOfCut([['digitalCapture']], { drawn: false })).toBe('compositeCapture');
    expect(sourceOfCut([['digitalCapture']], { drawn: true })).toBe('composite');
    expect(sourceOfCut([['digitalCapture'], []], { drawn: false })).toBe('composite');
    const types = fc.array(fc.constantFrom('digitalCapture', 'digitalCreation', 'composite'));
    fc.assert(
      fc.property(fc.array(types), types, fc.boolean(), (films, film, drawn) => {
        const generated = [...film, 'trainedAlgorithmicMedia'];
        expect(sourceOfCut([...films, generated], { drawn })).toBe('compositeWithTrainedAlgorithmicMedia');
      }),
    );
  });
});

describe('a report of the library', () => {
  const report = (failures: readonly string[], trusted: boolean) =>
    credentialsIn({
      active_manifest: 'one',
      manifests: { one: { signature_info: { issuer: 'A film company' } } },
      validation_results: {
        activeManifest: {
          success: trusted ? [{ code: 'signingCredential.trusted' }] : [],
          failure: failures.map((code) => ({ code })),
        },
      },
    });

  it('of a certificate that has expired or is unknown speaks of the signer; any other failure of the film', () => {
    expect(report([], true).state).toBe('valid');
    expect(report(['signingCredential.expired'], true)).toMatchObject({
      state: 'untrusted-signer',
      problems: [expect.stringContaining('expired')],
    });
    expect(report(['signingCredential.untrusted'], false).state).toBe('untrusted-signer');
    expect(report(['signingCredential.untrusted', 'assertion.bmffHash.mismatch'], false).state).toBe('tampered');
    expect(report(['something.new'], true).state).toBe('tampered');
  });

  it('may be anything and is never believed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(credentialsIn(value).state).toBe('tampered');
      }),
    );
  });
});

describe.runIf(RUNS)('content credentials', () => {
  it('are written and read again', async () => {
    const read = await readCredentials(signed());
    expect(read).toMatchObject({
      state: 'untrusted-signer',
      signer: {
        organisation: LOCAL_SIGNER,
        name: 'Local signer',
        algorithm: 'es256',
        serial: checkSigner(signer).serial,
      },
      atBy: 'signer',
      generator: 'Second Unit 0.1.0',
      ingredients: [{ relationship: 'componentOf', format: 'video/mp4', credentials: 'none' }],
      sources: ['composite'],
      problems: ['Nobody whom this reader trusts vouches for the signer’s certificate.'],
    });
    expect(read.actions.map(({ action }) => action)).toEqual(['c2pa.created', 'c2pa.placed', 'c2pa.edited']);
    expect(Math.abs(Date.parse(read.at ?? '') - Date.now())).toBeLessThan(300_000);
    const root = signer.certificates.slice(signer.certificates.lastIndexOf('-----BEGIN'));
    expect(await readCredentials(signed(), { trusted: root })).toMatchObject({ state: 'valid', problems: [] });
    const { certificates } = await makeLocalSigner();
    expect(await readCredentials(signed(), { trusted: certificates })).toMatchObject({ state: 'untrusted-signer' });
  });

  it('say no name and no path', async () => {
    const bytes = (await readFile(signed())).toString('latin1');
    for (const word of ['A001_C002', 'secret', dirname(source()), 'damaged']) expect(bytes).not.toContain(word);
  });

  it('are none in a film that was not signed, and in files of other kinds', async () => {
    expect(await readCredentials(source())).toMatchObject({ state: 'none', problems: [] });
    await writeFile(at('text.mp4'), 'Not a film at all, only words.');
    expect(await readCredentials(at('text.mp4'))).toMatchObject({ state: 'none' });
    await expect(readCredentials(at('nothing.mp4'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('show that a byte was changed, that the end is missing, and that something was added', async () => {
    const middle = await damaged((bytes) => {
      const at = Math.floor(bytes.length * 0.8);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      return bytes;
    });
    expect(await readCredentials(middle)).toMatchObject({ state: 'tampered' });
    const name = await damaged((bytes) => {
      const at = bytes.indexOf('c2pa.edited');
      bytes.write('c2pa.edit3d', at, 'latin1');
      return bytes;
    });
    expect((await readCredentials(name)).state).toBe('tampered');
    const more = await damaged((bytes) =>
      Buffer.concat([bytes, Buffer.from('\0\0\0\x10freemore....', 'latin1'), bytes]),
    );
    expect((await readCredentials(more)).state).toBe('tampered');
    await copyFile(signed(), at('short.mp4'));
    await truncate(at('short.mp4'), Math.floor((await stat(signed())).size * 0.7));
    expect((await readCredentials(at('short.mp4'))).state).toBe('tampered');
  });

  it('never crash a reader, whatever bytes they are', async () => {
    const bytes = await readFile(signed());
    const box = bytes.indexOf(Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'));
    expect(box).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.nat(13_000), fc.uint8Array({ minLength: 1, maxLength: 40 }), async (offset, noise) => {
        const path = await damaged((all) => {
          all.set(noise, box - 8 + offset);
          return all;
        });
        const same = (await readFile(path)).equals(bytes);
        const state = await readCredentials(path).then(
          (read) => read.state,
          (error: unknown) => (error as { code: string }).code,
        );
        if (!same) expect(['tampered', 'none', 'input', 'untrusted-signer']).toContain(state);
      }),
      { numRuns: 4 },
    );
  });

  it('of an ingredient go on in what is made of it', async () => {
    const made = at('made.mp4');
    await copyFile(source(), made);
    const generated = at('generated.mp4');
    await copyFile(source(), generated);
    await signCredentials(generated, { ...asked, source: 'trainedAlgorithmicMedia', signer, ingredients: [] });
    await signCredentials(made, {
      ...asked,
      source: sourceOfCut([(await readCredentials(generated)).sources], { drawn: false }),
      signer,
      ingredients: [{ path: generated, hasCredentials: true, title: 'Reel one' }],
    });
    expect(await readCredentials(made)).toMatchObject({
      state: 'untrusted-signer',
      ingredients: [{ title: 'Reel one', credentials: 'verified' }],
      sources: expect.arrayContaining(['trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia']),
    });
    expect((await readFile(made)).includes('generated.mp4')).toBe(false);
  });

  it('are not written by a certificate that has expired', async () => {
    const old = await makeLocalSigner(new Date(Date.now() - 11 * 365 * 24 * 3600 * 1000));
    const path = at('old.mp4');
    await copyFile(source(), path);
    const before = await readFile(path);
    await expect(signCredentials(path, { ...asked, signer: old, ingredients: [] })).rejects.toThrow('expired on');
    expect(await readFile(path)).toEqual(before);
  });

  it('leave the film as it was where signing fails', async () => {
    const path = at('kept.mp4');
    await copyFile(source(), path);
    const before = await readFile(path);
    const options = { ...asked, signer, ingredients: [] };
    await expect(signCredentials(path, { ...options, library: 'no-such-library' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Content credentials are unavailable on'),
    });
    await expect(readCredentials(path, { library: 'no-such-library' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await whyNoCredentials({ library: 'no-such-library' })).toContain('Content credentials are unavailable on');
    expect(await whyNoCredentials()).toBeUndefined();
    await expect(signCredentials(path, { ...options, limits: { stallSeconds: 0.01 } })).rejects.toThrow('given up');
    await expect(signCredentials(path, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await writeFile(at('cut.mp4'), before.subarray(0, 300));
    await expect(signCredentials(at('cut.mp4'), options)).rejects.toMatchObject({ code: expect.any(String) });
    expect(await readFile(path)).toEqual(before);
    expect((await readdir(at('.'))).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('are fetched from nowhere, whatever address a film names', async () => {
    let calls = 0;
    const server = createServer((_, answer) => {
      calls += 1;
      answer.end();
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/film.c2pa`;
      const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="${address}"/></rdf:RDF></x:xmpmeta>`;
      const film = await readFile(source());
      const head = Buffer.alloc(24);
      head.writeUInt32BE(24 + Buffer.byteLength(xmp), 0);
      head.write('uuid', 4, 'latin1');
      head.set(Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), 8);
      await writeFile(at('remote.mp4'), Buffer.concat([film, head, Buffer.from(xmp)]));
      expect(await readCredentials(at('remote.mp4'))).toMatchObject({
        state: 'none',
        problems: ['This file names credentials that lie on a server; they are not fetched.'],
      });
      expect(calls).toBe(0);
    } finally {
      server.close();
    }
  });

  it('that cannot be read are not taken for remote ones by a word in a failure', async () => {
    const failure = 'assertion could not be read: remote.manifest, must fetch remote manifests from url x';
    const reader = `export class Builder { static new() {} } export class Reader { static async fromAsset() { throw new Error(${JSON.stringify(failure)}); } }`;
    const library = `data:text/javascript,${encodeURIComponent(reader)}`;
    expect(await readCredentials(signed(), { library })).toMatchObject({
      state: 'tampered',
      problems: ['This file has content credentials that cannot be read.'],
    });
  });

  it('survive a library that brings its process down', async () => {
    const crash = at('crash.mp4');
    const library = `data:text/javascript,${encodeURIComponent('process.kill(process.pid, "SIGSEGV"); await new Promise(() => {});')}`;
    await expect(readCredentials(signed(), { library })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('crash'),
      place: signed(),
    });
    await copyFile(source(), crash);
    await expect(signCredentials(crash, { ...asked, signer, ingredients: [], library })).rejects.toMatchObject({
      code: 'internal',
    });
    expect(await readFile(crash)).toEqual(await readFile(source()));
  });

  it('still play', async () => {
    expect((await probe(signed())).frames).toBe(30);
  });
});
